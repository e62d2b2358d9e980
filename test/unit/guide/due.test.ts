import assert from 'node:assert/strict';
import { SCENARIO_IDS } from '../../../src/guide/model';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { type FakeComputer, LOGIN, OTHER, useComputer } from './fakeGuide';
import type { TestSession } from './testSession';
import { stepsOf } from './walk';

let computer: FakeComputer;

/** Everything on the page that ticks a step or offers a code as a current one. */
function claims(session: TestSession): string[] {
  const { steps } = session.shownView;
  return steps.filter(({ state }) => state === 'done').map(({ id }) => id);
}

describe('The guide of a login whose key somebody who left could read', () => {
  useComputer(each => {
    computer = each;
  });

  beforeEach(async () => {
    await computer.setSecret(KEY);
    computer.add({ login: LOGIN, mfaSetUpOn: '2026-01-05' });
    computer.due.set(LOGIN, 'Lee');
  });

  it('opens at the scenario for that, and names who left', async () => {
    const session = computer.session();
    await session.resume();
    assert.equal(session.state.progress.scenario, 'afterLeaver');
    session.state.refresh();
    await undefined;
    assert.match(session.shownView.notice?.text ?? '', /^Lee is no longer in the team and could read/);
    assert.deepEqual(claims(session), []);
    assert.equal(session.shownView.progress, `0 of ${stepsOf('afterLeaver').length} done`);
  });

  it('leads there again although an earlier set-up was finished', async () => {
    computer.due.clear();
    const before = await computer.on('newDevice', 'pasteKey');
    await before.submit('key', OTHER_KEY);
    await before.ask({ type: 'openStep', step: 'confirmCode' });
    await before.press('codeAccepted');
    await before.ask({ type: 'openStep', step: 'passOn' });
    await before.press('next');
    assert.equal(before.shownView.progress, 'All done');
    computer.due.set(LOGIN, 'Lee');
    const session = computer.session();
    await session.resume();
    assert.deepEqual([session.state.progress.scenario, claims(session)], ['afterLeaver', []]);
  });

  for (const scenario of SCENARIO_IDS) {
    it(`ticks no step for the old key, and shows no code of it as the new one: ${scenario}`, async () => {
      const session = await computer.on(scenario);
      assert.deepEqual(claims(session), []);
      for (const step of stepsOf(scenario)) {
        await session.ask({ type: 'openStep', step });
        assert.deepEqual(claims(session), [], step);
        const isAfterKey =
          stepsOf(scenario).includes('pasteKey') &&
          stepsOf(scenario).indexOf(step) > stepsOf(scenario).indexOf('pasteKey');
        if (isAfterKey) assert.ok(!session.state.showsCode, `${step} shows a code`);
      }
    });
  }

  it('goes on with a scenario that ends the key, also after a reload', async () => {
    const session = await computer.on('deviceLost');
    await session.press('next');
    const { at } = session.state.progress;
    const again = computer.session();
    await again.resume();
    assert.deepEqual([again.state.progress.scenario, again.state.progress.at], ['deviceLost', at]);
  });

  it('is finished with the new key, and leads to the next login', async () => {
    for (const [login, name] of [
      [OTHER, 'NZ GST'],
      ['qa-uk@acme.test', 'UK'],
      ['gone@acme.test', ''],
    ] as const) {
      if (name) computer.add({ login, name });
      computer.due.set(login, 'Lee');
    }
    const session = computer.session();
    await session.resume();
    await session.ask({ type: 'openStep', step: 'pasteKey' });
    await session.submit('key', NEW_KEY);
    await session.ask({ type: 'openStep', step: 'confirmCode' });
    await session.press('codeAccepted');
    assert.deepEqual(computer.accepted, [LOGIN]);
    await session.ask({ type: 'openStep', step: 'passOn' });
    await session.press('next');
    assert.equal(session.shownView.progress, 'All done');
    const [first, ...others] = session.shownStep.body.buttons;
    assert.deepEqual([first?.label, first?.primary], ['Next: NZ GST (2 left)', true]);
    assert.deepEqual(
      others.map(({ action }) => action),
      ['copyCode', 'exportBackup', 'openList', 'back'],
    );
    await session.press('openNext');
    assert.equal(computer.log.at(-1), `guide opened for ${OTHER}`);
    computer.due.delete(OTHER);
    session.state.refresh();
    await undefined;
    assert.equal(session.shownStep.body.buttons[0]?.label, 'Next: UK (the last one)');
    computer.due.clear();
    session.state.refresh();
    await undefined;
    assert.equal(session.shownStep.body.buttons[0]?.action, 'copyCode');
  });

  it('says so in any other scenario, with a way to the right one', async () => {
    const session = await computer.on('fromTeam');
    const { notice } = session.shownView;
    assert.equal(notice?.button?.action, 'setUpAgain');
    await session.press('setUpAgain');
    assert.equal(session.state.progress.scenario, 'afterLeaver');
  });
});
