import assert from 'node:assert/strict';
import type { SyncReport } from '../../../src/contributions/commandResults';
import { Computer } from '../../shared/computer';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU } from '../../shared/lists';
import { KEY, NEW_KEY } from '../../shared/oracle';
import {
  answering,
  elsewhere,
  expectCode,
  listOf,
  refuses,
  run,
  set,
  setSecret,
  settled,
  startFresh,
  teamList,
  typing,
  vsCode,
  writeList,
} from '../extension';
import { openStore, teamStatus } from './colleagues';
import { MemoryFolder } from './memoryFolder';

const US = 'qa-us@acme.test';
const REFUSAL =
  /can’t be read\. Nothing is received or sent\. Restore your identity .* or join the team again/;

/** How a memory may be damaged: cut off, or with a field of another kind. */
const DAMAGES: readonly (readonly [string, (text: string) => string])[] = [
  ['that is cut off', text => text.slice(0, -5)],
  ['of another kind', text => JSON.stringify({ ...JSON.parse(text), roster: 'none' })],
];

describe('What is remembered of a team store, if it can’t be read', () => {
  startFresh();
  const other = elsewhere('team/accounts.json');
  let store: MemoryFolder;
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU }));
    store = openStore();
  });

  const memories = (): readonly string[] =>
    [...vsCode.secrets.values.keys()].filter(key => /^team:[a-z2-7]{26}$/.test(key));

  /** Damages what is remembered of a store. Gives the text that is there then. */
  async function damage(item: string, change: (text: string) => string): Promise<string> {
    const text = change(vsCode.secrets.values.get(item) ?? assert.fail());
    await vsCode.secrets.store(item, text);
    return text;
  }

  const members = async (): Promise<readonly string[]> =>
    (await teamStatus()).members.map(({ name }) => name).sort();

  for (const [kind, change] of DAMAGES) {
    it(`stops only that store, is kept, and is restored with the identity: one ${kind}`, async () => {
      await run('team.create', { name: 'Priya', confirm: true });
      const [item = assert.fail()] = memories();
      await writeList(other, listOf({ login: US }));
      await set('accountsFiles', [other.path]);
      await settled();
      const second = { list: other.toString() };
      await run('team.create', { name: 'Priya', confirm: true, ...second });
      const saved = { uri: elsewhere('identity.age'), passphrase: 'eight words of a passphrase' };
      answering(['Save Identity']);
      await run('team.saveIdentity', saved);
      const damaged = await damage(item, change);
      const first = { list: teamList.toString() };
      for (const command of ['team.sync', 'team.status']) await refuses(command, first, REFUSAL);
      answering(['Save Identity', 'Replace']);
      await refuses('team.saveIdentity', saved, REFUSAL);
      // The other store hears of what is set, although this one can't.
      await setSecret(US, KEY);
      const folder = new MemoryFolder(vsCode.files, elsewhere('team/store'));
      await eventually(() => assert.ok(vsCode.files.has(folder.at(`${US}.age`))));
      assert.deepEqual(((await run('team.sync', second)) as SyncReport).skipped, []);
      await eventually(() => assert.ok(vsCode.window.messages.some(message => REFUSAL.test(message))));
      assert.equal(vsCode.secrets.values.get(item), damaged);
      answering(['Restore Identity']);
      await run('team.restoreIdentity', saved);
      assert.deepEqual(((await run('team.sync', first)) as SyncReport).skipped, []);
      assert.ok(vsCode.secrets.values.get(item)?.includes(JSON.stringify(damaged)), 'It is lost.');
      answering(['Restore Identity']);
      await refuses('team.restoreIdentity', saved, /already has a team identity/);
    });

    it(`is replaced by that of a person who joins again: one ${kind}`, async () => {
      const sam = await Computer.of('Sam', store.uri.path, undefined, store);
      await sam.setKey(AU, KEY);
      await sam.create([AU]);
      const name = { name: 'Priya', confirm: true };
      const { recipient } = (await run('team.join', name)) as { recipient: string };
      await sam.approve(recipient, [AU]);
      answering([typing(await sam.words())]);
      await run('team.confirm', {});
      const [item = assert.fail()] = memories();
      const damaged = await damage(item, change);
      await refuses('team.confirm', {}, REFUSAL);
      await refuses('team.join', name, /Choose “Confirm Approval”/);
      // Nobody is believed before their words are compared again.
      await sam.enterKey(AU, NEW_KEY);
      await sam.sync([AU]);
      await refuses('team.sync', {}, /aren’t a member/);
      await expectCode(() => run('copyCode', { login: AU }), KEY);
      answering([typing(await sam.words())]);
      await run('team.confirm', {});
      assert.deepEqual(await members(), ['Priya', 'Sam']);
      assert.ok(vsCode.secrets.values.get(item)?.includes(JSON.stringify(damaged)), 'It is lost.');
    });
  }
});
