import assert from 'node:assert/strict';
import { CancellationError } from 'vscode';
import type { QuestionsWidgetView } from '../../../src/guide/protocol';
import { textsIn } from '../../shared/guidePages';
import { ANSWERS, type FakeComputer, LOGIN, useComputer } from './fakeGuide';
import type { TestSession } from './testSession';

let computer: FakeComputer;

describe('Signing in without a code', () => {
  useComputer(each => {
    computer = each;
  });

  const emails: readonly [text: string, problem: RegExp][] = [
    [LOGIN, /This is the login itself\. Xero rejects it/],
    [' QA-AU@Acme.Test ', /This is the login itself/],
    ['', /Enter the backup email/],
    ['qa-backup', /Enter an email address/],
    ['a@acme.test, b@acme.test', /Enter an email address/],
    ['qa-backup@acme.test\u202E', /Enter an email address/],
  ];
  for (const [text, problem] of emails) {
    it(`rejects the backup email ${JSON.stringify(text)}`, async () => {
      const session = await computer.at('addBackup');
      const outcome = await session.submit('backupEmail', text);
      assert.ok(outcome.result === 'rejected');
      assert.match(outcome.problem, problem);
      assert.equal(session.state.account.backupEmail, undefined);
    });
  }

  it('takes the backup email and writes it into the list', async () => {
    const session = await computer.at('addBackup');
    assert.deepEqual(await session.submit('backupEmail', ' qa-backup@acme.test\n'), { result: 'accepted' });
    assert.equal(session.state.account.backupEmail, 'qa-backup@acme.test');
    await session.ask({ type: 'openStep', step: 'addBackup' });
    const { widget } = session.shownStep.body;
    assert.equal(widget?.kind === 'email' && widget.field.value, 'qa-backup@acme.test');
    assert.equal(session.state.progress.at, 'addBackup');
  });

  it('copies the backup email of the list with its one main button, and writes only another into the list', async () => {
    computer.add({ login: LOGIN, backupEmail: 'qa-backup@acme.test' });
    computer.listError = 'The list can’t be written.';
    const session = await computer.at('addBackup');
    const { widget: shown, text, buttons } = session.shownStep.body;
    assert.ok(shown?.kind === 'email');
    assert.deepEqual([shown.field.submit, shown.field.primary], ['Copy Backup Email', true]);
    assert.deepEqual(
      buttons.map(({ action, primary }) => [action, primary]),
      [
        ['next', undefined],
        ['back', undefined],
      ],
    );
    assert.ok(textsIn({ text, shown }).every(each => !/Enter it here|same address/.test(each)));
    assert.deepEqual(await session.submit('backupEmail', 'qa-backup@acme.test'), { result: 'accepted' });
    assert.deepEqual(
      [computer.clipboard, session.announced.at(-1)],
      ['qa-backup@acme.test', 'Backup email copied'],
    );
    assert.equal(session.shownStep.id, 'copyEmailCode');
    await session.press('back');
    assert.deepEqual(session.shownStep.body.buttons[0], { action: 'next', label: 'Next', primary: true });
    computer.listError = undefined;
    await session.submit('backupEmail', 'other@acme.test');
    assert.deepEqual(
      [computer.clipboard, session.state.account.backupEmail],
      ['other@acme.test', 'other@acme.test'],
    );
  });

  const widget = (session: TestSession): QuestionsWidgetView => {
    const found = session.shownStep.body.widget;
    return found?.kind === 'questions' ? found : assert.fail('no questions are asked');
  };

  it('takes answers to security questions instead, and the email again', async () => {
    const session = await computer.at('addBackup');
    await session.press('useQuestions');
    assert.equal(widget(session).rows.length, 3);
    assert.deepEqual(
      session.shownView.steps.filter(({ state }) => state === 'skipped').map(({ id }) => id),
      ['copyEmailCode', 'confirmEmail'],
    );
    assert.match(session.shownView.progress, /of 12 done$/);
    assert.match(session.shownView.scenario.text, /^12 steps,/);
    await session.press('next');
    assert.equal(session.shownStep.id, 'finish');
    await session.press('back');
    await session.press('useEmail');
    assert.equal(session.shownStep.body.widget?.kind, 'email');
    await session.press('next');
    assert.equal(session.shownStep.id, 'copyEmailCode');
  });

  it('stores answers as secrets, and sends the page none of them', async () => {
    const session = await computer.at('addBackup');
    await session.press('useQuestions');
    assert.equal(widget(session).note, undefined);
    assert.deepEqual(await session.ask({ type: 'submitAnswers', answers: ANSWERS }), { result: 'accepted' });
    assert.deepEqual(await computer.secrets.getAnswers(LOGIN), ANSWERS);
    assert.match(widget(session).note ?? '', /The answers for this login are saved on this computer/);
    const told = textsIn(session.posted).join('\n');
    for (const { answer } of ANSWERS) assert.ok(!told.includes(answer));
    assert.ok(!JSON.stringify(computer.state.get(`guide:${LOGIN}`)).includes('Rex2009'));
  });

  it('replaces stored answers only if that is confirmed', async () => {
    await computer.secrets.setAnswers(LOGIN, ANSWERS);
    const session = await computer.at('addBackup');
    computer.saysYes = false;
    await assert.rejects(
      session.ask({ type: 'submitAnswers', answers: ANSWERS.slice(1) }),
      CancellationError,
    );
    assert.deepEqual(await computer.secrets.getAnswers(LOGIN), ANSWERS);
  });

  it('takes answers in some of the rows, and names a wrong one by its row', async () => {
    const session = await computer.at('addBackup');
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
    ['x'.repeat(9000), /Shorten answer 2 to 200 characters/],
  ];
  for (const [answer, problem] of answers) {
    it(`rejects the answer ${JSON.stringify(answer).slice(0, 20)}`, async () => {
      const session = await computer.at('addBackup');
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

  it('copies the answer that the person picks', async () => {
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
