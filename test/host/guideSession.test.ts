import * as assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { parseSecret } from '../../src/core/secret';
import { ACTIONS, type CauseView, type Field, type QuestionsWidgetView } from '../../src/guide/protocol';
import { SCENARIOS, type Scenario, stepsOf } from '../../src/guide/scenarios';
import { codesAround, GuideParts, LOGIN, OTHER, TestSession, tellsKey, textsIn } from './guideParts';
import {
  codeAt,
  eventually,
  expectCode,
  KEY,
  listOf,
  OTHER_KEY,
  read,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  writeList,
} from './support';

const GROUPED = KEY.toLowerCase().replace(/.{4}(?=.)/g, '$& ');
const ANSWERS = [
  { question: 'What was your first pet called?', answer: 'Rex2009' },
  { question: 'Where were you born?', answer: 'Wellington' },
];

let parts: GuideParts;

async function start(): Promise<void> {
  parts = await GuideParts.openWithAccounts();
}

/** The guide of a login as its page shows it from a step on. */
async function at(step: string, login = LOGIN): Promise<TestSession> {
  const session = parts.session(login);
  await session.open(step);
  assert.equal(session.progress.at, step);
  return session;
}

/** The guide of a login on a scenario, at its first undone step or at the one named. */
async function on(scenario: Scenario, step?: string, login = LOGIN): Promise<TestSession> {
  const session = parts.session(login);
  await session.receive({ type: 'scenario', scenario });
  if (step !== undefined) await session.receive({ type: 'open', step });
  return session;
}

/** The lists as the extension has written them. */
async function account(login = LOGIN) {
  await parts.lists.reload();
  return parts.lists.find(login);
}

function isUserError(pattern: RegExp): (error: Error) => boolean {
  return error => {
    assert.equal(error.name, 'UserError', String(error.stack));
    assert.match(error.message, pattern);
    return true;
  };
}

/** Today, as the calendar on the wall has it. */
function today(): string {
  return new Intl.DateTimeFormat('sv').format(new Date());
}

describe('The guide of a login', () => {
  startFresh();
  beforeEach(start);
  afterEach(() => parts.end());

  it('begins where the login stands', async () => {
    assert.equal(parts.session(LOGIN).progress.at, '1');
    await parts.setSecret(LOGIN, KEY);
    assert.equal(parts.session(LOGIN).progress.at, '8');
    assert.equal(parts.session(OTHER).progress.at, '1');
  });

  it('opens a step of the scenario, and one of the set-up where the scenario has none such', async () => {
    const session = await on('fromTeam');
    await session.open('8');
    assert.deepEqual([session.progress.scenario, session.progress.at], ['fromTeam', '8']);
    await session.open('12');
    assert.deepEqual([session.progress.scenario, session.progress.at], ['setUp', '12']);
  });

  it('shows every step of every scenario with words, a picture or a button', async () => {
    for (const scenario of SCENARIOS) {
      const session = await on(scenario);
      for (const step of stepsOf(scenario)) {
        await session.receive({ type: 'open', step });
        const { id, body, mark } = session.shownStep;
        assert.equal(id, step);
        assert.match(mark, /^(?:[1-9]|1[0-4]|[A-D])$/);
        assert.ok(body.text.length > 0);
        assert.ok(body.buttons.filter(({ primary }) => primary).length <= 1);
        assert.ok(body.buttons.length > 0 || body.widget, `${scenario} ${step} leads nowhere`);
        assert.ok(body.buttons.every(({ action, label }) => ACTIONS.includes(action) && label !== ''));
        if (body.picture) assert.ok(body.picture.alt.length > 20);
      }
    }
  });

  it('says how far it is', async () => {
    const session = await at('1');
    assert.equal(session.shownView.progress, '0 of 14 done');
    await session.act('next');
    assert.equal(session.shownView.progress, '1 of 14 done');
    await session.act('useQuestions');
    assert.equal(session.shownView.progress, '1 of 12 done');
    await session.act('back');
    assert.equal(session.shownStep.stateName, 'done');
  });

  it('is remembered: another session of the same window goes on where it was', async () => {
    const session = await at('4');
    await session.act('next');
    await session.receive({ type: 'tick', item: 'inbox', ticked: true });
    const { progress } = parts.session('QA-au@ACME.test');
    assert.deepEqual([progress.at, progress.done, progress.ticked], ['5', ['4'], ['inbox']]);
    assert.deepEqual(parts.state.keys(), [`guide:${LOGIN}`]);
  });

  it('is remembered for each scenario: the person goes on where they left it', async () => {
    const session = await at('9');
    await session.act('next');
    await session.receive({ type: 'scenario', scenario: 'turnOff' });
    await session.act('next');
    await session.receive({ type: 'tick', item: 'owner', ticked: true });
    await session.receive({ type: 'scenario', scenario: 'setUp' });
    const { scenario, at: step, done, ticked } = session.progress;
    assert.deepEqual(
      { scenario, step, done, ticked },
      { scenario: 'setUp', step: '10', done: ['9'], ticked: ['owner'] },
    );
    await session.receive({ type: 'scenario', scenario: 'turnOff' });
    assert.equal(session.progress.at, 'turnOff');
  });

  it('begins a scenario from its start where it was gone to its end before', async () => {
    const session = await on('turnOff');
    for (let step = 0; step < 3; step++) await session.act('next');
    assert.equal(session.shownView.progress, 'All done');
    await session.receive({ type: 'scenario', scenario: 'setUp' });
    await session.receive({ type: 'scenario', scenario: 'turnOff' });
    assert.deepEqual([session.progress.at, session.progress.done], ['signIn', []]);
  });

  const setUp = { scenario: 'setUp', at: '5', done: [], ticked: [], backup: 'email', restarted: false };
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
    it(`begins restarted where what was remembered cannot be read: ${JSON.stringify(value)}`, async () => {
      await parts.state.update(`guide:${LOGIN}`, value);
      const session = parts.session(LOGIN);
      assert.equal(session.progress.at, '1');
      await session.act('next');
      assert.equal(parts.session(LOGIN).progress.at, '2');
    });
  }

  it('is not disturbed by that of another login', async () => {
    const [one, other] = [await at('3'), await on('turnOff', undefined, OTHER)];
    await one.act('next');
    await other.act('next');
    assert.deepEqual([one.progress.scenario, one.progress.at], ['setUp', '4']);
    assert.deepEqual([other.progress.scenario, other.progress.at], ['turnOff', 'turnOff']);
    assert.equal(one.shownView.title, 'Xero MFA for AU');
    assert.equal(other.shownView.title, 'Xero MFA for NZ');
  });

  it('goes on with what it knew where the account is taken off the lists', async () => {
    const session = await at('2');
    await writeList(teamList, listOf({ login: OTHER, name: 'NZ' }));
    await parts.lists.reload();
    await session.act('next');
    assert.equal(session.shownView.title, 'Xero MFA for AU');
    assert.equal(parts.session(LOGIN).account.name, LOGIN);
  });

  it('shows step 7 as done where the secret was stored by other means, and not when it is removed', async () => {
    const session = await at('3');
    await parts.setSecret(LOGIN, KEY);
    session.refresh();
    const stateOf = (step: string) => session.shownView.steps.find(({ id }) => id === step)?.state;
    assert.deepEqual(['1', '6', '7', '8'].map(stateOf), ['done', 'done', 'done', 'todo']);
    await parts.secrets.delete(LOGIN);
    session.refresh();
    assert.deepEqual(['1', '3', '7'].map(stateOf), ['todo', 'current', 'todo']);
  });

  const notice = (session: TestSession) => session.shownView.notice;

  it('says how the account stands', async () => {
    await writeList(teamList, listOf({ login: LOGIN, mfaSetUpOn: '2026-11-20' }));
    await parts.lists.reload();
    const session = await on('setUp');
    assert.match(notice(session)?.text ?? '', /set up on 2026-11-20\. Setting it up again would end/);
    assert.equal(notice(session)?.button?.action, 'getKey');
    await parts.setSecret(LOGIN, KEY);
    session.refresh();
    assert.match(notice(session)?.text ?? '', /on 2026-11-20, and the secret is on this computer/);
    assert.equal(notice(session)?.button, undefined);
    assert.equal(session.shownView.progress, 'All done');
  });

  it('says that a secret was lost', async () => {
    await parts.state.update('secretsStoredHere', [LOGIN]);
    parts.dispose();
    const { state } = parts;
    parts = await GuideParts.open(state);
    const session = await at('1');
    assert.match(notice(session)?.text ?? '', /was stored on this computer, and VS Code no longer has it/);
    await session.act('getKey');
    assert.deepEqual([session.progress.scenario, session.progress.at], ['secretLost', 'getKey']);
    assert.equal(parts.session(OTHER).view.notice, undefined);
  });

  it('says that the key before is kept, and offers to put it back', async () => {
    await parts.setSecret(LOGIN, KEY);
    await parts.secrets.set(LOGIN, parseSecret(OTHER_KEY).secret, true);
    const session = await at('8');
    assert.match(notice(session)?.text ?? '', /old key is kept until Xero has taken a code of the new one/);
    assert.equal(notice(session)?.button?.action, 'putKeyBack');
    // In a test VS Code refuses to show the question.
    await assert.rejects(session.act('putKeyBack'));
    assert.ok(parts.secrets.hasPrevious(LOGIN));
    assert.ok(!tellsKey(session.posted, KEY) && !tellsKey(session.posted, OTHER_KEY));
    for (const step of ['signIn', 'changeDevice']) {
      const { body } = (await on('newDevice', step)).shownStep;
      const actions = body.buttons.map(({ action }) => action);
      assert.ok(actions.includes('copyCode') && actions.includes('putKeyBack'), `${actions}`);
    }
  });
});

describe('What is to be had before the set-up', () => {
  startFresh();
  beforeEach(start);
  afterEach(() => parts.end());

  const ticked = (session: TestSession) =>
    session.shownView.prerequisites.items.filter(item => item.ticked).map(({ id }) => id);

  it('is ticked off by the person, and the ticks taken back', async () => {
    const session = await at('1');
    for (const item of ['owner', 'browser']) await session.receive({ type: 'tick', item, ticked: true });
    assert.deepEqual(ticked(session), ['browser', 'owner']);
    await session.receive({ type: 'tick', item: 'browser', ticked: false });
    assert.deepEqual(ticked(session), ['owner']);
  });

  it('is nothing else than it is', async () => {
    const session = await at('1');
    for (const item of ['', 'constructor', 'Browser'])
      await session.receive({ type: 'tick', item, ticked: true });
    assert.deepEqual(session.progress.ticked, []);
  });

  it('is known where the list has it', async () => {
    const entry = {
      login: LOGIN,
      owner: 'priya@acme.test',
      backupEmail: 'qa-backup@acme.test',
      organisations: [{ name: 'Demo Company (AU)' }],
    };
    await writeList(teamList, listOf(entry));
    await parts.lists.reload();
    const session = await at('1');
    assert.deepEqual(ticked(session), ['otherAddress', 'owner']);
    const findings = session.shownView.prerequisites.items.flatMap(({ finding }) => finding ?? []);
    assert.deepEqual(findings, [
      'In the list: qa-backup@acme.test',
      'In the list: Demo Company (AU)',
      'In the list: priya@acme.test',
    ]);
  });

  it('is open until it is all ticked off or the first step is done', async () => {
    const session = await at('1');
    assert.ok(session.shownView.prerequisites.open);
    for (const { id } of session.shownView.prerequisites.items)
      await session.receive({ type: 'tick', item: id, ticked: true });
    assert.ok(!session.shownView.prerequisites.open);
    await session.act('startOver');
    assert.ok(session.shownView.prerequisites.open);
    await session.act('next');
    assert.ok(!session.shownView.prerequisites.open);
  });

  it('has the clock checked, and ticked off where it is right', async () => {
    const session = await at('1');
    await session.act('checkClock');
    assert.deepEqual(ticked(session), ['clock']);
    assert.deepEqual(session.sent('announce'), [{ type: 'announce', text: 'The clock is right.' }]);
    parts.clock = async () => ({ text: 'The clock is 45 seconds behind.', isRight: false });
    await session.act('checkClock');
    assert.deepEqual(ticked(session), []);
    const clock = session.shownView.prerequisites.items.find(({ id }) => id === 'clock');
    assert.equal(clock?.finding, 'The clock is 45 seconds behind.');
  });

  it('keeps the clock unticked where it could not be checked', async () => {
    const session = await at('1');
    parts.clock = async () => {
      throw new Error('a fault');
    };
    await assert.rejects(session.act('checkClock'), /a fault/);
    assert.deepEqual(session.progress.ticked, []);
    parts.clock = async () => ({ text: 'The clock is right.', isRight: true });
    await session.act('checkClock');
    assert.deepEqual(ticked(session), ['clock']);
  });

  it('has the clock asked for once at a time', async () => {
    const session = await at('1');
    let asked = 0;
    parts.clock = async () => {
      asked++;
      return { text: 'The clock is right.', isRight: true };
    };
    await Promise.all([session.act('checkClock'), session.act('checkClock')]);
    assert.equal(asked, 1);
  });

  it('is less where the team has the key', async () => {
    const session = await on('fromTeam');
    assert.deepEqual(
      session.shownView.prerequisites.items.map(({ id }) => id),
      ['clock', 'testOrganisation'],
    );
  });
});

describe('A button of the guide', () => {
  startFresh();
  beforeEach(start);
  afterEach(() => parts.end());

  const moves: readonly [
    action: (typeof ACTIONS)[number],
    from: [scenario: Scenario, step: string],
    to: [scenario: Scenario, step: string],
  ][] = [
    ['next', ['setUp', '1'], ['setUp', '2']],
    ['next', ['fromTeam', 'getKey'], ['fromTeam', '7']],
    ['next', ['fromTeam', 'tryCode'], ['fromTeam', 'tryCode']],
    ['back', ['setUp', '5'], ['setUp', '4']],
    ['back', ['setUp', '1'], ['setUp', '1']],
    ['startOver', ['newDevice', '9'], ['newDevice', 'signIn']],
    ['goToKey', ['setUp', '10'], ['setUp', '7']],
    ['goToKey', ['turnOff', 'turnOff'], ['turnOff', 'turnOff']],
    ['nobodyHasIt', ['fromTeam', 'getKey'], ['deviceLost', 'signInByBackup']],
    ['codeRefused', ['setUp', '10'], ['setUp', '10']],
    ['codeAccepted', ['setUp', '10'], ['setUp', '11']],
    ['useQuestions', ['setUp', '11'], ['setUp', '11']],
    ['getKey', ['setUp', '1'], ['fromTeam', 'getKey']],
  ];
  for (const [action, [scenario, step], to] of moves) {
    it(`leads from ${step} of ${scenario} to ${to[1]} of ${to[0]}: ${action}`, async () => {
      const session = await on(scenario, step);
      await session.act(action);
      assert.deepEqual([session.progress.scenario, session.progress.at], to);
      assert.equal(session.shownStep.id, to[1]);
    });
  }

  it('does nothing where it is pressed a second time before its step has gone', async () => {
    const session = await at('3');
    const pressed = { type: 'act', action: 'next', step: '3' } as const;
    await Promise.all([session.receive(pressed), session.receive(pressed)]);
    await session.receive(pressed);
    assert.equal(session.progress.at, '4');
    await session.receive({ ...pressed, step: '4' });
    assert.equal(session.progress.at, '5');
  });

  it('copies the login', async () => {
    await (await at('1')).act('copyLogin');
    assert.equal(await vscode.env.clipboard.readText(), LOGIN);
  });

  it('opens the list at the account', async () => {
    await (await at('1')).act('openList');
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, teamList);
  });

  it('stays where it is while Xero is opened, or cannot be', async () => {
    await set('xeroUrl', 'file:///etc/passwd');
    const session = await at('1');
    await session.act('openXero');
    assert.equal(session.progress.at, '1');
  });

  it('copies the code, and goes on with it from step 8 alone', async () => {
    await setSecret(LOGIN, KEY);
    await parts.setSecret(LOGIN, KEY);
    const session = await at('8');
    await expectCode(() => session.act('copyCode'), KEY);
    assert.equal(session.progress.at, '9');
    await expectCode(() => session.act('copyCode'), KEY);
    assert.equal(session.progress.at, '9');
  });

  it('goes on with a code that was waited for only where the person still is there', async () => {
    const uri = `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&period=300`;
    await setSecret(LOGIN, uri);
    await parts.setSecret(LOGIN, uri);
    await set('minimumRemaining', 300);
    const session = await at('8');
    let isDone = false;
    const copying = session.act('copyCode').finally(() => {
      isDone = true;
    });
    await session.receive({ type: 'open', step: '3' });
    await session.receive({ type: 'tick', item: 'clock', ticked: true });
    await eventually(async () => {
      await run('copyNow');
      assert.ok(isDone);
    });
    await copying;
    assert.deepEqual([session.progress.at, session.progress.ticked], ['3', ['clock']]);
  });

  it('does not go on where there is no code to copy', async () => {
    const session = await at('8');
    await assert.rejects(session.act('copyCode'), isUserError(/no secret of AU on this computer/));
    assert.equal(session.progress.at, '8');
  });

  it('waits for the next code and copies that', async () => {
    const period = 5;
    await parts.setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=${period}`);
    const session = await at('10');
    const before = Math.floor(Date.now() / 5_000);
    await session.act('copyNextCode');
    const after = Math.floor(Date.now() / 5_000);
    const later = Array.from({ length: after - before }, (_, index) => before + 1 + index);
    const copied = await vscode.env.clipboard.readText();
    assert.ok(
      later.map(window => codeAt(window * 5_000, KEY, { digits: 8, period })).includes(copied),
      `${copied} is no later code`,
    );
    assert.equal(session.progress.at, '10');
  });

  it('has no next code of a login without a secret', async () => {
    await assert.rejects((await at('10')).act('copyNextCode'), isUserError(/no secret of AU/));
  });

  it('begins anew a set-up that was finished', async () => {
    await writeList(teamList, listOf({ login: LOGIN, mfaSetUpOn: '2026-11-20' }));
    await parts.lists.reload();
    await parts.setSecret(LOGIN, KEY);
    const session = await on('setUp');
    assert.equal(session.shownStep.id, '14');
    await session.act('startOver');
    assert.equal(session.shownStep.id, '1');
    assert.equal(session.shownView.progress, '0 of 14 done');
  });

  it('asks for the owner, and writes none where there is no answer', async () => {
    const session = await at('1');
    const asking = session.act('enterOwner');
    let isDone = false;
    void asking.finally(() => {
      isDone = true;
    });
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      assert.ok(isDone);
    });
    await asking;
    assert.equal((await account())?.owner, undefined);
  });
});

describe('The end of a scenario', () => {
  startFresh();
  beforeEach(start);
  afterEach(() => parts.end());

  for (const [scenario, step] of [
    ['setUp', '14'],
    ['enforced', '14'],
    ['newDevice', 'passOn'],
  ] as const) {
    it(`writes today's day into the list, and keeps its comments: ${scenario}`, async () => {
      const text = `// The logins of the team\n${listOf({ login: LOGIN, name: 'AU', colour: 'red' })}`;
      await writeList(teamList, text);
      await parts.lists.reload();
      const session = await on(scenario, step);
      const before = today();
      await session.act('next');
      const written = (await account())?.mfaSetUpOn;
      assert.ok(written === before || written === today(), `${written}`);
      const list = await read(teamList);
      assert.match(list, /^\/\/ The logins of the team\n/);
      assert.match(list, /"colour": "red"/);
      assert.ok(session.progress.done.includes(step));
    });
  }

  it('is told with what comes next', async () => {
    await parts.setSecret(LOGIN, KEY);
    const session = await at('14');
    await session.act('next');
    await parts.lists.reload();
    session.refresh();
    assert.equal(session.shownView.progress, 'All done');
    const { text, buttons } = session.shownStep.body;
    assert.match(String(text[0]?.join('')), /^AU is ready: its codes can be copied/);
    assert.deepEqual(
      buttons.map(({ action }) => action),
      ['copyCode', 'openList', 'back'],
    );
    assert.deepEqual(session.sent('announce'), [
      { type: 'announce', text: 'AU is ready: its codes can be copied.' },
    ]);
    assert.ok(session.shownView.steps.every(({ state }) => state === 'done'));
  });

  it('of a change of key forgets the old one, and nothing before it does', async () => {
    await parts.setSecret(LOGIN, KEY);
    await parts.secrets.set(LOGIN, parseSecret(OTHER_KEY).secret, true);
    const session = await on('newDevice', '8');
    for (const [action, kept] of [
      ['next', true],
      ['next', true],
      ['codeRefused', true],
      ['codeAccepted', false],
    ] as const) {
      await session.act(action);
      assert.equal(parts.secrets.hasPrevious(LOGIN), kept, `${action} at ${session.progress.at}`);
    }
  });

  it('is not reached without a key', async () => {
    const session = await at('14');
    assert.deepEqual(
      session.shownStep.body.buttons.map(({ action }) => action),
      ['goToKey', 'back'],
    );
    await session.act('next');
    assert.notEqual(session.shownView.progress, 'All done');
    assert.deepEqual(session.sent('announce'), []);
  });

  it('is not reached where the list cannot be written', async () => {
    const session = await at('14');
    await writeList(teamList, listOf({ login: OTHER }));
    await assert.rejects(session.act('next'), isUserError(/in none of the lists/));
    assert.deepEqual(session.progress.done, []);
  });

  it('of turning MFA off takes the day off the list', async () => {
    await writeList(teamList, listOf({ login: LOGIN, mfaSetUpOn: '2026-11-20' }));
    await parts.lists.reload();
    const session = await on('turnOff', 'forget');
    assert.deepEqual(
      session.shownStep.body.buttons.map(({ action }) => action),
      ['next', 'back'],
    );
    await session.act('next');
    assert.equal((await account())?.mfaSetUpOn, undefined);
    assert.deepEqual(session.progress.done, ['forget']);
  });

  it('of turning MFA off does not come before the secret is forgotten', async () => {
    await writeList(teamList, listOf({ login: LOGIN, mfaSetUpOn: '2026-11-20' }));
    await setSecret(LOGIN, KEY);
    await parts.lists.reload();
    await parts.setSecret(LOGIN, KEY);
    const session = await on('turnOff', 'forget');
    assert.deepEqual(
      session.shownStep.body.buttons.map(({ action }) => action),
      ['removeSecret', 'back'],
    );
    // In a test VS Code refuses to show the question.
    await assert.rejects(session.act('removeSecret'));
    assert.equal((await account())?.mfaSetUpOn, '2026-11-20');
    assert.deepEqual(session.progress.done, []);
    await expectCode(() => run('copyCode', { login: LOGIN }), KEY);
  });
});

describe('The key', () => {
  startFresh();
  beforeEach(start);
  afterEach(() => parts.end());

  const stored = async (login = LOGIN) => (await parts.secrets.get(login))?.base32;

  it('is stored from the page, which then forgets it, and the guide goes on', async () => {
    const session = await at('7');
    await session.submit('key', GROUPED);
    assert.equal(await stored(), KEY);
    assert.deepEqual(session.sent('taken'), [{ type: 'taken', field: 'key' }]);
    assert.deepEqual(session.sent('announce'), [{ type: 'announce', text: 'The key is stored.' }]);
    assert.equal(session.shownStep.id, '8');
    assert.equal(session.progress.done.includes('7'), true);
  });

  it('is refused in the words of setSecret, and nothing goes on', async () => {
    const session = await at('7');
    const refused = [KEY.replace('P', '0'), '', `otpauth://totp/Xero:${OTHER}?secret=${KEY}`];
    for (const text of refused) await session.submit('key', text);
    const problems = session.sent('taken').map(({ problem }) => problem ?? '');
    assert.match(problems[0] ?? '', /Character 8 of the key, “0”, .* may be the letter O/);
    assert.match(problems[1] ?? '', /There is no key in this text/);
    assert.match(problems[2] ?? '', /for another login: qa-nz@acme\.test/);
    assert.equal(await stored(), undefined);
    assert.equal(session.progress.at, '7');
    assert.ok(!tellsKey(session.posted, KEY));
  });

  it('that is odd is stored, and what to know of it is read before going on', async () => {
    const session = await at('7');
    await session.submit('key', `otpauth://totp/Acme:${LOGIN}?secret=${KEY.slice(0, 16)}&issuer=Acme`);
    const { id, body, state } = session.shownStep;
    assert.deepEqual([id, state], ['7', 'done']);
    assert.ok(body.widget?.kind === 'key');
    assert.match(body.widget.note ?? '', /80 bits, where \d+ are advised\. The link says it is for “Acme”/);
    assert.deepEqual(
      body.buttons.map(({ action }) => action),
      ['next', 'back'],
    );
    await session.act('next');
    assert.equal(session.progress.at, '8');
  });

  it('does not take the place of another one unless that is confirmed', async () => {
    await parts.setSecret(LOGIN, OTHER_KEY);
    const session = await at('7');
    // In a test VS Code refuses to show the question.
    await assert.rejects(session.submit('key', KEY));
    assert.equal(await stored(), OTHER_KEY);
    assert.equal(session.progress.at, '7');
    assert.deepEqual(session.sent('taken'), []);
  });

  const replacing: readonly [
    what: string,
    isKept: boolean,
    scenario: Scenario,
    known: 'stored' | 'set up' | 'replaced',
  ][] = [
    ['of a set-up that was broken off', false, 'setUp', 'stored'],
    ['of a login that is set up', true, 'setUp', 'set up'],
    ['that the team passed on', false, 'fromTeam', 'stored'],
    ['that is to be changed', true, 'newDevice', 'stored'],
    ['that a colleague had who left', true, 'afterLeaver', 'set up'],
    ['of a change that was broken off', false, 'newDevice', 'replaced'],
  ];
  for (const [what, isKept, scenario, known] of replacing) {
    it(`${what} is ${isKept ? 'kept' : 'not kept'} when another takes its place`, async () => {
      await parts.setSecret(LOGIN, KEY);
      const mfaSetUpOn = known === 'set up' ? { mfaSetUpOn: '2026-11-20' } : {};
      await writeList(teamList, listOf({ login: LOGIN, ...mfaSetUpOn }));
      await parts.lists.reload();
      const kept: boolean[] = [];
      const { setupKeys } = parts.services;
      const session = new TestSession(LOGIN, {
        ...parts.services,
        setupKeys: {
          ...setupKeys,
          store: async (_text, _account, keepsPrevious) => {
            kept.push(keepsPrevious);
            return [];
          },
        },
      });
      await session.receive({ type: 'scenario', scenario });
      await session.open('7');
      if (known === 'replaced') await session.submit('key', OTHER_KEY);
      await session.submit('key', OTHER_KEY);
      assert.equal(kept.at(-1), isKept);
    });
  }

  it('that is stored already is taken without a question', async () => {
    await parts.setSecret(LOGIN, KEY);
    const session = await at('7');
    await session.submit('key', GROUPED);
    assert.equal(session.progress.at, '8');
  });

  it('is pasted from the clipboard, which is then emptied', async () => {
    const session = await at('7');
    await vscode.env.clipboard.writeText(GROUPED);
    await session.act('pasteKey');
    assert.equal(await stored(), KEY);
    assert.equal(await vscode.env.clipboard.readText(), '');
    assert.equal(session.shownStep.id, '8');
  });

  it('is left on the clipboard where it is refused', async () => {
    const session = await at('7');
    await vscode.env.clipboard.writeText(KEY.slice(2));
    await session.act('pasteKey');
    assert.equal(await vscode.env.clipboard.readText(), KEY.slice(2));
    assert.equal(await stored(), undefined);
    assert.match(session.sent('taken')[0]?.problem ?? '', /cannot have 30 characters/);
  });

  it('is left on the clipboard where it may not replace another one', async () => {
    await parts.setSecret(LOGIN, OTHER_KEY);
    const session = await at('7');
    await vscode.env.clipboard.writeText(KEY);
    await assert.rejects(session.act('pasteKey'));
    assert.equal(await vscode.env.clipboard.readText(), KEY);
  });

  it('takes nothing off the clipboard that was copied meanwhile', async () => {
    await vscode.env.clipboard.writeText(KEY);
    const session = await at('7');
    const { store } = parts.storage;
    parts.storage.store = async (key, value) => {
      await vscode.env.clipboard.writeText('mine');
      await store.call(parts.storage, key, value);
    };
    await session.act('pasteKey');
    assert.equal(await stored(), KEY);
    assert.equal(await vscode.env.clipboard.readText(), 'mine');
  });

  it('belongs to the login of its guide and no other', async () => {
    await (await at('7')).submit('key', KEY);
    await (await at('7', OTHER)).submit('key', OTHER_KEY);
    assert.deepEqual([await stored(), await stored(OTHER)], [KEY, OTHER_KEY]);
  });
});

describe('A code that Xero refuses', () => {
  startFresh();
  beforeEach(async () => {
    await start();
    await parts.setSecret(LOGIN, KEY);
  });
  afterEach(() => parts.end());

  const troubleshooting = (session: TestSession): readonly CauseView[] => {
    const { widget } = session.shownStep.body;
    return (widget?.kind === 'code' && widget.troubleshooting?.items) || [];
  };
  const results = (session: TestSession) => troubleshooting(session).flatMap(({ result }) => result ?? []);

  async function refused(): Promise<TestSession> {
    const session = await at('10');
    assert.deepEqual(troubleshooting(session), []);
    await session.act('codeRefused');
    return session;
  }

  it('has its causes looked for one after another, each with a button or a field', async () => {
    const session = await refused();
    assert.deepEqual(
      troubleshooting(session).map(({ button, field }) => field?.field ?? button?.action),
      ['checkClock', 'findOtherLogin', 'compareKey', 'copyNextCode', 'waitForUnlock'],
    );
    assert.deepEqual(results(session), []);
  });

  it('has none once it is taken', async () => {
    const session = await refused();
    await session.act('codeAccepted');
    await session.act('back');
    assert.equal(session.shownStep.id, '10');
    assert.deepEqual(troubleshooting(session), []);
  });

  it('may come of the clock', async () => {
    const session = await refused();
    parts.clock = async () => ({ text: 'The clock is 45 seconds behind.', isRight: false });
    await session.act('checkClock');
    assert.deepEqual(results(session), ['The clock is 45 seconds behind.']);
  });

  it('may come of a key that was pasted for another login', async () => {
    const session = await refused();
    await session.act('findOtherLogin');
    assert.deepEqual(results(session), ['No other login on this computer has this key.']);
    await parts.setSecret(OTHER, OTHER_KEY);
    await session.act('findOtherLogin');
    assert.match(results(session)[0] ?? '', /No other login/);
    await parts.setSecret(OTHER, KEY);
    // Its own, and one that cannot be read, say nothing.
    await parts.storage.store('totp:broken@acme.test', 'x');
    await eventually(() => assert.ok(parts.secrets.logins.has('broken@acme.test')));
    await session.act('findOtherLogin');
    assert.deepEqual(results(session), [
      'The same key is stored for qa-nz@acme.test: it was pasted for the wrong login once.',
    ]);
    assert.deepEqual(session.sent('announce').at(-1)?.text, results(session)[0]);
  });

  it('may come of another key than the one that Xero shows', async () => {
    const session = await refused();
    await session.submit('compareKey', GROUPED);
    assert.match(results(session)[0] ?? '', /the key that is stored: this is not the cause/);
    await session.submit('compareKey', OTHER_KEY);
    assert.match(results(session)[0] ?? '', /not the key that is stored: replace it in step 7/);
    await session.submit('compareKey', KEY.slice(2));
    assert.deepEqual(
      session.sent('taken').map(({ field, problem }) => [field, problem === undefined]),
      [
        ['compareKey', true],
        ['compareKey', true],
        ['compareKey', false],
      ],
    );
    assert.equal((await parts.secrets.get(LOGIN))?.base32, KEY);
    assert.ok(!tellsKey(session.posted, KEY) && !tellsKey(session.posted, OTHER_KEY));
  });

  it('may come of a lock, and says when to try again', async () => {
    const session = await refused();
    const before = Date.now();
    await session.act('waitForUnlock');
    const { lockedUntil = 0 } = session.progress;
    const quarter = 15 * 60 * 1000;
    assert.ok(lockedUntil >= before + quarter && lockedUntil <= Date.now() + quarter);
    for (const step of ['8', '9', '10']) {
      await session.receive({ type: 'open', step });
      assert.match(session.shownStep.body.limit ?? '', /^Try again at \d{1,2}:\d\d.*, once and with a new/);
    }
    // That is remembered, as the wait outlives the window.
    assert.equal(parts.session(LOGIN).progress.lockedUntil, lockedUntil);
    await parts.services.progress.set(LOGIN, { ...session.progress, lockedUntil: Date.now() - 1 });
    session.refresh();
    assert.doesNotMatch(session.shownStep.body.limit ?? '', /Try again at/);
  });

  it('has its causes looked for where somebody signs in with a key of the team, too', async () => {
    const session = await on('fromTeam', 'tryCode');
    await session.act('codeRefused');
    const { widget } = session.shownStep.body;
    assert.ok(widget?.kind === 'troubleshooting');
    assert.equal(widget.troubleshooting.items.length, 5);
  });

  it('is forgotten with all that was found out when the guide starts over', async () => {
    const session = await refused();
    await session.submit('compareKey', KEY);
    await session.act('startOver');
    await session.receive({ type: 'open', step: '10' });
    assert.deepEqual(troubleshooting(session), []);
  });
});

describe('The way in without a code', () => {
  startFresh();
  beforeEach(start);
  afterEach(() => parts.end());

  const emails: readonly [text: string, problem: RegExp][] = [
    [LOGIN, /This is the login itself, which Xero refuses/],
    [' QA-AU@Acme.Test ', /This is the login itself/],
    ['', /Enter the backup email/],
    ['qa-backup', /not an email address/],
    ['a@acme.test, b@acme.test', /not an email address/],
    ['qa-backup@acme.test\u202E', /not an email address/],
  ];
  for (const [text, problem] of emails) {
    it(`is not the backup email ${JSON.stringify(text)}`, async () => {
      const session = await at('11');
      const list = await read(teamList);
      await session.submit('backupEmail', text);
      assert.match(session.sent('taken')[0]?.problem ?? '', problem);
      assert.equal(await read(teamList), list);
    });
  }

  it('is the backup email, which is written into the list with its comments kept', async () => {
    await writeList(teamList, `// Ours\n${listOf({ login: LOGIN, name: 'AU', colour: 'red' })}`);
    await parts.lists.reload();
    const session = await at('11');
    await session.submit('backupEmail', ' qa-backup@acme.test\n');
    assert.equal((await account())?.backupEmail, 'qa-backup@acme.test');
    assert.match(await read(teamList), /^\/\/ Ours\n[\s\S]*"colour": "red"/);
    assert.deepEqual(session.sent('taken'), [{ type: 'taken', field: 'backupEmail' }]);
    session.refresh();
    const { widget } = session.shownStep.body;
    assert.equal(widget?.kind === 'email' && widget.field.value, 'qa-backup@acme.test');
    assert.equal(session.progress.at, '11');
  });

  const widget = (session: TestSession): QuestionsWidgetView => {
    const found = session.shownStep.body.widget;
    return found?.kind === 'questions' ? found : assert.fail('no questions are asked');
  };

  it('is the answers to security questions instead, and back', async () => {
    const session = await at('11');
    await session.act('useQuestions');
    assert.equal(widget(session).rows.length, 3);
    assert.deepEqual(
      session.shownView.steps.filter(({ state }) => state === 'skipped').map(({ id }) => id),
      ['12', '13'],
    );
    await session.act('next');
    assert.equal(session.shownStep.id, '14');
    await session.act('back');
    await session.act('useEmail');
    assert.equal(session.shownStep.body.widget?.kind, 'email');
    await session.act('next');
    assert.equal(session.shownStep.id, '12');
  });

  it('is kept as a secret where it is answers, and the page is told none of them', async () => {
    const session = await at('11');
    await session.act('useQuestions');
    assert.equal(widget(session).note, undefined);
    await session.receive({ type: 'answers', answers: ANSWERS });
    assert.equal(
      parts.storage.values.get(`recovery:${LOGIN}`),
      JSON.stringify({ version: 1, answers: ANSWERS }),
    );
    assert.deepEqual(session.sent('taken'), [{ type: 'taken', field: 'answers' }]);
    assert.match(widget(session).note ?? '', /Answers of this login are stored on this computer/);
    const told = textsIn(session.posted).join('\n');
    for (const { answer } of ANSWERS) assert.ok(!told.includes(answer));
    assert.ok(!JSON.stringify(parts.state.get(`guide:${LOGIN}`)).includes('Rex2009'));
  });

  it('is not replaced where it is answers, unless that is confirmed', async () => {
    await parts.secrets.setAnswers(LOGIN, ANSWERS);
    const session = await at('11');
    // In a test VS Code refuses to show the question.
    await assert.rejects(session.receive({ type: 'answers', answers: ANSWERS.slice(1) }));
    assert.deepEqual(await parts.secrets.getAnswers(LOGIN), ANSWERS);
    assert.deepEqual(session.sent('taken'), []);
  });

  it('is answers in some of the rows, and the wrong one is named by its row', async () => {
    const session = await at('11');
    const empty = { question: ' ', answer: '' };
    const wrong = { question: 'Where were you born?', answer: 'a b' };
    await session.receive({ type: 'answers', answers: [empty, wrong] });
    const [taken] = session.sent('taken');
    assert.equal(taken?.index, 1);
    assert.match(taken?.problem ?? '', /of answer 2 is/);
    await session.receive({ type: 'answers', answers: [empty, ...ANSWERS] });
    assert.deepEqual(await parts.secrets.getAnswers(LOGIN), ANSWERS);
  });

  const answers: readonly [answer: string, problem: RegExp][] = [
    ['Rex1', /Answer 2 has 4 characters; Xero wants 5 or more/],
    ['', /Answer 2 is missing/],
    ['Rex 2009', /Character 4 of answer 2 is “ ”/],
    ['Röx2009', /Character 2 of answer 2 is “ö”/],
  ];
  for (const [answer, problem] of answers) {
    it(`is not kept where an answer is ${JSON.stringify(answer)}`, async () => {
      const session = await at('11');
      const question = 'What was your first pet called?';
      await session.receive({
        type: 'answers',
        answers: [...ANSWERS.slice(1), { question, answer }],
      });
      assert.match(session.sent('taken')[0]?.problem ?? '', problem);
      assert.equal(parts.secrets.hasAnswers(LOGIN), false);
    });
  }

  /** Accepts or closes the quick pick that an action shows, until the action is done. */
  async function whilePicking(action: Promise<unknown>, command: string): Promise<void> {
    let isDone = false;
    const done = action.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await vscode.commands.executeCommand(command);
      await Promise.race([done.catch(() => {}), delay(50)]);
    }
    await done;
  }

  it('is copied answer by answer, as the person picks, for a while', async () => {
    await parts.secrets.setAnswers(LOGIN, ANSWERS);
    await set('clearClipboardAfter', 1);
    const session = await on('deviceLost', 'signInByBackup');
    assert.ok(session.shownStep.body.buttons.some(({ action }) => action === 'copyAnswer'));
    await vscode.env.clipboard.writeText('mine');
    await whilePicking(session.act('copyAnswer'), 'workbench.action.closeQuickOpen');
    assert.equal(await vscode.env.clipboard.readText(), 'mine');
    const written: string[] = [];
    await whilePicking(
      session.act('copyAnswer').then(async () => {
        written.push(await vscode.env.clipboard.readText());
      }),
      'workbench.action.acceptSelectedQuickOpenItem',
    );
    assert.ok(written[0] === 'Rex2009' || written[0] === '', written[0]);
    await eventually(async () => assert.equal(await vscode.env.clipboard.readText(), ''));
    assert.ok(!textsIn(session.posted).some(text => text.includes('Rex2009')));
  });
});

describe('What the page of the guide is told', () => {
  startFresh();
  beforeEach(start);
  afterEach(() => parts.end());

  it('has neither key nor answer nor code in it, whatever is done', async () => {
    await setSecret(LOGIN, KEY);
    const posted: unknown[] = [];
    const before = Date.now();
    for (const scenario of SCENARIOS) {
      const session = await on(scenario);
      for (const step of stepsOf(scenario)) {
        await session.receive({ type: 'open', step });
        await session.submit('key', GROUPED);
        if (!parts.secrets.hasAnswers(LOGIN)) await session.receive({ type: 'answers', answers: ANSWERS });
        const texts: readonly [Field, string][] = [
          ['key', KEY.replace('P', '1')],
          ['compareKey', KEY],
          ['compareKey', KEY.replace('P', '1')],
          ['compareKey', OTHER_KEY],
          ['backupEmail', KEY],
        ];
        for (const [field, text] of texts) await session.submit(field, text);
        await session.receive({ type: 'open', step });
        for (const action of ['codeRefused', 'findOtherLogin', 'checkClock', 'copyCode'] as const)
          await session.act(action);
      }
      posted.push(...session.posted);
    }
    assert.ok(posted.length > 100);
    assert.ok(!tellsKey(posted, KEY) && !tellsKey(posted, OTHER_KEY));
    const told = textsIn(posted).join('\n');
    const codes = [...codesAround(before, KEY), ...codesAround(Date.now(), KEY)];
    for (const hidden of [...ANSWERS.map(({ answer }) => answer), ...codes])
      assert.ok(!told.replaceAll(' ', '').includes(hidden), 'a secret was told');
  });

  it('shows hostile names as plain text', async () => {
    const hostile = '<img src=x onerror=alert(1)> $(sync~spin) [x](command:y)\u202E\u2066\n\u0007{0}';
    await writeList(
      teamList,
      listOf({
        login: LOGIN,
        name: hostile,
        owner: hostile,
        notes: hostile,
        tags: [hostile],
        organisations: [{ name: hostile }],
      }),
    );
    await parts.lists.reload();
    await parts.secrets.setAnswers(LOGIN, [{ question: hostile, answer: 'Rex2009' }]);
    await parts.setSecret(LOGIN, KEY);
    const views: unknown[] = [];
    for (const scenario of SCENARIOS) {
      const session = await on(scenario);
      for (const step of stepsOf(scenario)) await session.receive({ type: 'open', step });
      views.push(...session.posted);
    }
    const texts = textsIn(views);
    assert.ok(texts.some(text => text.includes('<img src=x onerror=alert(1)>')));
    assert.deepEqual(
      texts.filter(text => /[\p{Cc}\u202A-\u202E\u2066-\u2069]|\$\(|\]\(/u.test(text)),
      [],
    );
  });

  it('is one line of bounded length, however long a name is', async () => {
    await writeList(teamList, listOf({ login: LOGIN, name: 'x'.repeat(1_000_000) }));
    await parts.lists.reload();
    const session = await at('1');
    assert.ok(session.shownView.title.length < 300);
  });
});
