import assert from 'node:assert/strict';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import {
  listOf,
  personalList,
  refuses,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  writeList,
} from '../extension';
import { openStore } from './colleagues';
import type { MemoryFolder } from './memoryFolder';

const ALSO_FROM_TEAM = /It is removed from the team store as well\./;

describe('A key that the team shares', () => {
  startFresh();

  let store: MemoryFolder;
  const isInStore = async (login: string): Promise<boolean> =>
    (await store.read(`${login}.age`)) !== undefined;
  /** What VS Code asks next, which is answered by one of its buttons. */
  async function answered(button: string | undefined): Promise<string> {
    const { message, detail = '', answer } = await vsCode.window.question();
    answer(button);
    return `${message}\n${detail}`;
  }

  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    store = openStore();
    await setSecret(AU, KEY);
    await setSecret(NZ, OTHER_KEY);
    await run('team.create', { name: 'Priya', confirm: true });
    await eventually(async () => assert.ok((await isInStore(AU)) && (await isInStore(NZ))));
  });

  it('goes from the store with its account, at the click and after a word on it', async () => {
    const removing = run('removeAccount', { login: AU });
    assert.match(await answered('Remove Account and Setup Key'), ALSO_FROM_TEAM);
    await removing;
    assert.ok(!(await isInStore(AU)));
    await refuses('copyCode', { login: AU }, /has no setup key/);
    assert.ok(await isInStore(NZ));
  });

  it('stays in the store if only its account is removed, also once the list has it again', async () => {
    const removing = run('removeAccount', { login: AU });
    await answered('Remove');
    await removing;
    assert.ok(await isInStore(AU));
    await writeList(teamList, listOf({ login: AU }, { login: NZ }));
    await run('team.sync', {});
    assert.ok(await isInStore(AU));
  });

  it('stays everywhere if its account is removed from the personal list alone', async () => {
    await writeList(personalList, listOf({ login: AU }));
    const removing = run('removeAccount', { login: AU, list: personalList.toString(), removeSecret: true });
    const asked = await answered('Remove');
    assert.match(asked, /stays, because the account is still in/);
    assert.doesNotMatch(asked, ALSO_FROM_TEAM);
    await removing;
    await run('team.sync', {});
    assert.ok(await isInStore(AU));
    await run('copyCode', { login: AU });
  });

  it('goes from the store when it is removed here, and never later than that', async () => {
    const removing = run('removeSecret', { login: AU, confirm: true });
    await removing;
    assert.ok(!(await isInStore(AU)));
    const said = vsCode.window.messages.at(-1) ?? '';
    assert.match(said, /^A command removed the setup key for AU payroll from this computer\./);
    assert.match(said, ALSO_FROM_TEAM);
    // Removed while no list of a team had the account: the store is not seen, and not said to change.
    await writeList(teamList, listOf({ login: AU }));
    await run('removeSecret', { login: NZ, confirm: true });
    await writeList(teamList, listOf({ login: AU }, { login: NZ }));
    await run('team.sync', {});
    assert.ok(await isInStore(NZ));
  });

  it('goes to the store again when it is added again', async () => {
    await run('removeSecret', { login: AU, confirm: true });
    assert.ok(!(await isInStore(AU)));
    await setSecret(AU, KEY);
    await eventually(async () => assert.ok(await isInStore(AU)));
  });

  it('stays here if the store cannot be changed', async () => {
    const { fs } = vsCode.files;
    const { delete: remove } = fs;
    fs.delete = async (uri, options) => {
      if (uri.path.endsWith('.age')) throw new Error('The file is in use.');
      await remove(uri, options);
    };
    await assert.rejects(run('removeSecret', { login: AU, confirm: true }));
    assert.match(vsCode.window.logged.splice(0).join('\n'), /The file is in use/);
    await run('copyCode', { login: AU });
  });
});
