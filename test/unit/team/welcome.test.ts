import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import texts from '../../../package.nls.json';
import { VIEWS } from '../../../src/contributions/ids';
import { Computer } from '../../shared/computer';
import { eventually } from '../../shared/eventually';
import { LOGIN } from '../../shared/lists';
import { listOf, refuses, run, settled, startFresh, teamList, vsCode, writeList } from '../extension';
import { openStore } from './colleagues';

describe('The empty Team view', () => {
  startFresh();

  const context = new Map<string, boolean>();
  beforeEach(() => {
    context.clear();
    vsCode.api.commands.registerCommand('setContext', (key: string, value: boolean) => {
      context.set(key, value);
    });
  });

  /** The commands of the buttons that are in it. */
  async function offers(...commands: string[]): Promise<void> {
    await eventually(() => {
      context.set('isWorkspaceTrusted', vsCode.isTrusted);
      const shown = contributes.viewsWelcome.filter(({ view, when }) => view === VIEWS.team && holds(when));
      const contents = shown.map(({ contents: key }) => texts[key.slice(1, -1) as keyof typeof texts]);
      assert.deepEqual(
        contents.flatMap(text => Array.from(text.matchAll(/\(command:([\w.]+)\)/g), ([, id]) => id)),
        commands,
      );
    });
  }

  /** Whether a when-clause of plain keys holds. */
  function holds(when: string): boolean {
    return when
      .split(' && ')
      .every(key => (key.startsWith('!') ? !context.get(key.slice(1)) : context.get(key) === true));
  }

  /** A colleague makes the store, and their list goes with it. */
  async function pullStore(): Promise<void> {
    const folder = openStore();
    const sam = await Computer.of('Sam', folder.uri.path, undefined, folder);
    await sam.create([LOGIN]);
  }

  it('offers to create a store where there is none', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    await offers('xeroMfa.team.create');
  });

  it('offers to join where there is one', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    await pullStore();
    await offers('xeroMfa.team.join', 'xeroMfa.team.restoreIdentity');
  });

  it('has the list pulled where only its store is there', async () => {
    await pullStore();
    await offers('git.pull');
    await refuses('team.join', { name: 'Priya' }, /is missing\. Pull the latest changes\./);
    await writeList(teamList, listOf({ login: LOGIN }));
    await offers('xeroMfa.team.join', 'xeroMfa.team.restoreIdentity');
  });

  it('has the folder trusted', async () => {
    vsCode.isTrusted = false;
    await writeList(teamList, listOf({ login: LOGIN }));
    await pullStore();
    await offers('workbench.trust.manage');
    await refuses('team.join', { name: 'Priya' }, /isn’t trusted/);
  });

  it('has no rows of a store any more whose list is gone', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    await run('team.create', { name: 'Priya', confirm: true });
    const folder = openStore();
    const sam = await Computer.of('Sam', folder.uri.path, undefined, folder);
    await sam.store.join('Sam');
    const labels = async (): Promise<unknown[]> =>
      (await vsCode.window.rows(VIEWS.team)).map(({ label }) => label);
    await eventually(async () => assert.ok((await labels()).includes('Requests')));
    await vsCode.files.fs.delete(teamList);
    await settled();
    await eventually(async () => assert.deepEqual(await labels(), []));
    await offers('git.pull');
  });
});
