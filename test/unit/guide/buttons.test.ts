import assert from 'node:assert/strict';
import { windowAt } from '../../../src/core/codeWindow';
import type { ScenarioId } from '../../../src/guide/model';
import type { Action } from '../../../src/guide/page/buttons';
import { codeAt, KEY } from '../../shared/oracle';
import { type FakeComputer, LOGIN, useComputer } from './fakeGuide';

let computer: FakeComputer;

describe('A button of the guide', () => {
  useComputer(each => {
    computer = each;
  });

  const moves: readonly [
    action: Action,
    from: [scenario: ScenarioId, step: string],
    to: [scenario: ScenarioId, step: string],
  ][] = [
    ['next', ['setUp', 'openMenu'], ['setUp', 'openAccount']],
    ['next', ['fromTeam', 'getKey'], ['fromTeam', 'pasteKey']],
    ['next', ['fromTeam', 'tryCode'], ['fromTeam', 'getKey']],
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

  it('leads to the key if the team’s key was lost after it had worked', async () => {
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

  it('goes on from step 10 if Xero accepted the code, and only with a key', async () => {
    const session = await computer.at('confirmCode');
    await session.press('codeAccepted');
    assert.equal(session.state.progress.at, 'confirmCode');
    await computer.setSecret(KEY);
    await session.press('codeAccepted');
    assert.equal(session.state.progress.at, 'addBackup');
  });

  it('does nothing when it is pressed again before its step has gone', async () => {
    const session = await computer.at('startSetUp');
    const pressed = { type: 'press', action: 'next', step: 'startSetUp' } as const;
    await Promise.all([session.ask(pressed), session.ask(pressed)]);
    await session.ask(pressed);
    assert.equal(session.state.progress.at, 'useOwnApp');
    await session.ask({ ...pressed, step: 'useOwnApp' });
    assert.equal(session.state.progress.at, 'showKey');
  });

  it('does nothing when it is pressed again while the first press is at work', async () => {
    await computer.setSecret(KEY);
    for (const [scenario, step, action, next] of [
      ['setUp', 'confirmCode', 'codeAccepted', 'addBackup'],
      ['setUp', 'finish', 'next', 'finish'],
      ['turnOff', 'forget', 'removeSecret', 'signIn'],
    ] as const) {
      const session = await computer.on(scenario, step);
      session.posted.length = 0;
      const [first, second] = [session.press(action), session.press(action)];
      assert.deepEqual([await first, await second], [{ result: 'accepted' }, { result: 'discarded' }]);
      assert.equal(session.state.progress.at, next, action);
    }
    assert.equal(computer.finished, 1);
    assert.deepEqual(computer.log, ['asked: Remove the setup key for AU from this computer?']);
  });

  it('completes the step it was pressed on, and none of a scenario chosen meanwhile', async () => {
    await computer.setSecret(KEY);
    for (const [scenario, step, action] of [
      ['setUp', 'confirmCode', 'codeAccepted'],
      ['setUp', 'copyCode', 'copyCode'],
      ['newDevice', 'pasteKey', 'pasteKey'],
      ['turnOff', 'forget', 'removeSecret'],
    ] as const) {
      const session = await computer.on(scenario, step);
      computer.clipboard = KEY;
      const working = session.press(action);
      await session.choose('fromTeam');
      const { at: open, done } = session.state.progress;
      await working;
      assert.deepEqual([session.state.progress.at, session.state.progress.done], [open, done], action);
    }
  });

  it('completes no step of a scenario that was started over meanwhile', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('confirmCode');
    const working = session.press('codeAccepted');
    await session.press('startOver');
    await working;
    assert.deepEqual([session.state.progress.at, session.state.progress.done], ['openMenu', []]);
  });

  it('acts outside the page without leaving the step', async () => {
    const session = await computer.on('enforced');
    for (const action of ['openXero', 'copyLogin', 'openList'] as const) await session.press(action);
    assert.deepEqual(computer.log, [
      `Xero opened for ${LOGIN}`,
      `login copied: ${LOGIN}`,
      `list opened at ${LOGIN}`,
    ]);
    assert.equal(session.state.progress.at, 'askToSetUp');
  });

  it('copies a code with enough time to paste it, and goes on only from step 8', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('copyCode');
    const { counter, end } = windowAt(computer.time);
    computer.time = end - 8000;
    await session.press('copyCode');
    assert.equal(computer.clipboard, codeAt(end - 8000, KEY));
    assert.equal(session.state.copied, counter);
    assert.equal(session.state.progress.at, 'confirmCode');
    computer.time = end - 7999;
    await session.press('copyCode');
    assert.equal(computer.clipboard, codeAt(end, KEY));
    assert.equal(session.state.copied, counter + 1);
    assert.equal(session.state.progress.at, 'confirmCode');
    const copied = { action: 'copied', login: LOGIN, route: 'guide' };
    assert.deepEqual(computer.recorded, [copied, copied]);
    assert.deepEqual(computer.log, []);
  });

  it('goes on after a wait for a code only if the person is still there', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('copyCode');
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

  it('does not go on without a code to copy', async () => {
    const session = await computer.at('copyCode');
    for (const action of ['copyCode', 'copyNextCode'] as const)
      await assert.rejects(session.press(action), /AU has no setup key on this computer/);
    assert.equal(session.state.progress.at, 'copyCode');
  });

  it('waits for the next code and copies it', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('confirmCode');
    const { counter, end } = windowAt(computer.time);
    await session.press('copyNextCode');
    assert.equal(computer.clipboard, codeAt(end, KEY));
    assert.equal(session.state.copied, counter + 1);
    assert.deepEqual(computer.recorded, [{ action: 'copied', login: LOGIN, route: 'guide' }]);
    assert.deepEqual(computer.log, []);
    assert.equal(session.state.progress.at, 'confirmCode');
  });

  it('starts a finished set-up over', async () => {
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-11-20' });
    await computer.setSecret(KEY);
    const session = await computer.on('setUp');
    assert.equal(session.shownStep.id, 'finish');
    await session.press('startOver');
    assert.equal(session.shownStep.id, 'openMenu');
    assert.equal(session.shownView.progress, '0 of 14 done');
  });

  it('asks for the owner, and writes none without an answer', async () => {
    const session = await computer.at('openMenu');
    await session.press('enterOwner');
    assert.equal(session.state.account.owner, undefined);
    computer.answer = 'Priya';
    await session.press('enterOwner');
    assert.equal(session.state.account.owner, 'Priya');
  });
});
