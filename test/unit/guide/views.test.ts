import assert from 'node:assert/strict';
import { SCENARIO_IDS } from '../../../src/guide/model';
import { ACTIONS } from '../../../src/guide/page/buttons';
import type { Field } from '../../../src/guide/protocol';
import { tellsKey, textsIn } from '../../shared/guidePages';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { ANSWERS, codesAround, type FakeComputer, GROUPED, LOGIN, useComputer } from './fakeGuide';
import { stepsOf } from './walk';

let computer: FakeComputer;

describe('What the page is sent', () => {
  useComputer(each => {
    computer = each;
  });

  it('is one view per change', async () => {
    const session = await computer.at('openMenu');
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
    const session = await computer.at('startSetUp');
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

  it('never contains a key, an answer or a code', async () => {
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
        await session.press('pasteKey');
        for (const action of ['copyCode', 'copyNextCode'] as const) await session.press(action);
        copied = computer.clipboard;
      }
    }
    const { posted } = computer;
    assert.ok(posted.length > 100);
    // Views repeat texts.
    const texts = [...new Set(textsIn(posted))];
    const keys = [KEY, OTHER_KEY, NEW_KEY];
    for (const key of keys) assert.ok(!tellsKey(texts, key));
    const told = texts.join('\n').replaceAll(' ', '');
    const codes = keys.flatMap(key => codesAround(before, computer.time, key));
    assert.ok(codes.includes(copied), 'No code was copied.');
    for (const hidden of [...ANSWERS.map(({ answer }) => answer), ...codes])
      assert.ok(!told.includes(hidden), 'A secret was sent.');
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

  it('has a title of bounded length, however long a name is', async () => {
    computer.add({ login: LOGIN, name: 'x'.repeat(1_000_000) });
    const session = await computer.at('openMenu');
    assert.ok(session.shownView.title.length < 300);
  });
});
