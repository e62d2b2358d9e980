import assert from 'node:assert/strict';
import { formatCode } from '../../../src/core/codeWindow';
import type { CauseView } from '../../../src/guide/protocol';
import { tellsKey } from '../../shared/guidePages';
import { codeAt, KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import {
  ANSWERS,
  assertRejected,
  type FakeComputer,
  GROUPED,
  INCOMPLETE,
  LOGIN,
  OTHER,
  useComputer,
} from './fakeGuide';
import type { TestSession } from './testSession';

let computer: FakeComputer;

describe('A code that Xero rejects', () => {
  useComputer(each => {
    computer = each;
  });

  beforeEach(() => computer.setSecret(KEY));

  const troubleshooting = (session: TestSession): readonly CauseView[] => {
    const { widget } = session.shownStep.body;
    return (widget?.kind === 'code' && widget.troubleshooting?.items) || [];
  };
  const results = (session: TestSession) => troubleshooting(session).flatMap(({ result }) => result ?? []);

  async function rejected(): Promise<TestSession> {
    const session = await computer.at('confirmCode');
    assert.deepEqual(troubleshooting(session), []);
    await session.press('codeRejected');
    return session;
  }

  it('has a list of causes, each with a button or a field', async () => {
    const session = await rejected();
    assert.deepEqual(
      troubleshooting(session).map(({ button, field }) => field?.field ?? button?.action),
      ['checkClock', 'findOtherLogin', 'compareKey', 'copyNextCode', 'waitForUnlock'],
    );
    assert.deepEqual(results(session), []);
  });

  it('has no causes once a code is accepted', async () => {
    const session = await rejected();
    await session.press('codeAccepted');
    await session.press('back');
    assert.equal(session.shownStep.id, 'confirmCode');
    assert.deepEqual(troubleshooting(session), []);
  });

  it('may be due to the clock', async () => {
    const session = await rejected();
    computer.clock = async () => ({ text: 'The clock is 45 seconds behind.', isRight: false });
    await session.press('checkClock');
    assert.deepEqual(results(session), ['The clock is 45 seconds behind.']);
  });

  it('lets codes be corrected if the clock is wrong', async () => {
    const session = await rejected();
    const asked: boolean[] = [];
    const clockAction = (): unknown => troubleshooting(session)[0]?.button?.action;
    computer.clock = async correct => {
      asked.push(correct);
      return correct
        ? { text: 'Codes are corrected.', isRight: true, canCorrect: false }
        : { text: 'The clock is 45 seconds behind.', isRight: false, canCorrect: true };
    };
    await session.press('checkClock');
    assert.equal(clockAction(), 'correctCodes');
    await session.press('correctCodes');
    assert.deepEqual(results(session), ['Codes are corrected.']);
    assert.equal(clockAction(), 'checkClock');
    assert.deepEqual(asked, [false, true]);
  });

  it('may be due to a key that was pasted for another login', async () => {
    const session = await rejected();
    await session.press('findOtherLogin');
    assert.deepEqual(results(session), ['No other login on this computer has this key.']);
    await computer.setSecret(OTHER_KEY, OTHER);
    await session.press('findOtherLogin');
    assert.match(results(session)[0] ?? '', /No other login/);
    await computer.setSecret(NEW_KEY, OTHER);
    await computer.setSecret(KEY, OTHER);
    await session.press('findOtherLogin');
    assert.deepEqual(results(session), [
      'qa-nz@acme.test has the same key, so one of them is wrong. Copy this login’s key from Xero again.',
    ]);
    assert.equal(session.announced.at(-1), results(session)[0]);
    await computer.setSecret(KEY, 'qa-sg@acme.test');
    await session.press('findOtherLogin');
    assert.deepEqual(results(session), [
      'Other logins have the same key: qa-nz@acme.test and qa-sg@acme.test. Copy this login’s key from Xero again.',
    ]);
  });

  it('may be due to a key other than the one Xero shows', async () => {
    const session = await rejected();
    assert.deepEqual(await session.submit('compareKey', GROUPED), { result: 'accepted' });
    assert.match(results(session)[0] ?? '', /the key saved here, so the key isn’t the cause/);
    assert.deepEqual(await session.submit('compareKey', OTHER_KEY), { result: 'accepted' });
    assert.match(results(session)[0] ?? '', /isn’t the key saved here\. Replace the saved key/);
    assertRejected(await session.submit('compareKey', KEY.slice(2)), INCOMPLETE);
    assert.equal(await computer.stored(), KEY);
    assert.ok(!tellsKey(session.posted, KEY) && !tellsKey(session.posted, OTHER_KEY));
  });

  it('has no findings left about a key that was replaced since, nor about its code', async () => {
    const session = await rejected();
    await session.press('copyCode');
    await session.press('findOtherLogin');
    await session.submit('compareKey', OTHER_KEY);
    await computer.secrets.setAnswers(LOGIN, ANSWERS);
    await computer.setSecret(NEW_KEY, OTHER);
    assert.equal(results(session).length, 2);
    assert.notEqual(session.state.copied, undefined);
    await computer.setSecret(OTHER_KEY);
    await undefined;
    assert.deepEqual(results(session), []);
    assert.equal(session.state.copied, undefined);
    assert.ok(troubleshooting(session).length > 0);
  });

  it('may be due to a replaced key, which can make the codes again', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    await session.ask({ type: 'openStep', step: 'confirmCode' });
    await session.press('codeRejected');
    await session.submit('compareKey', KEY);
    computer.answer = formatCode(codeAt(computer.time, KEY));
    await session.press('useOtherKey');
    assert.equal(await computer.stored(), KEY);
    assert.deepEqual(results(session), [
      'Codes now come from the key you picked. Copy a new code and try again.',
    ]);
    assert.equal(session.announced.at(-1), results(session)[0]);
  });

  it('may be due to a lock, and says when to try again', async () => {
    const session = await rejected();
    const before = Date.now();
    await session.press('waitForUnlock');
    const { lockedUntil = 0 } = session.state.progress;
    const quarter = 15 * 60 * 1000;
    assert.ok(lockedUntil >= before + quarter && lockedUntil <= Date.now() + quarter);
    const text = /^Try again at \d{1,2}:\d\d.*, once, with a new/;
    assert.match(session.announced.at(-1) ?? '', text);
    for (const step of ['copyCode', 'enterCode', 'confirmCode']) {
      await session.ask({ type: 'openStep', step });
      assert.match(session.shownStep.body.limit ?? '', text);
    }
    // The lock outlives the window.
    assert.equal(computer.session().state.progress.lockedUntil, lockedUntil);
    await computer.services.progress.set(LOGIN, { ...session.state.progress, lockedUntil: Date.now() - 1 });
    assert.doesNotMatch(session.state.view.steps.find(({ body }) => body)?.body?.limit ?? '', /Try again at/);
  });

  it('may be due to a lock, whose timer runs once and takes the place of “you have time”', async () => {
    const session = await rejected();
    const lock = () => troubleshooting(session).find(({ button }) => button?.action === 'waitForUnlock');
    const timing = (): string => {
      const { widget } = session.shownStep.body;
      return widget?.kind === 'code' ? `${widget.enough} ${widget.expired ?? ''}` : assert.fail();
    };
    assert.deepEqual([lock()?.result, lock()?.button?.disabled], [undefined, undefined]);
    await session.press('copyCode');
    assert.match(timing(), /You have time/);
    await session.press('waitForUnlock');
    const { lockedUntil } = session.state.progress;
    assert.match(lock()?.result ?? '', /^Try again at \d{1,2}:\d\d.*, once/);
    assert.equal(lock()?.button?.disabled, true);
    await session.press('waitForUnlock');
    assert.equal(session.state.progress.lockedUntil, lockedUntil);
    // Another window has only what is remembered.
    for (const window of [session, await computer.at('confirmCode')])
      for (const step of ['copyCode', 'enterCode', 'confirmCode']) {
        await window.ask({ type: 'openStep', step });
        const { widget } = window.shownStep.body;
        assert.ok(widget?.kind === 'code');
        assert.doesNotMatch(`${widget.enough} ${widget.wait} ${widget.expired}`, /time|[Cc]opy|next code/);
      }
    await computer.services.progress.set(LOGIN, { ...session.state.progress, lockedUntil: Date.now() - 1 });
    session.state.noteTime();
    await undefined;
    assert.match(timing(), /You have time/);
    assert.deepEqual([lock()?.result, lock()?.button?.disabled], [undefined, undefined]);
  });

  it('may be due to a lock, which stays with the login until Xero accepts a sign-in', async () => {
    const session = await rejected();
    await session.press('waitForUnlock');
    let { lockedUntil } = session.state.progress;
    const limit = (): string => session.shownStep.body.limit ?? '';
    await session.press('startOver');
    assert.equal(session.state.progress.lockedUntil, lockedUntil);
    for (const [scenario, step] of [
      ['fromTeam', 'tryCode'],
      ['turnOff', 'signIn'],
      ['deviceLost', 'signInByBackup'],
    ] as const) {
      await session.choose(scenario);
      await session.ask({ type: 'openStep', step });
      assert.equal(session.state.progress.lockedUntil, lockedUntil);
      if (step !== 'signInByBackup') assert.match(limit(), /^Try again at/);
      await session.press(scenario === 'fromTeam' ? 'codeAccepted' : 'next');
      await session.ask({ type: 'openStep', step });
      assert.deepEqual([session.state.progress.lockedUntil, limit()], [undefined, ''], step);
      await session.choose('setUp');
      assert.equal(session.state.progress.lockedUntil, undefined);
      await session.press('waitForUnlock');
      ({ lockedUntil } = session.state.progress);
    }
  });

  it('has a list of causes when signing in with the team’s key, too', async () => {
    const session = await computer.on('fromTeam', 'tryCode');
    await session.press('codeRejected');
    const { widget } = session.shownStep.body;
    assert.ok(widget?.kind === 'troubleshooting');
    assert.equal(widget.troubleshooting.items.length, 5);
  });

  it('can be reported again whenever a code was copied since', async () => {
    for (const [scenario, step] of [
      ['setUp', 'confirmCode'],
      ['fromTeam', 'tryCode'],
    ] as const) {
      const session = await computer.on(scenario, step);
      const canReport = (): boolean => session.actions.includes('codeRejected');
      for (const copy of ['copyCode', 'copyNextCode'] as const) {
        assert.ok(canReport());
        await session.press('codeRejected');
        assert.ok(!canReport());
        await session.press(copy);
        assert.ok(canReport());
        computer.time += 60_000;
        session.state.noteTime();
        await undefined;
        assert.ok(canReport(), 'after the copied code has expired');
      }
    }
  });

  it('is forgotten with all findings when the guide starts over', async () => {
    const session = await rejected();
    await session.submit('compareKey', KEY);
    await session.press('startOver');
    await session.submit('key', KEY);
    await session.ask({ type: 'openStep', step: 'confirmCode' });
    assert.deepEqual(troubleshooting(session), []);
  });
});
