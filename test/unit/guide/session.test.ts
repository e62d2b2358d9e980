import assert from 'node:assert/strict';
import { CancellationError } from 'vscode';
import { formatCode, windowAt } from '../../../src/core/codeWindow';
import { UserError } from '../../../src/core/errors';
import { ACTIONS, type Action } from '../../../src/guide/buttons';
import type { CauseView, Field, Outcome, QuestionsWidgetView } from '../../../src/guide/protocol';
import { SCENARIO_IDS, type ScenarioId } from '../../../src/guide/scenarios';
import { tellsKey, textsIn } from '../../shared/guidePages';
import { codeAt, KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { codesAround, FakeComputer, LOGIN, OTHER, stepsOf, type TestSession } from './fakeGuide';

const GROUPED = KEY.toLowerCase().replace(/.{4}(?=.)/g, '$& ');
const ANSWERS = [
  { question: 'What was your first pet called?', answer: 'Rex2009' },
  { question: 'Where were you born?', answer: 'Wellington' },
];

let computer: FakeComputer;

beforeEach(async () => {
  computer = new FakeComputer();
  await computer.ready();
});
afterEach(() => computer.dispose());

/** The guide of a login at a step of the first set-up. */
function at(step: string, login = LOGIN): Promise<TestSession> {
  return computer.on('setUp', step, login);
}

const INCOMPLETE = /^A setup key can’t have 30 characters\./;

function assertRejected(outcome: Outcome, problem: RegExp): void {
  assert.ok(outcome.result === 'rejected');
  assert.match(outcome.problem, problem);
}

/** Today, as the calendar on the wall has it. */
function today(): string {
  return new Intl.DateTimeFormat('sv').format(new Date());
}

describe('The guide of a login', () => {
  it('begins where the login stands', async () => {
    assert.equal(computer.session().state.progress.at, 'openMenu');
    await computer.setSecret(KEY);
    assert.equal(computer.session().state.progress.at, 'copyCode');
    assert.equal(computer.session(OTHER).state.progress.at, 'openMenu');
  });

  it('shows every step of every scenario with words, a picture or a button', async () => {
    for (const key of [undefined, KEY]) {
      if (key !== undefined) await computer.setSecret(key);
      for (const scenario of SCENARIO_IDS) {
        const session = await computer.on(scenario);
        for (const step of stepsOf(scenario)) {
          await session.ask({ type: 'openStep', step });
          const { id, body, mark } = session.shownStep;
          assert.equal(id, step);
          assert.match(mark, /^(?:[1-9]|1[0-4]|[A-D])$/);
          assert.ok(body.text.length > 0);
          assert.ok(body.buttons.filter(({ primary }) => primary).length <= 1);
          assert.ok(body.buttons.length > 0 || body.widget, `${scenario} ${step} leads nowhere`);
          assert.ok(
            body.buttons.every(({ action, label }) => ACTIONS.includes(action as Action) && label !== ''),
          );
          if (body.picture) assert.ok(body.picture.alt.length > 20);
        }
      }
    }
  });

  it('says how far it is', async () => {
    const session = await at('openMenu');
    assert.equal(session.shownView.progress, '0 of 14 done');
    await session.press('next');
    assert.equal(session.shownView.progress, '1 of 14 done');
    await session.press('useQuestions');
    assert.equal(session.shownView.progress, '1 of 12 done');
    await session.press('back');
    assert.equal(session.shownStep.stateName, 'done');
  });

  it('is remembered: another session of the same window goes on where it was', async () => {
    const session = await at('useOwnApp');
    await session.press('next');
    await session.ask({ type: 'tick', item: 'inbox', ticked: true });
    const { progress } = computer.session('QA-au@ACME.test').state;
    assert.deepEqual([progress.at, progress.done, progress.ticked], ['showKey', ['useOwnApp'], ['inbox']]);
    assert.deepEqual(computer.state.keys(), [`guide:${LOGIN}`]);
  });

  it('is remembered for each scenario: the person goes on where they left it', async () => {
    const session = await at('enterCode');
    await session.press('next');
    await session.ask({ type: 'chooseScenario', scenario: 'turnOff' });
    await session.press('next');
    await session.ask({ type: 'tick', item: 'owner', ticked: true });
    await session.ask({ type: 'chooseScenario', scenario: 'setUp' });
    const { scenario, at: step, done, ticked } = session.state.progress;
    assert.deepEqual(
      { scenario, step, done, ticked },
      { scenario: 'setUp', step: 'confirmCode', done: ['enterCode'], ticked: ['owner'] },
    );
    await session.ask({ type: 'chooseScenario', scenario: 'turnOff' });
    assert.equal(session.state.progress.at, 'turnOff');
  });

  it('begins a scenario from its start where it was gone to its end before', async () => {
    const session = await computer.on('turnOff');
    for (let step = 0; step < 3; step++) await session.press('next');
    assert.equal(session.shownView.progress, 'All done');
    await session.ask({ type: 'chooseScenario', scenario: 'setUp' });
    await session.ask({ type: 'chooseScenario', scenario: 'turnOff' });
    assert.deepEqual([session.state.progress.at, session.state.progress.done], ['signIn', []]);
  });

  it('begins a set-up from its start where MFA was turned off after it', async () => {
    const session = await at('pasteKey');
    await session.submit('key', KEY);
    await session.ask({ type: 'openStep', step: 'finish' });
    await session.press('next');
    await session.choose('turnOff');
    await session.ask({ type: 'openStep', step: 'forget' });
    await session.press('removeSecret');
    await session.choose('setUp');
    assert.deepEqual([session.shownStep.id, session.shownView.progress], ['openMenu', '0 of 14 done']);
  });

  it('goes on with a set-up whose key was removed before its end', async () => {
    const session = await at('pasteKey');
    await session.submit('key', KEY);
    await session.choose('turnOff');
    await computer.secrets.delete(LOGIN);
    await session.choose('setUp');
    assert.equal(session.shownStep.id, 'copyCode');
  });

  it('goes on with a set-up that was started over after a look at another scenario', async () => {
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-11-20' });
    await computer.setSecret(KEY);
    const session = await computer.on('setUp');
    await session.press('startOver');
    await session.ask({ type: 'chooseScenario', scenario: 'turnOff' });
    await session.ask({ type: 'chooseScenario', scenario: 'setUp' });
    assert.equal(session.state.progress.at, 'openMenu');
    assert.equal(session.shownView.progress, '0 of 14 done');
  });

  const setUp = { scenario: 'setUp', at: 'showKey', done: [], ticked: [], backup: 'email', key: 'stored' };
  const unreadable: readonly unknown[] = [
    null,
    'setUp',
    [],
    setUp,
    { current: 'setUp' },
    { current: 'setUp', scenarios: null },
    { current: 'setUp', scenarios: [setUp] },
    { current: 'setUp', scenarios: { setUp: { ...setUp, at: 'forget' } } },
    { current: 'sideways', scenarios: { sideways: setUp } },
    { current: '__proto__', scenarios: { setUp } },
    { current: ['setUp'], scenarios: { setUp } },
  ];
  for (const value of unreadable) {
    it(`begins from the start where what was remembered cannot be read: ${JSON.stringify(value)}`, async () => {
      await computer.state.update(`guide:${LOGIN}`, value);
      const session = computer.session();
      assert.equal(session.state.progress.at, 'openMenu');
      await session.press('next');
      assert.equal(computer.session().state.progress.at, 'openAccount');
    });
  }

  it('is not disturbed by another login’s', async () => {
    const [one, other] = [await at('startSetUp'), await computer.on('turnOff', undefined, OTHER)];
    await one.press('next');
    await other.press('next');
    assert.deepEqual([one.state.progress.scenario, one.state.progress.at], ['setUp', 'useOwnApp']);
    assert.deepEqual([other.state.progress.scenario, other.state.progress.at], ['turnOff', 'turnOff']);
    assert.equal(one.shownView.title, 'Xero MFA for AU');
    assert.equal(other.shownView.title, 'Xero MFA for NZ');
  });

  it('goes on with what it knew where the account is taken off the lists', async () => {
    const session = await at('openAccount');
    computer.accounts.delete(LOGIN);
    await session.press('next');
    assert.equal(session.shownView.title, 'Xero MFA for AU');
    assert.equal(computer.session().state.account.name, LOGIN);
  });

  it('shows step 7 as done where the key was stored by other means, and not when it is removed', async () => {
    const session = await at('startSetUp');
    const stateOf = (step: string) => session.state.view.steps.find(({ id }) => id === step)?.state;
    await computer.setSecret(KEY);
    const steps = ['openMenu', 'copyKey', 'pasteKey', 'copyCode'];
    assert.deepEqual(steps.map(stateOf), ['done', 'done', 'done', 'todo']);
    await computer.secrets.delete(LOGIN);
    assert.deepEqual(['openMenu', 'startSetUp', 'pasteKey'].map(stateOf), ['todo', 'current', 'todo']);
  });

  const notice = (session: TestSession) => session.state.view.notice;

  it('says how the account stands', async () => {
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-11-20' });
    const session = await computer.on('setUp');
    assert.match(
      notice(session)?.text ?? '',
      /set up on 2026-11-20\. If you set it up again, the team’s key stops/,
    );
    assert.equal(notice(session)?.button?.action, 'getKey');
    await computer.setSecret(KEY);
    assert.match(notice(session)?.text ?? '', /on 2026-11-20, and the setup key is on this computer/);
    assert.equal(notice(session)?.button, undefined);
    assert.equal(session.state.view.progress, 'All done');
  });

  it('says that a secret was lost', async () => {
    await computer.setSecret(KEY);
    await computer.loseKey();
    const session = await at('openMenu');
    assert.match(notice(session)?.text ?? '', /was stored on this computer, but VS Code no longer has it/);
    await session.press('getKey');
    assert.deepEqual([session.state.progress.scenario, session.state.progress.at], ['secretLost', 'getKey']);
    assert.equal(computer.session(OTHER).state.view.notice, undefined);
  });
});

describe('What the page is sent', () => {
  it('is one view for one change', async () => {
    const session = await at('openMenu');
    session.posted.length = 0;
    const changes: readonly (() => Promise<unknown>)[] = [
      () => session.press('next'),
      () => session.ask({ type: 'openStep', step: 'pasteKey' }),
      () => session.submit('key', KEY),
      () => session.submit('key', OTHER_KEY),
      () => session.press('putKeyBack'),
      () => session.ask({ type: 'openStep', step: 'confirmCode' }),
      () => session.press('codeAccepted'),
      () => session.press('startOver'),
    ];
    // A change of the secrets makes the panel refresh its session.
    computer.secrets.onDidChange(() => session.state.refresh());
    for (const [index, change] of changes.entries()) {
      await change();
      assert.equal(session.sent('view').length, index + 1, `change ${index}`);
    }
  });

  it('is an outcome for every request', async () => {
    const session = await at('startSetUp');
    assert.deepEqual(await session.press('next'), { result: 'accepted' });
    const late = { type: 'press', action: 'next', step: 'startSetUp' } as const;
    assert.deepEqual(await session.ask(late), { result: 'discarded' });
    const unknown = { type: 'press', action: 'toString', step: session.state.progress.at } as const;
    assert.deepEqual(await session.ask(unknown), { result: 'discarded' });
    assert.deepEqual(await session.ask({ type: 'chooseScenario', scenario: 'sideways' }), {
      result: 'discarded',
    });
    assert.equal(session.state.progress.at, 'useOwnApp');
  });

  it('has neither key nor answer nor code in it, whatever is done', async () => {
    await computer.setSecret(KEY);
    const before = computer.time;
    let copied = '';
    for (const scenario of SCENARIO_IDS) {
      const session = await computer.on(scenario);
      for (const step of stepsOf(scenario)) {
        await session.ask({ type: 'openStep', step });
        await session.submit('key', GROUPED);
        await session.ask({ type: 'submitAnswers', answers: ANSWERS });
        const texts: readonly [Field, string][] = [
          ['key', KEY.replace('P', '1')],
          ['key', NEW_KEY],
          ['compareKey', KEY],
          ['compareKey', KEY.replace('P', '1')],
          ['compareKey', OTHER_KEY],
          ['backupEmail', KEY],
        ];
        for (const [field, text] of texts) await session.submit(field, text);
        await session.ask({ type: 'openStep', step });
        computer.answer = ANSWERS[0]?.question;
        for (const action of ACTIONS) await session.press(action).catch(() => {});
        computer.clipboard = KEY;
        await session.ask({ type: 'pasteKey' });
        for (const action of ['copyCode', 'copyNextCode'] as const) await session.press(action);
        copied = computer.clipboard;
      }
    }
    const { posted } = computer;
    assert.ok(posted.length > 100);
    // The same texts are sent with every view.
    const texts = [...new Set(textsIn(posted))];
    const keys = [KEY, OTHER_KEY, NEW_KEY];
    for (const key of keys) assert.ok(!tellsKey(texts, key));
    const told = texts.join('\n').replaceAll(' ', '');
    const codes = keys.flatMap(key => codesAround(before, computer.time, key));
    assert.ok(codes.includes(copied), 'No code was copied.');
    for (const hidden of [...ANSWERS.map(({ answer }) => answer), ...codes])
      assert.ok(!told.includes(hidden), 'a secret was told');
    assert.ok(!tellsKey([...computer.state.values], KEY));
  });

  it('shows hostile names as plain text', async () => {
    const hostile = '<img src=x onerror=alert(1)> $(sync~spin) [x](command:y)\u202E\u2066\n\u0007{0}';
    computer.add({
      login: LOGIN,
      name: hostile,
      owner: hostile,
      notes: hostile,
      backupEmail: hostile,
      tags: [hostile],
      organisations: [{ name: hostile }],
    });
    await computer.secrets.setAnswers(LOGIN, [{ question: hostile, answer: 'Rex2009' }]);
    await computer.setSecret(KEY);
    for (const scenario of SCENARIO_IDS) {
      const session = await computer.on(scenario);
      for (const step of stepsOf(scenario)) await session.ask({ type: 'openStep', step });
    }
    const texts = textsIn(computer.posted);
    assert.ok(texts.some(text => text.includes('<img src=x onerror=alert(1)>')));
    assert.deepEqual(
      texts.filter(text => /[\p{Cc}\u202A-\u202E\u2066-\u2069]|\$\(|\]\(/u.test(text)),
      [],
    );
  });

  it('is one line of bounded length, however long a name is', async () => {
    computer.add({ login: LOGIN, name: 'x'.repeat(1_000_000) });
    const session = await at('openMenu');
    assert.ok(session.shownView.title.length < 300);
  });
});

describe('What is to be had before the set-up', () => {
  const ticked = (session: TestSession) =>
    session.shownView.prerequisites.items.filter(item => item.ticked).map(({ id }) => id);

  it('is ticked off by the person, and the ticks taken back', async () => {
    const session = await at('openMenu');
    for (const item of ['owner', 'browser']) await session.ask({ type: 'tick', item, ticked: true });
    assert.deepEqual(ticked(session), ['browser', 'owner']);
    await session.ask({ type: 'tick', item: 'browser', ticked: false });
    assert.deepEqual(ticked(session), ['owner']);
  });

  it('is nothing else than it is', async () => {
    const session = await at('openMenu');
    for (const item of ['', 'constructor', 'Browser'])
      await session.ask({ type: 'tick', item, ticked: true });
    assert.deepEqual(session.state.progress.ticked, []);
  });

  it('is known where the list has it', async () => {
    computer.add({
      login: LOGIN,
      owner: 'priya@acme.test',
      backupEmail: 'qa-backup@acme.test',
      organisations: [{ name: 'Demo Company (AU)' }],
    });
    const session = await at('openMenu');
    assert.deepEqual(ticked(session), ['otherAddress', 'owner']);
    const findings = session.shownView.prerequisites.items.flatMap(({ finding }) => finding ?? []);
    assert.deepEqual(findings, [
      'In the list: qa-backup@acme.test',
      'In the list: Demo Company (AU)',
      'In the list: priya@acme.test',
    ]);
  });

  it('is open until the first step is done, as nothing moves under the mouse while it is ticked off', async () => {
    const session = await at('openMenu');
    assert.ok(session.shownView.prerequisites.open);
    for (const { id } of session.shownView.prerequisites.items)
      await session.ask({ type: 'tick', item: id, ticked: true });
    assert.ok(session.shownView.prerequisites.open);
    await session.press('startOver');
    assert.ok(session.shownView.prerequisites.open);
    await session.press('next');
    assert.ok(!session.shownView.prerequisites.open);
  });

  it('has the clock checked, and ticked off where it is right', async () => {
    const session = await at('openMenu');
    await session.press('checkClock');
    assert.deepEqual(ticked(session), ['clock']);
    assert.deepEqual(session.announced, ['The clock is right.']);
    computer.clock = async () => ({ text: 'The clock is 45 seconds behind.', isRight: false });
    await session.press('checkClock');
    assert.deepEqual(ticked(session), []);
    const clock = session.shownView.prerequisites.items.find(({ id }) => id === 'clock');
    assert.equal(clock?.finding, 'The clock is 45 seconds behind.');
  });

  it('keeps the clock unticked where it could not be checked', async () => {
    const session = await at('openMenu');
    computer.clock = async () => {
      throw new Error('a fault');
    };
    await assert.rejects(session.press('checkClock'), /a fault/);
    assert.deepEqual(session.state.progress.ticked, []);
    const clock = session.shownView.prerequisites.items.find(({ id }) => id === 'clock');
    assert.equal(clock?.finding, undefined);
    computer.clock = async () => ({ text: 'The clock is right.', isRight: true });
    await session.press('checkClock');
    assert.deepEqual(ticked(session), ['clock']);
  });

  it('has the clock asked for once at a time', async () => {
    const session = await at('openMenu');
    let asked = 0;
    computer.clock = async () => {
      asked++;
      return { text: 'The clock is right.', isRight: true };
    };
    await Promise.all([session.press('checkClock'), session.press('checkClock')]);
    assert.equal(asked, 1);
  });

  it('is less where the team has the key', async () => {
    const session = await computer.on('fromTeam');
    assert.deepEqual(
      session.shownView.prerequisites.items.map(({ id }) => id),
      ['clock', 'testOrganisation'],
    );
  });
});

describe('A button of the guide', () => {
  const moves: readonly [
    action: Action,
    from: [scenario: ScenarioId, step: string],
    to: [scenario: ScenarioId, step: string],
  ][] = [
    ['next', ['setUp', 'openMenu'], ['setUp', 'openAccount']],
    ['next', ['fromTeam', 'getKey'], ['fromTeam', 'pasteKey']],
    ['next', ['fromTeam', 'tryCode'], ['fromTeam', 'tryCode']],
    ['back', ['setUp', 'showKey'], ['setUp', 'useOwnApp']],
    ['back', ['setUp', 'openMenu'], ['setUp', 'openMenu']],
    ['startOver', ['newDevice', 'enterCode'], ['newDevice', 'signIn']],
    ['goToKey', ['setUp', 'confirmCode'], ['setUp', 'pasteKey']],
    ['goToKey', ['turnOff', 'turnOff'], ['turnOff', 'turnOff']],
    ['nobodyHasIt', ['fromTeam', 'getKey'], ['deviceLost', 'signInByBackup']],
    ['codeRejected', ['setUp', 'confirmCode'], ['setUp', 'confirmCode']],
    ['useQuestions', ['setUp', 'addBackup'], ['setUp', 'addBackup']],
    ['getKey', ['setUp', 'openMenu'], ['fromTeam', 'getKey']],
  ];
  for (const [action, [scenario, step], to] of moves) {
    it(`leads from ${step} of ${scenario} to ${to[1]} of ${to[0]}: ${action}`, async () => {
      const session = await computer.on(scenario, step);
      await session.press(action);
      assert.deepEqual([session.state.progress.scenario, session.state.progress.at], to);
      assert.equal(session.shownStep.id, to[1]);
    });
  }

  it('leads to the key where the one of the team was lost after it had worked', async () => {
    for (const scenario of ['fromTeam', 'secretLost'] as const) {
      await computer.setSecret(KEY);
      await (await computer.on(scenario, 'tryCode')).press('codeAccepted');
      await computer.loseKey();
      const session = computer.session();
      session.state.refresh();
      await undefined;
      assert.deepEqual(session.actions, ['openXero', 'copyLogin', 'goToKey', 'back']);
      await session.press('goToKey');
      assert.equal(session.shownStep.id, 'pasteKey');
      await session.choose(scenario);
      assert.equal(session.shownStep.id, 'getKey');
    }
  });

  it('goes on from step 10 where Xero accepted the code, and only with a key', async () => {
    const session = await at('confirmCode');
    await session.press('codeAccepted');
    assert.equal(session.state.progress.at, 'confirmCode');
    await computer.setSecret(KEY);
    await session.press('codeAccepted');
    assert.equal(session.state.progress.at, 'addBackup');
  });

  it('does nothing where it is pressed a second time before its step has gone', async () => {
    const session = await at('startSetUp');
    const pressed = { type: 'press', action: 'next', step: 'startSetUp' } as const;
    await Promise.all([session.ask(pressed), session.ask(pressed)]);
    await session.ask(pressed);
    assert.equal(session.state.progress.at, 'useOwnApp');
    await session.ask({ ...pressed, step: 'useOwnApp' });
    assert.equal(session.state.progress.at, 'showKey');
  });

  it('does nothing where it is pressed a second time while the first is still at work', async () => {
    await computer.setSecret(KEY);
    for (const [scenario, step, action, next] of [
      ['setUp', 'confirmCode', 'codeAccepted', 'addBackup'],
      ['setUp', 'finish', 'next', 'finish'],
      ['turnOff', 'forget', 'removeSecret', 'forget'],
    ] as const) {
      const session = await computer.on(scenario, step);
      session.posted.length = 0;
      const [first, second] = [session.press(action), session.press(action)];
      assert.deepEqual([await first, await second], [{ result: 'accepted' }, { result: 'discarded' }]);
      assert.equal(session.state.progress.at, next, action);
    }
    assert.equal(computer.finished, 1);
    assert.deepEqual(computer.log, ['asked: Remove the setup key of AU from this computer?']);
  });

  it('finishes the step it was pressed on, and none of a scenario that was chosen meanwhile', async () => {
    await computer.setSecret(KEY);
    for (const [scenario, step, action] of [
      ['setUp', 'confirmCode', 'codeAccepted'],
      ['setUp', 'copyCode', 'copyCode'],
      ['newDevice', 'pasteKey', 'pasteKey'],
      ['turnOff', 'forget', 'removeSecret'],
    ] as const) {
      const session = await computer.on(scenario, step);
      computer.clipboard = KEY;
      const working = action === 'pasteKey' ? session.ask({ type: action }) : session.press(action);
      await session.choose('fromTeam');
      const { at: open, done } = session.state.progress;
      await working;
      assert.deepEqual([session.state.progress.at, session.state.progress.done], [open, done], action);
    }
  });

  it('finishes no step of a scenario that was started over meanwhile', async () => {
    await computer.setSecret(KEY);
    const session = await at('confirmCode');
    const working = session.press('codeAccepted');
    await session.press('startOver');
    await working;
    assert.deepEqual([session.state.progress.at, session.state.progress.done], ['openMenu', []]);
  });

  it('does outside the page what it says, and stays where it is', async () => {
    const session = await at('openMenu');
    for (const action of ['openXero', 'copyLogin', 'openList'] as const) await session.press(action);
    assert.deepEqual(computer.log, [
      `Xero opened for ${LOGIN}`,
      `login copied: ${LOGIN}`,
      `list opened at ${LOGIN}`,
    ]);
    assert.equal(session.state.progress.at, 'openMenu');
  });

  it('copies the code with time to paste it, and goes on with it from step 8 alone', async () => {
    await computer.setSecret(KEY);
    const session = await at('copyCode');
    const { counter, end } = windowAt(computer.time);
    computer.time = end - 8000;
    await session.press('copyCode');
    assert.equal(computer.clipboard, codeAt(end - 8000, KEY));
    assert.equal(session.state.copied, counter);
    assert.equal(session.state.progress.at, 'enterCode');
    computer.time = end - 7999;
    await session.press('copyCode');
    assert.equal(computer.clipboard, codeAt(end, KEY));
    assert.equal(session.state.copied, counter + 1);
    assert.equal(session.state.progress.at, 'enterCode');
    const copied = { action: 'copied', login: LOGIN, route: 'guide' };
    assert.deepEqual(computer.recorded, [copied, copied]);
    assert.deepEqual(computer.log, []);
  });

  it('goes on with a code that was waited for only where the person still is there', async () => {
    await computer.setSecret(KEY);
    const session = await at('copyCode');
    const { copier } = computer.services;
    const copy = copier.copy.bind(copier);
    let arrive = (): void => {};
    const waited = new Promise<void>(resolve => {
      arrive = resolve;
    });
    copier.copy = async (...how) => {
      await waited;
      return copy(...how);
    };
    const copying = session.press('copyCode');
    await session.ask({ type: 'openStep', step: 'startSetUp' });
    await session.ask({ type: 'tick', item: 'clock', ticked: true });
    arrive();
    await copying;
    assert.equal(computer.clipboard, codeAt(computer.time, KEY));
    assert.deepEqual([session.state.progress.at, session.state.progress.ticked], ['startSetUp', ['clock']]);
  });

  it('does not go on where there is no code to copy', async () => {
    const session = await at('copyCode');
    for (const action of ['copyCode', 'copyNextCode'] as const)
      await assert.rejects(session.press(action), /AU has no setup key on this computer/);
    assert.equal(session.state.progress.at, 'copyCode');
  });

  it('waits for the next code and copies that', async () => {
    await computer.setSecret(KEY);
    const session = await at('confirmCode');
    const { counter, end } = windowAt(computer.time);
    await session.press('copyNextCode');
    assert.equal(computer.clipboard, codeAt(end, KEY));
    assert.equal(session.state.copied, counter + 1);
    assert.deepEqual(computer.recorded, [{ action: 'copied', login: LOGIN, route: 'guide' }]);
    assert.deepEqual(computer.log, []);
    assert.equal(session.state.progress.at, 'confirmCode');
  });

  it('starts over a set-up that was finished', async () => {
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-11-20' });
    await computer.setSecret(KEY);
    const session = await computer.on('setUp');
    assert.equal(session.shownStep.id, 'finish');
    await session.press('startOver');
    assert.equal(session.shownStep.id, 'openMenu');
    assert.equal(session.shownView.progress, '0 of 14 done');
  });

  it('asks for the owner, and writes none where there is no answer', async () => {
    const session = await at('openMenu');
    await session.press('enterOwner');
    assert.equal(session.state.account.owner, undefined);
    computer.answer = 'Priya';
    await session.press('enterOwner');
    assert.equal(session.state.account.owner, 'Priya');
  });
});

describe('The end of a scenario', () => {
  for (const scenario of SCENARIO_IDS) {
    const steps = stepsOf(scenario);
    const isNew = steps.includes('confirmCode');
    const step = ['confirmCode', 'tryCode'].find(each => steps.includes(each));
    if (step === undefined) continue;

    it(`tells the team’s stores that Xero accepted a new key, and of no other: ${scenario}`, async () => {
      await computer.setSecret(KEY);
      const session = await computer.on(scenario, step);
      await session.press('codeAccepted');
      assert.deepEqual(computer.accepted, []);
      await session.ask({ type: 'openStep', step: 'pasteKey' });
      await session.submit('key', OTHER_KEY);
      assert.deepEqual(computer.accepted, []);
      await session.ask({ type: 'openStep', step });
      await session.press('codeAccepted');
      assert.deepEqual(computer.accepted, isNew ? [LOGIN] : []);
      await session.ask({ type: 'openStep', step });
      await session.press('codeAccepted');
      assert.equal(computer.accepted.length, isNew ? 1 : 0);
    });
  }

  it('speaks of the team store, and of no password manager, where the key goes by that', async () => {
    await computer.setSecret(KEY);
    computer.isShared = true;
    let isSpokenOf = false;
    for (const scenario of SCENARIO_IDS) {
      const session = await computer.on(scenario);
      for (const step of stepsOf(scenario)) {
        await session.ask({ type: 'openStep', step });
        const text = JSON.stringify(session.shownStep.body);
        assert.doesNotMatch(text, /password manager/, `${scenario} ${step}`);
        isSpokenOf ||= text.includes('team store');
      }
    }
    assert.ok(isSpokenOf);
  });

  for (const [scenario, step] of [
    ['setUp', 'finish'],
    ['enforced', 'finish'],
    ['newDevice', 'passOn'],
  ] as const) {
    it(`writes today's day into the list: ${scenario}`, async () => {
      const session = await computer.on(scenario, 'pasteKey');
      await session.submit('key', KEY);
      await session.ask({ type: 'openStep', step });
      const before = today();
      await session.press('next');
      const written = session.state.account.mfaSetUpOn;
      assert.ok(written === before || written === today(), `${written}`);
      assert.equal(session.shownView.progress, 'All done');
      assert.deepEqual(session.announced.at(-1), 'AU is ready. You can copy its codes.');
      assert.equal(computer.finished, 1);
    });
  }

  it('is told with what comes next', async () => {
    await computer.setSecret(KEY);
    const session = await at('finish');
    await session.press('next');
    const { text } = session.shownStep.body;
    assert.match(
      String(text[0]?.join('')),
      /^AU is ready\. You can copy its codes, and the list says MFA is set up/,
    );
    assert.deepEqual(session.actions, ['copyCode', 'openList', 'back']);
    assert.ok(session.shownView.steps.every(({ state }) => state === 'done'));
  });

  it('is not reached without a key', async () => {
    const session = await at('finish');
    assert.deepEqual(session.actions, ['goToKey', 'back']);
    await session.press('next');
    assert.notEqual(session.shownView.progress, 'All done');
    assert.deepEqual(session.announced, []);
    assert.equal(session.state.account.mfaSetUpOn, undefined);
  });

  it('is reached where the list cannot be written, says why, and lets it be written later', async () => {
    await computer.setSecret(KEY);
    const session = await at('finish');
    computer.listError = 'accounts.json has unsaved changes.';
    await session.press('next');
    assert.equal(session.shownView.progress, 'All done');
    const text = session.shownStep.body.text.map(sentence => sentence.join('')).join('\n');
    assert.match(text, /does not show this yet\. accounts\.json has unsaved changes\./);
    assert.deepEqual(session.actions, ['writeList', 'openList', 'back']);
    await session.press('writeList');
    assert.deepEqual(session.actions, ['writeList', 'openList', 'back']);
    computer.listError = undefined;
    await session.press('writeList');
    assert.match(session.state.account.mfaSetUpOn ?? '', /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(session.actions, ['copyCode', 'openList', 'back']);
  });

  it('says after a reload, too, that the list does not show it yet', async () => {
    await computer.setSecret(KEY);
    const session = await at('finish');
    computer.listError = 'It is read-only.';
    await session.press('next');
    const again = computer.session();
    again.state.refresh();
    await undefined;
    const text = again.shownStep.body.text.map(sentence => sentence.join('')).join('\n');
    assert.match(text, /The list does not show this yet\.\n/);
    assert.deepEqual(again.actions, ['writeList', 'openList', 'back']);
    computer.listError = undefined;
    await again.press('writeList');
    assert.deepEqual(again.actions, ['copyCode', 'openList', 'back']);
  });

  it('is not reached by a fault of ours', async () => {
    await computer.setSecret(KEY);
    const session = await at('finish');
    computer.services.accounts.edit = async () => {
      throw new TypeError('a fault');
    };
    await assert.rejects(session.press('next'), /a fault/);
    assert.deepEqual(session.state.progress.done, []);
  });

  it('of turning MFA off takes the day off the list', async () => {
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-11-20' });
    const session = await computer.on('turnOff', 'forget');
    assert.deepEqual(session.actions, ['next', 'back']);
    await session.press('next');
    assert.equal(session.state.account.mfaSetUpOn, undefined);
    assert.deepEqual(session.state.progress.done, ['forget']);
    assert.equal(computer.finished, 0);
  });

  it('of turning MFA off does not come before the secret is forgotten', async () => {
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-11-20' });
    await computer.setSecret(KEY);
    const session = await computer.on('turnOff', 'forget');
    assert.deepEqual(session.actions, ['removeSecret', 'back']);
    computer.saysYes = false;
    await assert.rejects(session.press('removeSecret'), CancellationError);
    assert.equal(session.state.account.mfaSetUpOn, '2026-11-20');
    assert.deepEqual(session.state.progress.done, []);
    assert.equal(await computer.stored(), KEY);
    computer.saysYes = true;
    await session.press('removeSecret');
    assert.deepEqual(computer.kept(), []);
    assert.equal(session.state.account.mfaSetUpOn, undefined);
  });

  it('of turning MFA off is not told where the list cannot be written', async () => {
    const session = await computer.on('turnOff', 'forget');
    computer.listError = 'It is read-only.';
    await assert.rejects(session.press('next'), UserError);
    assert.deepEqual(session.state.progress.done, []);
  });
});

describe('The key', () => {
  it('is stored from the page, and the guide goes on', async () => {
    const session = await at('pasteKey');
    assert.deepEqual(await session.submit('key', GROUPED), { result: 'accepted' });
    assert.equal(await computer.stored(), KEY);
    assert.deepEqual(session.announced, ['The key is stored.']);
    assert.equal(session.shownStep.id, 'copyCode');
    assert.equal(session.state.progress.done.includes('pasteKey'), true);
  });

  it('is rejected in the words of Set Secret, and nothing goes on', async () => {
    const session = await at('pasteKey');
    const rejected: readonly [text: string, problem: RegExp][] = [
      [KEY.replace('P', '0'), /^Character 8 of the key, “0”, is not valid\. It may be the letter O\.$/],
      ['', /^This text contains no setup key\. Copy the key from Xero/],
      [`otpauth://totp/Xero:${OTHER}?secret=${KEY}`, /^This link is for another login: qa-nz@acme\.test\./],
    ];
    for (const [text, problem] of rejected) assertRejected(await session.submit('key', text), problem);
    assert.equal(await computer.stored(), undefined);
    assert.equal(session.state.progress.at, 'pasteKey');
    assert.ok(!tellsKey(session.posted, KEY));
  });

  it('that is odd is stored, and what to know of it is read before going on', async () => {
    const session = await at('pasteKey');
    await session.submit('key', `otpauth://totp/Acme:${LOGIN}?secret=${KEY}&issuer=Acme`);
    const { id, body, state } = session.shownStep;
    assert.deepEqual([id, state], ['pasteKey', 'done']);
    assert.ok(body.widget?.kind === 'key');
    assert.equal(body.widget.note, 'This link is for “Acme”, not for Xero.');
    assert.deepEqual(session.actions, ['next', 'back']);
    await session.press('next');
    assert.equal(session.state.progress.at, 'copyCode');
  });

  it('does not take the place of another one unless that is confirmed, and the page is told so', async () => {
    await computer.setSecret(OTHER_KEY);
    const session = await at('pasteKey');
    computer.saysYes = false;
    assert.deepEqual(await session.submit('key', KEY), { result: 'discarded' });
    assert.equal(await computer.stored(), OTHER_KEY);
    assert.equal(session.state.progress.at, 'pasteKey');
    assert.deepEqual(session.announced, ['The key was not replaced. The previous key is still stored.']);
  });

  it('that is stored already is accepted without a question', async () => {
    await computer.setSecret(KEY);
    const session = await at('pasteKey');
    await session.submit('key', GROUPED);
    assert.equal(session.state.progress.at, 'copyCode');
    assert.deepEqual(computer.log, []);
  });

  it('is pasted from the clipboard, which is then emptied', async () => {
    const session = await at('pasteKey');
    computer.clipboard = GROUPED;
    assert.deepEqual(await session.ask({ type: 'pasteKey' }), { result: 'accepted' });
    assert.equal(await computer.stored(), KEY);
    assert.equal(computer.clipboard, '');
    assert.equal(session.shownStep.id, 'copyCode');
  });

  it('is left on the clipboard where it is rejected or may not replace another one', async () => {
    const session = await at('pasteKey');
    computer.clipboard = KEY.slice(2);
    assertRejected(await session.ask({ type: 'pasteKey' }), INCOMPLETE);
    assert.equal(computer.clipboard, KEY.slice(2));
    await computer.setSecret(OTHER_KEY);
    computer.saysYes = false;
    computer.clipboard = KEY;
    assert.deepEqual(await session.ask({ type: 'pasteKey' }), { result: 'discarded' });
    assert.equal(computer.clipboard, KEY);
  });

  it('takes nothing off the clipboard that was copied meanwhile', async () => {
    computer.clipboard = KEY;
    const session = await at('pasteKey');
    const { store } = computer.services.setupKeys;
    computer.services.setupKeys.store = async (key, account) => {
      computer.clipboard = 'mine';
      return store(key, account);
    };
    await session.ask({ type: 'pasteKey' });
    assert.equal(await computer.stored(), KEY);
    assert.equal(computer.clipboard, 'mine');
  });

  it('belongs to the login of its guide and no other', async () => {
    await (await at('pasteKey')).submit('key', KEY);
    await (await at('pasteKey', OTHER)).submit('key', OTHER_KEY);
    assert.deepEqual([await computer.stored(), await computer.stored(OTHER)], [KEY, OTHER_KEY]);
  });
});

describe('A key that replaces another', () => {
  beforeEach(() => computer.setSecret(KEY));

  const hasNotice = (session: TestSession) => session.state.view.notice?.button?.action === 'putKeyBack';

  it('leaves the old one until Xero accepts a code of it, and no longer', async () => {
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

  it('is put back, with which no scenario takes the old key for the new one', async () => {
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

  it('is offered again where Xero rejects a code of the old one', async () => {
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

  it('may be asked for by Xero before it is given out', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    for (const step of ['signIn', 'changeDevice']) {
      await session.ask({ type: 'openStep', step });
      const { actions } = session;
      assert.ok(actions.includes('copyCode') && actions.includes('putKeyBack'), `${actions}`);
    }
  });

  it('is kept through Start Over, and the one before that as well', async () => {
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

  it('is not given up by a jump to the last step', async () => {
    const session = await computer.on('newDevice', 'pasteKey');
    await session.submit('key', OTHER_KEY);
    await session.ask({ type: 'openStep', step: 'passOn' });
    await session.press('next');
    assert.deepEqual(computer.kept(), [OTHER_KEY, KEY]);
  });
});

describe('A code that Xero rejects', () => {
  beforeEach(() => computer.setSecret(KEY));

  const troubleshooting = (session: TestSession): readonly CauseView[] => {
    const { widget } = session.shownStep.body;
    return (widget?.kind === 'code' && widget.troubleshooting?.items) || [];
  };
  const results = (session: TestSession) => troubleshooting(session).flatMap(({ result }) => result ?? []);

  async function rejected(): Promise<TestSession> {
    const session = await at('confirmCode');
    assert.deepEqual(troubleshooting(session), []);
    await session.press('codeRejected');
    return session;
  }

  it('has its cause looked for one after another, each with a button or a field', async () => {
    const session = await rejected();
    assert.deepEqual(
      troubleshooting(session).map(({ button, field }) => field?.field ?? button?.action),
      ['checkClock', 'findOtherLogin', 'compareKey', 'copyNextCode', 'waitForUnlock'],
    );
    assert.deepEqual(results(session), []);
  });

  it('has none once one is accepted', async () => {
    const session = await rejected();
    await session.press('codeAccepted');
    await session.press('back');
    assert.equal(session.shownStep.id, 'confirmCode');
    assert.deepEqual(troubleshooting(session), []);
  });

  it('may come of the clock', async () => {
    const session = await rejected();
    computer.clock = async () => ({ text: 'The clock is 45 seconds behind.', isRight: false });
    await session.press('checkClock');
    assert.deepEqual(results(session), ['The clock is 45 seconds behind.']);
  });

  it('has codes corrected where the clock is wrong and they can be', async () => {
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

  it('may come of a key that was pasted for another login', async () => {
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
      'qa-nz@acme.test has the same key, so it was pasted for the wrong login once.',
    ]);
    assert.equal(session.announced.at(-1), results(session)[0]);
  });

  it('may come of another key than the one that Xero shows', async () => {
    const session = await rejected();
    assert.deepEqual(await session.submit('compareKey', GROUPED), { result: 'accepted' });
    assert.match(results(session)[0] ?? '', /the key stored here, so the key is not the cause/);
    assert.deepEqual(await session.submit('compareKey', OTHER_KEY), { result: 'accepted' });
    assert.match(results(session)[0] ?? '', /not the key stored here\. In step 7, replace/);
    assertRejected(await session.submit('compareKey', KEY.slice(2)), INCOMPLETE);
    assert.equal(await computer.stored(), KEY);
    assert.ok(!tellsKey(session.posted, KEY) && !tellsKey(session.posted, OTHER_KEY));
  });

  it('has nothing said of a key that another one has replaced since, nor of its code', async () => {
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

  it('may come of a key that was replaced, and says that codes now come from that', async () => {
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

  it('may come of a lock, and says when to try again', async () => {
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
    // That is remembered, as the wait outlives the window.
    assert.equal(computer.session().state.progress.lockedUntil, lockedUntil);
    await computer.services.progress.set(LOGIN, { ...session.state.progress, lockedUntil: Date.now() - 1 });
    assert.doesNotMatch(session.state.view.steps.find(({ body }) => body)?.body?.limit ?? '', /Try again at/);
  });

  it('may come of a lock, which is of the login, whatever is done until Xero lets it in', async () => {
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

  it('has its cause looked for where somebody signs in with a key of the team, too', async () => {
    const session = await computer.on('fromTeam', 'tryCode');
    await session.press('codeRejected');
    const { widget } = session.shownStep.body;
    assert.ok(widget?.kind === 'troubleshooting');
    assert.equal(widget.troubleshooting.items.length, 5);
  });

  it('is forgotten with all that was found out when the guide starts over', async () => {
    const session = await rejected();
    await session.submit('compareKey', KEY);
    await session.press('startOver');
    await session.submit('key', KEY);
    await session.ask({ type: 'openStep', step: 'confirmCode' });
    assert.deepEqual(troubleshooting(session), []);
  });
});

describe('Signing in without a code', () => {
  const emails: readonly [text: string, problem: RegExp][] = [
    [LOGIN, /This is the login itself\. Xero rejects it/],
    [' QA-AU@Acme.Test ', /This is the login itself/],
    ['', /Enter the backup email/],
    ['qa-backup', /not an email address/],
    ['a@acme.test, b@acme.test', /not an email address/],
    ['qa-backup@acme.test\u202E', /not an email address/],
  ];
  for (const [text, problem] of emails) {
    it(`is not the backup email ${JSON.stringify(text)}`, async () => {
      const session = await at('addBackup');
      const outcome = await session.submit('backupEmail', text);
      assert.ok(outcome.result === 'rejected');
      assert.match(outcome.problem, problem);
      assert.equal(session.state.account.backupEmail, undefined);
    });
  }

  it('is the backup email, which is written into the list', async () => {
    const session = await at('addBackup');
    assert.deepEqual(await session.submit('backupEmail', ' qa-backup@acme.test\n'), { result: 'accepted' });
    assert.equal(session.state.account.backupEmail, 'qa-backup@acme.test');
    await session.ask({ type: 'openStep', step: 'addBackup' });
    const { widget } = session.shownStep.body;
    assert.equal(widget?.kind === 'email' && widget.field.value, 'qa-backup@acme.test');
    assert.equal(session.state.progress.at, 'addBackup');
  });

  const widget = (session: TestSession): QuestionsWidgetView => {
    const found = session.shownStep.body.widget;
    return found?.kind === 'questions' ? found : assert.fail('no questions are asked');
  };

  it('is the answers to security questions instead, and back', async () => {
    const session = await at('addBackup');
    await session.press('useQuestions');
    assert.equal(widget(session).rows.length, 3);
    assert.deepEqual(
      session.shownView.steps.filter(({ state }) => state === 'skipped').map(({ id }) => id),
      ['copyEmailCode', 'confirmEmail'],
    );
    await session.press('next');
    assert.equal(session.shownStep.id, 'finish');
    await session.press('back');
    await session.press('useEmail');
    assert.equal(session.shownStep.body.widget?.kind, 'email');
    await session.press('next');
    assert.equal(session.shownStep.id, 'copyEmailCode');
  });

  it('is kept as a secret where it is answers, and the page is told none of them', async () => {
    const session = await at('addBackup');
    await session.press('useQuestions');
    assert.equal(widget(session).note, undefined);
    assert.deepEqual(await session.ask({ type: 'submitAnswers', answers: ANSWERS }), { result: 'accepted' });
    assert.deepEqual(await computer.secrets.getAnswers(LOGIN), ANSWERS);
    assert.match(widget(session).note ?? '', /The answers for this login are stored on this computer/);
    const told = textsIn(session.posted).join('\n');
    for (const { answer } of ANSWERS) assert.ok(!told.includes(answer));
    assert.ok(!JSON.stringify(computer.state.get(`guide:${LOGIN}`)).includes('Rex2009'));
  });

  it('is not replaced where it is answers, unless that is confirmed', async () => {
    await computer.secrets.setAnswers(LOGIN, ANSWERS);
    const session = await at('addBackup');
    computer.saysYes = false;
    await assert.rejects(
      session.ask({ type: 'submitAnswers', answers: ANSWERS.slice(1) }),
      CancellationError,
    );
    assert.deepEqual(await computer.secrets.getAnswers(LOGIN), ANSWERS);
  });

  it('is answers in some of the rows, and the wrong one is named by its row', async () => {
    const session = await at('addBackup');
    const empty = { question: ' ', answer: '' };
    const wrong = { question: 'Where were you born?', answer: 'a b' };
    const outcome = await session.ask({ type: 'submitAnswers', answers: [empty, wrong] });
    assert.ok(outcome.result === 'rejected');
    assert.deepEqual([outcome.index, outcome.part], [1, 'answer']);
    assert.match(outcome.problem, /of answer 2 is/);
    await session.ask({ type: 'submitAnswers', answers: [empty, ...ANSWERS] });
    assert.deepEqual(await computer.secrets.getAnswers(LOGIN), ANSWERS);
  });

  const answers: readonly [answer: string, problem: RegExp][] = [
    ['Rex1', /Answer 2 is too short\. Xero requires at least 5 characters/],
    ['', /Answer 2 is missing/],
    ['Rex 2009', /Character 4 of answer 2 is “ ”/],
    ['Röx2009', /Character 2 of answer 2 is “ö”/],
    ['x'.repeat(9000), /Answer 2 is too long: 9000 characters/],
  ];
  for (const [answer, problem] of answers) {
    it(`is not kept where an answer is ${JSON.stringify(answer).slice(0, 20)}`, async () => {
      const session = await at('addBackup');
      const question = 'What was your first pet called?';
      const outcome = await session.ask({
        type: 'submitAnswers',
        answers: [...ANSWERS.slice(1), { question, answer }],
      });
      assert.ok(outcome.result === 'rejected');
      assert.match(outcome.problem, problem);
      assert.equal(computer.secrets.hasAnswers(LOGIN), false);
    });
  }

  it('is copied answer by answer, as the person picks', async () => {
    await computer.secrets.setAnswers(LOGIN, ANSWERS);
    const session = await computer.on('deviceLost', 'signInByBackup');
    assert.ok(session.actions.includes('copyAnswer'));
    computer.clipboard = 'mine';
    await session.press('copyAnswer');
    assert.equal(computer.clipboard, 'mine');
    assert.deepEqual(session.announced, []);
    computer.answer = 'Where were you born?';
    await session.press('copyAnswer');
    assert.equal(computer.clipboard, 'Wellington');
    assert.deepEqual(session.announced, ['Answer copied']);
    assert.ok(!textsIn(session.posted).some(text => text.includes('Wellington')));
  });
});
