import assert from 'node:assert/strict';
import { SCENARIO_IDS } from '../../../src/guide/model';
import { ACTIONS, type Action } from '../../../src/guide/page/buttons';
import { KEY } from '../../shared/oracle';
import { type FakeComputer, LOGIN, OTHER, useComputer } from './fakeGuide';
import type { TestSession } from './testSession';
import { stepsOf } from './walk';

let computer: FakeComputer;

describe('The guide of a login', () => {
  useComputer(each => {
    computer = each;
  });

  it('begins where the set-up of the login stands', async () => {
    assert.equal(computer.session().state.progress.at, 'openMenu');
    await computer.setSecret(KEY);
    assert.equal(computer.session().state.progress.at, 'copyCode');
    assert.equal(computer.session(OTHER).state.progress.at, 'openMenu');
  });

  it('shows every step of every scenario with a text and a way on', async () => {
    for (const key of [undefined, KEY]) {
      if (key !== undefined) await computer.setSecret(key);
      for (const scenario of SCENARIO_IDS) {
        const session = await computer.on(scenario);
        for (const [index, step] of stepsOf(scenario).entries()) {
          await session.ask({ type: 'openStep', step });
          const { id, body, mark, shortTitle } = session.shownStep;
          assert.equal(id, step);
          assert.equal(mark, `${index + 1}`);
          assert.ok(shortTitle.split(' ').length <= 5, shortTitle);
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

  it('says how far the person is', async () => {
    const session = await computer.at('openMenu');
    assert.equal(session.shownView.progress, '0 of 14 done');
    await session.press('next');
    assert.equal(session.shownView.progress, '1 of 14 done');
    await session.press('useQuestions');
    assert.equal(session.shownView.progress, '1 of 12 done');
    await session.press('back');
    assert.equal(session.shownStep.stateName, 'done');
  });

  it('is remembered: another session resumes where it was', async () => {
    const session = await computer.at('useOwnApp');
    await session.press('next');
    await session.ask({ type: 'tick', item: 'inbox', ticked: true });
    const { progress } = computer.session('QA-au@ACME.test').state;
    assert.deepEqual([progress.at, progress.done, progress.ticked], ['showKey', ['useOwnApp'], ['inbox']]);
    assert.deepEqual(computer.state.keys(), [`guide:${LOGIN}`]);
  });

  it('is remembered for each scenario: the person resumes where they left off', async () => {
    const session = await computer.at('enterCode');
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

  it('begins a scenario from its start if it reached its end before', async () => {
    const session = await computer.on('turnOff');
    for (let step = 0; step < 3; step++) await session.press('next');
    assert.equal(session.shownView.progress, 'All done');
    await session.ask({ type: 'chooseScenario', scenario: 'setUp' });
    await session.ask({ type: 'chooseScenario', scenario: 'turnOff' });
    assert.deepEqual([session.state.progress.at, session.state.progress.done], ['signIn', []]);
  });

  it('begins a set-up from its start if MFA was turned off after it', async () => {
    const session = await computer.at('pasteKey');
    await session.submit('key', KEY);
    await session.ask({ type: 'openStep', step: 'finish' });
    await session.press('next');
    await session.choose('turnOff');
    await session.ask({ type: 'openStep', step: 'forget' });
    await session.press('removeSecret');
    await session.choose('setUp');
    assert.deepEqual([session.shownStep.id, session.shownView.progress], ['openMenu', '0 of 14 done']);
  });

  it('resumes a set-up whose key was removed before its end', async () => {
    const session = await computer.at('pasteKey');
    await session.submit('key', KEY);
    await session.choose('turnOff');
    await computer.secrets.delete(LOGIN);
    await session.choose('setUp');
    assert.equal(session.shownStep.id, 'copyCode');
  });

  it('resumes a set-up that was started over after a look at another scenario', async () => {
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
    it(`begins from the start if what was remembered cannot be read: ${JSON.stringify(value)}`, async () => {
      await computer.state.update(`guide:${LOGIN}`, value);
      const session = computer.session();
      assert.equal(session.state.progress.at, 'openMenu');
      await session.press('next');
      assert.equal(computer.session().state.progress.at, 'openAccount');
    });
  }

  it('does not affect the guide of another login', async () => {
    const [one, other] = [await computer.at('startSetUp'), await computer.on('turnOff', undefined, OTHER)];
    await one.press('next');
    await other.press('next');
    assert.deepEqual([one.state.progress.scenario, one.state.progress.at], ['setUp', 'useOwnApp']);
    assert.deepEqual([other.state.progress.scenario, other.state.progress.at], ['turnOff', 'turnOff']);
    assert.equal(one.shownView.title, 'Xero MFA for AU');
    assert.equal(other.shownView.title, 'Xero MFA for NZ');
  });

  it('goes on with what it knew once the account is removed from the lists', async () => {
    const session = await computer.at('openAccount');
    computer.accounts.delete(LOGIN);
    await session.press('next');
    assert.equal(session.shownView.title, 'Xero MFA for AU');
    assert.equal(computer.session().state.account.name, LOGIN);
  });

  it('shows step 7 as done when the key was stored elsewhere, and no longer when it is removed', async () => {
    const session = await computer.at('startSetUp');
    const stateOf = (step: string) => session.state.view.steps.find(({ id }) => id === step)?.state;
    await computer.setSecret(KEY);
    const steps = ['openMenu', 'copyKey', 'pasteKey', 'copyCode'];
    assert.deepEqual(steps.map(stateOf), ['done', 'done', 'done', 'todo']);
    await computer.secrets.delete(LOGIN);
    assert.deepEqual(['openMenu', 'startSetUp', 'pasteKey'].map(stateOf), ['todo', 'current', 'todo']);
  });

  const notice = (session: TestSession) => session.state.view.notice;

  it('says whether MFA is set up', async () => {
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-11-20' });
    const session = await computer.on('setUp');
    assert.match(
      notice(session)?.text ?? '',
      /set up on Nov 20, 2026\. If you set it up again, the team’s key stops/,
    );
    assert.equal(notice(session)?.button?.action, 'getKey');
    await computer.setSecret(KEY);
    assert.match(notice(session)?.text ?? '', /on Nov 20, 2026, and the setup key is on this computer/);
    assert.equal(notice(session)?.button, undefined);
    assert.equal(session.state.view.progress, 'All done');
  });

  it('says that the key was lost', async () => {
    await computer.setSecret(KEY);
    await computer.loseKey();
    const session = await computer.at('openMenu');
    assert.match(notice(session)?.text ?? '', /was saved on this computer, but VS Code no longer has it/);
    await session.press('getKey');
    assert.deepEqual([session.state.progress.scenario, session.state.progress.at], ['secretLost', 'getKey']);
    assert.equal(computer.session(OTHER).state.view.notice, undefined);
  });
});
