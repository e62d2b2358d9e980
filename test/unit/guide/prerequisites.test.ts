import assert from 'node:assert/strict';
import { KEY } from '../../shared/oracle';
import { type FakeComputer, LOGIN, useComputer } from './fakeGuide';
import type { TestSession } from './testSession';
import { stepsOf } from './walk';

let computer: FakeComputer;

describe('The prerequisites', () => {
  useComputer(each => {
    computer = each;
  });

  const ticked = (session: TestSession) =>
    session.shownView.prerequisites.items.filter(item => item.ticked).map(({ id }) => id);

  it('are ticked by the person, who can take a tick back', async () => {
    const session = await computer.at('openMenu');
    for (const item of ['owner', 'browser']) await session.ask({ type: 'tick', item, ticked: true });
    assert.deepEqual(ticked(session), ['browser', 'owner']);
    await session.ask({ type: 'tick', item: 'browser', ticked: false });
    assert.deepEqual(ticked(session), ['owner']);
  });

  it('are only those there are', async () => {
    const session = await computer.at('openMenu');
    for (const item of ['', 'constructor', 'Browser'])
      await session.ask({ type: 'tick', item, ticked: true });
    assert.deepEqual(session.state.progress.ticked, []);
  });

  it('are settled by what the list says', async () => {
    computer.add({
      login: LOGIN,
      owner: 'priya@acme.test',
      backupEmail: 'qa-backup@acme.test',
      organisations: [{ name: 'Demo Company (AU)' }],
    });
    const session = await computer.at('openMenu');
    assert.deepEqual(ticked(session), ['otherAddress', 'owner']);
    const findings = session.shownView.prerequisites.items.flatMap(({ finding }) => finding ?? []);
    assert.deepEqual(findings, [
      'In the list: qa-backup@acme.test',
      'In the list: Demo Company (AU)',
      'In the list: priya@acme.test',
    ]);
  });

  it('stay open while one of them is neither ticked nor skipped', async () => {
    const isOpen = (session: TestSession): boolean => {
      const { open, skip } = session.shownView.prerequisites;
      assert.equal(skip !== undefined, open);
      return open;
    };
    const session = await computer.at('openMenu');
    const { items } = session.shownView.prerequisites;
    for (const [index, { id }] of items.entries()) {
      assert.ok(isOpen(session));
      await session.ask({ type: 'openStep', step: stepsOf('setUp')[index] ?? '' });
      await session.ask({ type: 'tick', item: id, ticked: true });
    }
    assert.ok(!isOpen(session));
    await session.ask({ type: 'tick', item: 'clock', ticked: false });
    assert.ok(isOpen(session));
    await session.press('skipPrerequisites');
    assert.ok(!isOpen(session));
    assert.deepEqual(ticked(session), ['browser', 'inbox', 'otherAddress', 'testOrganisation', 'owner']);
    for (const scenario of ['enforced', 'setUp'] as const) {
      await session.choose(scenario);
      assert.ok(!isOpen(session));
    }
    const again = computer.session();
    assert.ok(!again.state.view.prerequisites.open);
    await session.press('startOver');
    assert.ok(isOpen(session));
  });

  it('show only what is left after the first step, and say how much it is', async () => {
    computer.add({ login: LOGIN, owner: 'priya@acme.test' });
    const session = await computer.at('openMenu');
    const shown = () => {
      const { state, warning, items } = session.shownView.prerequisites;
      return [state, warning !== undefined, items.map(({ id }) => id).join(' ')];
    };
    await session.ask({ type: 'tick', item: 'inbox', ticked: true });
    const all = 'browser inbox otherAddress clock testOrganisation owner';
    assert.deepEqual(shown(), ['4 left', true, all]);
    await session.ask({ type: 'openStep', step: 'pasteKey' });
    assert.deepEqual(shown(), ['4 left', false, 'browser otherAddress clock testOrganisation']);
    assert.equal(session.shownView.prerequisites.items[0]?.text, 'Web browser, not the mobile app');
    await session.ask({ type: 'tick', item: 'otherAddress', ticked: true });
    assert.deepEqual(shown(), ['3 left', false, 'browser clock testOrganisation']);
    await session.press('skipPrerequisites');
    assert.deepEqual(shown(), [undefined, true, all]);
    await session.press('startOver');
    for (const item of ['browser', 'inbox', 'otherAddress', 'clock', 'testOrganisation'])
      await session.ask({ type: 'tick', item, ticked: true });
    assert.deepEqual(shown(), ['All done', true, all]);
  });

  it('are folded once the set-up is finished', async () => {
    await computer.setSecret(KEY);
    const session = await computer.at('finish');
    assert.ok(session.shownView.prerequisites.open);
    await session.press('next');
    assert.ok(!session.shownView.prerequisites.open);
  });

  it('have the clock ticked if a check finds it right', async () => {
    const session = await computer.at('openMenu');
    await session.press('checkClock');
    assert.deepEqual(ticked(session), ['clock']);
    assert.deepEqual(session.announced, ['The clock is right.']);
    computer.clock = async () => ({ text: 'The clock is 45 seconds behind.', isRight: false });
    await session.press('checkClock');
    assert.deepEqual(ticked(session), []);
    const clock = session.shownView.prerequisites.items.find(({ id }) => id === 'clock');
    assert.equal(clock?.finding, 'The clock is 45 seconds behind.');
  });

  it('keep the clock unticked if it could not be checked', async () => {
    const session = await computer.at('openMenu');
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

  it('have one check of the clock at a time', async () => {
    const session = await computer.at('openMenu');
    let asked = 0;
    computer.clock = async () => {
      asked++;
      return { text: 'The clock is right.', isRight: true };
    };
    await Promise.all([session.press('checkClock'), session.press('checkClock')]);
    assert.equal(asked, 1);
  });

  it('are fewer if the team has the key', async () => {
    const session = await computer.on('fromTeam');
    assert.deepEqual(
      session.shownView.prerequisites.items.map(({ id }) => id),
      ['clock', 'testOrganisation'],
    );
  });
});
