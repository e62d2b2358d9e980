import assert from 'node:assert/strict';
import { WALKTHROUGH_EVENTS } from '../../../src/contributions/contextKeys';
import { eventually } from '../../shared/eventually';
import { LIST, LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { TimeServer } from '../../shared/timeServer';
import {
  answering,
  listOf,
  run,
  set,
  setSecret,
  settled,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';
import { FakeGit } from '../team/fakeGit';

describe('The walkthrough ticks', () => {
  let ticked: Set<string>;

  startFresh({}, () => ({
    attach: ({ api }) => {
      ticked = new Set();
      api.commands.registerCommand('setContext', (key: string, value: boolean) => {
        const name = key.replace('xeroMfa.', '');
        if (value && WALKTHROUGH_EVENTS.some(event => event === name)) ticked.add(name);
      });
      api.commands.registerCommand('workbench.action.openWalkthrough', () => {});
    },
  }));

  const expectTicked = (...events: readonly string[]): Promise<unknown> =>
    eventually(() => assert.deepEqual([...ticked].sort(), [...events].sort()));

  it('nothing where nothing is done, and nothing by its own buttons', async () => {
    await settled();
    answering([]);
    for (const command of ['getStarted', 'addAccount', 'openGuide', 'copyLastUsed', 'openAccountsFile'])
      await run(command);
    await settled();
    assert.deepEqual([...ticked], []);
  });

  it('the list once an account is in it', async () => {
    await writeList(teamList, listOf());
    assert.deepEqual([...ticked], []);
    await writeList(teamList, listOf({ login: LOGIN }));
    await expectTicked('accountListed');
  });

  it('a code that was copied again, and not a picker that was closed', async () => {
    await writeList(teamList, listOf({ login: LOGIN }, { login: OTHER_LOGIN }));
    await setSecret(LOGIN, KEY);
    await run('copyCode', { login: LOGIN });
    await run('removeSecret', { login: LOGIN, confirm: true });
    // No account has a key, so the person is asked for one.
    const closing = vsCode.window.onDidCreateQuickPick(picker => {
      picker.show = () => picker.hide();
    });
    await run('copyLastUsed');
    closing.dispose();
    await expectTicked('accountListed');
    await setSecret(OTHER_LOGIN, OTHER_KEY);
    await run('copyLastUsed');
    await expectTicked('accountListed', 'lastUsedCopied');
  });

  it('the clock once it was checked, and not where that failed', async () => {
    const server = new TimeServer();
    await server.start();
    try {
      await set('clockCheck.url', server.url.href);
      server.respond = response => response.destroy();
      await run('checkClock');
      await settled();
      assert.deepEqual([[...ticked], server.requests.length > 0], [[], true]);
      server.respond = undefined;
      await run('checkClock');
      await expectTicked('clockChecked');
    } finally {
      server.stop();
    }
  });

  it('sharing once the list is committed as it is', async () => {
    write(vsCode.at('app.ts'), 'one');
    const git = new FakeGit(vsCode, ['app.ts']);
    vsCode.git = git.api;
    await writeList(teamList, listOf({ login: LOGIN }));
    await expectTicked('accountListed');
    git.tell();
    git.stage(LIST);
    git.tell();
    await settled();
    await run('getStarted');
    await expectTicked('accountListed');
    git.commit('Add the list');
    git.history.set(LIST, { hash: '0123456789' });
    git.tell();
    await expectTicked('accountListed', 'listShared');
  });

  it('sharing when it is opened, where the list was committed before, and not while it is changed', async () => {
    const git = new FakeGit(vsCode);
    vsCode.git = git.api;
    git.history.set(LIST, { hash: '0123456789' });
    await writeList(teamList, listOf({ login: LOGIN }));
    git.tell();
    await settled();
    assert.ok(!ticked.has('listShared'));
    git.stage(LIST);
    git.commit('Add an account');
    git.tell();
    await eventually(() => assert.ok(ticked.has('listShared')));
    ticked.clear();
    await run('getStarted');
    await expectTicked('accountListed', 'listShared');
  });
});
