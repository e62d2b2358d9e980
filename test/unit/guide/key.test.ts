import assert from 'node:assert/strict';
import { CancellationError } from 'vscode';
import type { Copying } from '../../../src/codes/createCopying';
import { formatCode } from '../../../src/core/codeWindow';
import { parseSecret } from '../../../src/core/secret';
import { tellsKey } from '../../shared/guidePages';
import { createGuideParts } from '../../shared/guideParts';
import { codeAt, KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import {
  assertRejected,
  type FakeComputer,
  GROUPED,
  INCOMPLETE,
  LOGIN,
  OTHER,
  useComputer,
} from './fakeGuide';
import type { TestSession } from './testSession';
import { stepsOf } from './walk';

let computer: FakeComputer;

describe('The key', () => {
  useComputer(each => {
    computer = each;
  });

  it('is stored from the page, and the guide goes on', async () => {
    const session = await computer.at('pasteKey');
    assert.deepEqual(await session.submit('key', GROUPED), { result: 'accepted' });
    assert.equal(await computer.stored(), KEY);
    assert.deepEqual(session.announced, ['The key is saved.']);
    assert.equal(session.shownStep.id, 'copyCode');
    assert.equal(session.state.progress.done.includes('pasteKey'), true);
  });

  it('is rejected with the messages of Add Setup Key, and the guide stays', async () => {
    const session = await computer.at('pasteKey');
    const rejected: readonly [text: string, problem: RegExp][] = [
      [KEY.replace('P', '0'), /^Character 8 of the key, “0”, isn’t valid\. It may be the letter O\.$/],
      ['', /^This text contains no setup key\. Copy the key from Xero/],
      [`otpauth://totp/Xero:${OTHER}?secret=${KEY}`, /^This link is for another login: qa-nz@acme\.test\./],
    ];
    for (const [text, problem] of rejected) assertRejected(await session.submit('key', text), problem);
    assert.equal(await computer.stored(), undefined);
    assert.equal(session.state.progress.at, 'pasteKey');
    assert.ok(!tellsKey(session.posted, KEY));
  });

  it('is stored with warnings, which keep the step open', async () => {
    const session = await computer.at('pasteKey');
    await session.submit('key', `otpauth://totp/Acme:${LOGIN}?secret=${KEY}&issuer=Acme`);
    const { id, body, state } = session.shownStep;
    assert.deepEqual([id, state], ['pasteKey', 'done']);
    assert.ok(body.widget?.kind === 'key');
    assert.equal(body.widget.note, 'This link is for “Acme”, not for Xero.');
    assert.deepEqual(session.actions, ['next', 'back']);
    await session.press('next');
    assert.equal(session.state.progress.at, 'copyCode');
  });

  it('replaces another one only if that is confirmed, and the page says so', async () => {
    await computer.setSecret(OTHER_KEY);
    const session = await computer.at('pasteKey');
    computer.saysYes = false;
    assert.deepEqual(await session.submit('key', KEY), { result: 'discarded' });
    assert.equal(await computer.stored(), OTHER_KEY);
    assert.equal(session.state.progress.at, 'pasteKey');
    assert.deepEqual(session.announced, ['The key wasn’t replaced. The previous key is still saved.']);
  });

  it('is accepted without a question if it is already stored', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('pasteKey');
    await session.submit('key', GROUPED);
    assert.equal(session.state.progress.at, 'copyCode');
    assert.deepEqual(computer.log, []);
  });

  it('is pasted from the clipboard, which is then cleared', async () => {
    const session = await computer.at('pasteKey');
    computer.clipboard = GROUPED;
    assert.deepEqual(await session.press('pasteKey'), { result: 'accepted' });
    assert.equal(await computer.stored(), KEY);
    assert.equal(computer.clipboard, '');
    assert.equal(session.shownStep.id, 'copyCode');
  });

  it('stays on the clipboard if it is rejected or may not replace another one', async () => {
    const session = await computer.at('pasteKey');
    computer.clipboard = KEY.slice(2);
    assertRejected(await session.press('pasteKey'), INCOMPLETE);
    assert.equal(computer.clipboard, KEY.slice(2));
    await computer.setSecret(OTHER_KEY);
    computer.saysYes = false;
    computer.clipboard = KEY;
    assert.deepEqual(await session.press('pasteKey'), { result: 'discarded' });
    assert.equal(computer.clipboard, KEY);
  });

  it('clears nothing from the clipboard that was copied meanwhile', async () => {
    computer.clipboard = KEY;
    const session = await computer.at('pasteKey');
    const { store } = computer.services.setupKeys;
    computer.services.setupKeys.store = async (key, account) => {
      computer.clipboard = 'mine';
      return store(key, account);
    };
    await session.press('pasteKey');
    assert.equal(await computer.stored(), KEY);
    assert.equal(computer.clipboard, 'mine');
  });

  it('belongs to the login of its guide and no other', async () => {
    await (await computer.at('pasteKey')).submit('key', KEY);
    await (await computer.at('pasteKey', OTHER)).submit('key', OTHER_KEY);
    assert.deepEqual([await computer.stored(), await computer.stored(OTHER)], [KEY, OTHER_KEY]);
  });
});

describe('A key that replaces another', () => {
  useComputer(each => {
    computer = each;
  });

  beforeEach(() => computer.setSecret(KEY));

  const hasNotice = (session: TestSession) => session.state.view.notice?.button?.action === 'putKeyBack';

  it('keeps the old one until Xero accepts a code, and no longer', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    for (const action of ['copyCode', 'next', 'codeRejected'] as const) {
      assert.deepEqual(computer.kept(), [OTHER_KEY, KEY], `before ${action}`);
      assert.ok(hasNotice(session));
      await session.press(action);
    }
    await session.press('codeAccepted');
    assert.deepEqual(computer.kept(), [OTHER_KEY]);
    assert.ok(!hasNotice(session));
  });

  for (const [who, replace] of [
    ['a pull', () => computer.secrets.set(LOGIN, parseSecret(NEW_KEY).secret, 'team')],
    ['a command', () => computer.secrets.set(LOGIN, parseSecret(NEW_KEY).secret)],
    ['another window', () => computer.replaceElsewhere(LOGIN, NEW_KEY)],
  ] as const) {
    it(`stays if ${who} replaces it between copying its code and “It Worked”`, async () => {
      const session = await computer.on('newDevice', 'pasteKey');
      await session.submit('key', OTHER_KEY);
      await session.press('copyCode');
      await replace();
      await session.ask({ type: 'openStep', step: 'confirmCode' });
      await session.press('codeAccepted');
      assert.deepEqual(computer.kept(), [OTHER_KEY, KEY, NEW_KEY]);
    });
  }

  it('is dropped with no other key if codes of both were shown and none was copied', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    for (const key of [OTHER_KEY, NEW_KEY]) session.state.given.noteShown(parseSecret(key).secret);
    await computer.secrets.set(LOGIN, parseSecret(NEW_KEY).secret, 'team');
    await session.ask({ type: 'openStep', step: 'confirmCode' });
    await session.press('codeAccepted');
    assert.deepEqual(computer.kept().toSorted(), [KEY, NEW_KEY, OTHER_KEY].toSorted());
  });

  for (const [way, give] of [
    ['copied', () => otherWindow().copier.copy(LOGIN)],
    ['given to a task', () => otherWindow().codes.freshCode(LOGIN)],
  ] as const) {
    it(`stays beside the new one if its code was ${way} by another window before the new one came`, async () => {
      const session = await computer.on('setUp', 'confirmCode');
      await give();
      await computer.secrets.set(LOGIN, parseSecret(OTHER_KEY).secret);
      await session.press('codeAccepted');
      assert.deepEqual(computer.kept(), [OTHER_KEY, KEY]);
    });
  }

  const otherWindow = (): Copying => {
    const { storage, state, services } = computer;
    const onError = (error: unknown): void => assert.fail(String(error));
    return createGuideParts({ ...services, storage, state, onError }).copying;
  };

  it('is accepted by its code that was copied outside the guide', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    await session.press('copyCode');
    await computer.secrets.set(LOGIN, parseSecret(NEW_KEY).secret);
    await computer.services.copier.copyNext(LOGIN, { route: 'guide' });
    await session.ask({ type: 'openStep', step: 'confirmCode' });
    await session.press('codeAccepted');
    assert.deepEqual(computer.kept(), [NEW_KEY]);
  });

  it('can be exchanged for the old one, which no scenario then takes for the new one', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    await session.choose('afterLeaver');
    await session.ask({ type: 'openStep', step: 'pasteKey' });
    await session.submit('key', NEW_KEY);
    assert.deepEqual(computer.kept(), [NEW_KEY, KEY, OTHER_KEY]);
    computer.saysYes = false;
    await assert.rejects(session.press('putKeyBack'), CancellationError);
    assert.equal(await computer.stored(), NEW_KEY);
    computer.saysYes = true;
    await session.press('putKeyBack');
    assert.equal(await computer.stored(), KEY);
    assert.ok(!hasNotice(session));
    for (const scenario of ['newDevice', 'afterLeaver', 'deviceLost'] as const) {
      await session.choose(scenario);
      assert.equal(session.state.progress.at, stepsOf(scenario)[0], scenario);
      await session.ask({ type: 'openStep', step: 'confirmCode' });
      assert.deepEqual(session.actions, ['goToKey', 'back'], scenario);
    }
  });

  it('is offered again if Xero rejects a code from the old one', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    await session.press('putKeyBack');
    await session.choose('fromTeam');
    await session.ask({ type: 'openStep', step: 'tryCode' });
    await session.press('codeRejected');
    const { widget } = session.shownStep.body;
    assert.ok(widget?.kind === 'troubleshooting');
    assert.ok(widget.troubleshooting.items.some(({ button }) => button?.action === 'useOtherKey'));
    computer.answer = formatCode(codeAt(computer.time, OTHER_KEY));
    await session.press('useOtherKey');
    assert.equal(await computer.stored(), OTHER_KEY);
    assert.deepEqual(computer.kept().toSorted(), [KEY, OTHER_KEY].toSorted());
  });

  it('leaves the old one at hand until Xero issues it', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    for (const step of ['signIn', 'changeDevice']) {
      await session.ask({ type: 'openStep', step });
      const { actions } = session;
      assert.ok(actions.includes('copyCode') && actions.includes('putKeyBack'), `${actions}`);
    }
  });

  it('is kept when the guide starts over, as is the old one', async () => {
    const session = await computer.on('setUp');
    await session.press('startOver');
    await session.ask({ type: 'openStep', step: 'pasteKey' });
    await session.submit('key', OTHER_KEY);
    await session.press('startOver');
    await session.ask({ type: 'openStep', step: 'pasteKey' });
    await session.submit('key', NEW_KEY);
    assert.deepEqual(computer.kept(), [NEW_KEY, KEY, OTHER_KEY]);
    await session.press('putKeyBack');
    assert.equal(await computer.stored(), KEY);
  });

  it('keeps the old one when the person jumps to the last step', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    await session.ask({ type: 'openStep', step: 'passOn' });
    await session.press('next');
    assert.deepEqual(computer.kept(), [OTHER_KEY, KEY]);
  });
});
