import assert from 'node:assert/strict';
import { encrypt } from '../../../src/age/age';
import type { SyncReport } from '../../../src/contributions/commandResults';
import { Computer } from '../../shared/computer';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import {
  answering,
  elsewhere,
  listOf,
  run,
  setSecret,
  startFresh,
  teamList,
  typing,
  vsCode,
  write,
  writeList,
} from '../extension';
import { openStore } from './colleagues';
import { MemoryFolder } from './memoryFolder';

const US = 'qa-us@acme.test';
const LOGINS = [AU, US];

describe('“Not now”, said to a question of the team store', () => {
  startFresh();

  let store: MemoryFolder;
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU }));
    store = openStore();
  });

  /** What a person is asked who syncs, and puts everything off. */
  async function asked(answers: readonly (string | undefined)[] = [undefined]): Promise<readonly string[]> {
    const questions = answering([...answers]);
    await run('team.sync');
    return questions.map(({ message }) => message.split('?')[0] ?? '');
  }

  it('holds for a key that was never in the store, until it is set again', async () => {
    await writeList(teamList, listOf({ login: AU }, { login: US }));
    await setSecret(US, KEY);
    await writeList(teamList, listOf({ login: AU }));
    await run('team.create', { name: 'Priya', confirm: true });
    await writeList(teamList, listOf({ login: AU }, { login: US }));
    const question = `Share the setup keys for ${US} with the team`;
    await eventually(async () => assert.deepEqual(await asked(), [question]));
    assert.deepEqual(await asked(), []);
    assert.ok(!vsCode.files.has(store.at(`${US}.age`)));
    await setSecret(US, NEW_KEY);
    await eventually(() => assert.ok(vsCode.files.has(store.at(`${US}.age`))));
  });

  it('holds for a key that differs, until either side changes', async () => {
    await setSecret(AU, KEY);
    const created = await run('team.create', { name: 'Priya', confirm: true });
    const { recipient } = created as { recipient: string };
    const sam = await Computer.of('Sam', store.uri.path, undefined, store);
    await sam.store.join('Sam');
    answering([typing(await sam.words())]);
    await run('team.approve', { recipient: await sam.store.recipient() });
    await sam.confirm();
    await sam.sync(LOGINS);
    const clone = new MemoryFolder(vsCode.files, elsewhere('store'));
    for (const folder of ['', 'members'])
      for (const name of (await store.list(folder)).keys())
        await vsCode.files.fs.copy(store.at(`${folder}/${name}`), clone.at(`${folder}/${name}`));
    const away = await Computer.of('Sam', clone.uri.path, sam.identity, clone);
    away.restore(sam);
    const before = await store.read(`${AU}.age`);
    await setSecret(AU, NEW_KEY);
    await eventually(async () => assert.notDeepEqual(await store.read(`${AU}.age`), before));
    await away.enterKey(AU, OTHER_KEY);
    assert.deepEqual((await away.sync(LOGINS)).sent, [AU]);
    write(store.at(`${AU}.age`), (await clone.read(`${AU}.age`)) ?? assert.fail());
    await eventually(async () =>
      assert.deepEqual(((await run('team.sync', {})) as SyncReport).conflicts, [AU]),
    );
    const question = `${AU} has one setup key here and another in the team store. Which one does Xero accept`;
    assert.deepEqual(await asked(), [question]);
    assert.deepEqual(await asked(), []);
    const uri = `otpauth://totp/Xero:${AU}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXQ&issuer=Xero\n`;
    write(store.at(`${AU}.age`), await encrypt(uri, [recipient]));
    assert.deepEqual(await asked(), [question]);
    assert.deepEqual(await asked(), []);
    await setSecret(AU, KEY);
    await eventually(async () => assert.deepEqual(await asked(), [question]));
    assert.deepEqual(await asked(), []);
  });
});
