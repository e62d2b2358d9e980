import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SyncReport, TeamStatus } from '../../../src/contributions/commands';
import { formatRecipients, parseRecipients } from '../../../src/core/teamFiles';
import { StoreFolder } from '../../../src/team/storeFolder';
import { takeIn } from '../../../src/team/takeIn';
import type { Teams } from '../../../src/team/teams';
import { Computer } from '../../shared/computer';
import { eventually } from '../../shared/eventually';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import {
  answering,
  cancelled,
  elsewhere,
  expectCode,
  listOf,
  read,
  refuses,
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
import { fake } from '../vscode';
import { MemoryFolder } from './memoryFolder';

const US = 'qa-us@acme.test';
const LOGINS = [AU, NZ];
const HALF_A_FILE = 'age-encryption.org/v1\nhalf a file';

describe('The team store', () => {
  startFresh();

  let store: MemoryFolder;
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    store = new MemoryFolder(vsCode.files, vsCode.at('.xero-mfa/store'));
  });

  const status = async (): Promise<TeamStatus> => (await run('team.status', {})) as TeamStatus;
  const sync = async (): Promise<SyncReport> => (await run('team.sync', {})) as SyncReport;
  const copyCode = (login: string) => () => run('copyCode', { login });

  /** The text of a file of the store. */
  const text = (path: string): string => read(store.at(path));

  /** A colleague's computer, on which git brings the files of the store here. */
  const computerOf = (name: string, folder = store): Promise<Computer> =>
    Computer.of(name, folder.uri.path, undefined, folder);

  /** A colleague in the same folder who is a member. */
  async function colleague(name: string, folder = store): Promise<Computer> {
    const computer = await computerOf(name, folder);
    await computer.store.join(name);
    answering(['Approve']);
    await run('team.approve', { recipient: await computer.store.recipient() });
    await computer.store.sync(LOGINS, 'all');
    return computer;
  }

  async function create(): Promise<{ recipient: string; fingerprint: string }> {
    return (await run('team.create', { name: 'Priya', confirm: true })) as {
      recipient: string;
      fingerprint: string;
    };
  }

  /** Writes somebody into the recipients whom nobody has confirmed. Gives their computer and public key. */
  async function addThief(): Promise<{ thief: Computer; key: string }> {
    const thief = await computerOf('Thief');
    const key = await thief.store.recipient();
    const { names } = parseRecipients(text('.age-recipients'));
    write(store.at('.age-recipients'), formatRecipients(new Map([...names, [key, 'Alex']])));
    return { thief, key };
  }

  it('is created with the keys that are here, and nothing in the clear', async () => {
    await setSecret(AU, KEY);
    const { recipient, fingerprint } = await create();
    assert.match(recipient, /^age1/);
    assert.equal(fingerprint.split(' ').length, 8);
    const entries = await vsCode.files.fs.readDirectory(store.uri);
    assert.deepEqual(entries.map(([name]) => name).sort(), [
      '.age-recipients',
      '.gitattributes',
      'members',
      `${AU}.age`,
    ]);
    const files = vsCode.files.all().filter(({ name }) => name.startsWith(`${store.uri}/`));
    assert.equal(files.length, 4);
    for (const file of files)
      assert.ok(
        !file.text.includes(KEY) && !file.text.includes('otpauth') && !file.text.includes('AGE-SECRET'),
        file.name,
      );
    const { members, requests, untrusted, secrets } = await status();
    assert.deepEqual(
      members.map(({ name, fingerprint: words }) => [name, words]),
      [['Priya', fingerprint]],
    );
    assert.deepEqual([requests, untrusted], [[], []]);
    assert.deepEqual(secrets, [
      { login: AU, here: true, inStore: true },
      { login: NZ, here: false, inStore: false },
    ]);
  });

  it('lets in a colleague, who then has the keys', async () => {
    await setSecret(AU, KEY);
    await create();
    const sam = await computerOf('Sam');
    await sam.store.join('Sam');
    assert.deepEqual(
      (await status()).requests.map(({ name }) => name),
      ['Sam'],
    );
    const recipient = await sam.store.recipient();
    const asked = answering([undefined, 'Approve']);
    await assert.rejects(run('team.approve', { recipient, confirm: true }), cancelled);
    assert.equal((await status()).members.length, 1);
    assert.deepEqual((await sam.store.sync(LOGINS, 'all')).received, []);
    assert.deepEqual(await run('team.approve', { recipient, confirm: true }), { files: 1 });
    for (const { message, detail } of asked) {
      assert.equal(message, 'Sam wants to join the team. Approve?');
      assert.match(detail ?? '', /They must read exactly these words to you: (?:[a-z]+ ){7}[a-z]+\./);
    }
    assert.equal(asked.length, 2);
    assert.deepEqual((await sam.store.sync(LOGINS, 'all')).received, [AU]);
    assert.equal(sam.keyOf(AU), KEY);
    const { members } = await status();
    assert.equal(members.find(({ name }) => name === 'Sam')?.approvedBy, 'Priya');
  });

  it('is found without naming its list, where another list has none', async () => {
    const list = elsewhere('team/accounts.json');
    await writeList(list, listOf({ login: US }));
    await set('accountsFiles', [list.path]);
    await settled();
    await run('team.create', { name: 'Priya', list: list.toString(), confirm: true });
    await setSecret(US, NEW_KEY);
    assert.deepEqual(
      (await status()).members.map(({ name }) => name),
      ['Priya'],
    );
    await colleague('Sam', new MemoryFolder(vsCode.files, elsewhere('team/store')));
    assert.deepEqual((await status()).secrets, [{ login: US, here: true, inStore: true }]);
    for (const command of ['team.status', 'team.sync', 'team.join', 'team.approve', 'team.remove']) {
      const args = { name: 'Priya', recipient: 'age1x', list: teamList.toString() };
      await refuses(command, args, /has no team store/);
    }
    // A new one goes beside the list that has none.
    await create();
    assert.ok(vsCode.files.has(store.at('.age-recipients')));
  });

  it('is nowhere said to be up to date where there is none', async () => {
    for (const command of ['team.status', 'team.sync', 'team.join', 'team.approve', 'team.remove']) {
      await refuses(command, { name: 'Priya', recipient: 'age1x' }, /has no team store/);
    }
    const { messages } = vsCode.window;
    messages.length = 0;
    for (const command of ['team.status', 'team.sync', 'team.join']) await run(command);
    assert.equal(messages.length, 3);
    for (const message of messages) assert.match(message, /has no team store/);
  });

  it('records who got which keys, and with which words', async () => {
    await setSecret(AU, KEY);
    await create();
    const sam = await colleague('Sam');
    const recipient = await sam.store.recipient();
    const { members } = await status();
    const words = members.find(each => each.recipient === recipient)?.fingerprint;
    const csv = elsewhere('activity.csv');
    await run('exportActivity', { uri: csv.toString() });
    assert.match(read(csv), new RegExp(`sent,${AU},.*,team,${words} \\(Sam\\),yes`));
  });

  it('is synced without somebody whose words a person does not confirm', async () => {
    await create();
    const { key } = await addThief();
    write(store.at(`${AU}.age`), HALF_A_FILE);
    const { window } = vsCode;
    const syncing = run('team.sync');
    const question = await window.question();
    question.answer(undefined);
    const synced = (await syncing) as SyncReport | undefined;
    assert.deepEqual(
      synced?.skipped.map(({ file: name }) => name),
      [`${AU}.age`],
    );
    assert.equal(question.message, 'Alex was added to the team store. Do you trust their key?');
    assert.ok(
      window.messages.some(message =>
        message.includes('Not confirmed, so nothing is encrypted to them: Alex.'),
      ),
      window.messages.join('\n'),
    );
    assert.deepEqual((await status()).untrusted, [key]);
  });

  it('marks what somebody who was removed could read, until MFA is set up again', async () => {
    await setSecret(AU, KEY);
    await create();
    const sam = await colleague('Sam');
    const { messages } = vsCode.window;
    messages.length = 0;
    await run('team.remove', { recipient: await sam.store.recipient(), confirm: true });
    // Nobody was asked.
    assert.deepEqual(messages, ['A command removed Sam from the team.']);
    const { rotations, members } = await status();
    assert.deepEqual(
      rotations.map(({ login, because }) => [login, because]),
      [[AU, 'Sam']],
    );
    assert.equal(members.length, 1);
    await setSecret(NZ, OTHER_KEY);
    await eventually(() => assert.ok(vsCode.files.has(store.at(`${NZ}.age`))));
    const { received, skipped } = await sam.store.sync(LOGINS, 'all');
    assert.deepEqual([received, skipped.map(({ reason }) => reason)], [[], ['notForUs', 'notForUs']]);
  });

  it('encrypts nothing to a recipient that nobody here has confirmed', async () => {
    await create();
    const { thief, key } = await addThief();
    await setSecret(AU, KEY);
    await eventually(() => assert.ok(vsCode.files.has(store.at(`${AU}.age`))));
    await sync();
    assert.deepEqual((await status()).untrusted, [key]);
    assert.deepEqual((await thief.store.sync(LOGINS, 'all')).received, []);
    await refuses('team.approve', { recipient: 'age1x' }, /not an age public key/);
  });

  it('asks for nothing and changes nothing where both sides have another key', async () => {
    await setSecret(AU, KEY);
    await create();
    const sam = await colleague('Sam');
    // In a clone of their own, the colleague replaces the key too.
    const clone = new MemoryFolder(vsCode.files, elsewhere('store'));
    for (const folder of ['', 'members'])
      for (const name of (await store.list(folder)).keys())
        await vsCode.files.fs.copy(store.at(`${folder}/${name}`), clone.at(`${folder}/${name}`));
    const away = await Computer.of('Sam', clone.uri.path, sam.identity, clone);
    await away.store.sync(LOGINS, 'all');
    await away.setKey(AU, OTHER_KEY);
    assert.deepEqual((await away.store.sync(LOGINS, 'all')).sent, [AU]);
    const file = await clone.read(`${AU}.age`);
    assert.ok(file);
    const before = await store.read(`${AU}.age`);
    await setSecret(AU, NEW_KEY);
    await eventually(async () => assert.notDeepEqual(await store.read(`${AU}.age`), before));
    write(store.at(`${AU}.age`), file);
    await eventually(async () => assert.deepEqual((await sync()).conflicts, [AU]));
    assert.deepEqual(await store.read(`${AU}.age`), file);
    await expectCode(copyCode(AU), NEW_KEY);
  });

  it('asks for all that is on the way to a file at once, as its folder may be far away', async () => {
    let [asked, most] = [0, 0];
    const { fs } = vscode.workspace;
    const stat = async (): Promise<vscode.FileStat> => {
      most = Math.max(most, ++asked);
      await new Promise(resolve => setImmediate(resolve));
      asked--;
      return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: 0 };
    };
    const readFile = async (): Promise<Uint8Array> => new Uint8Array([5]);
    Object.assign(vscode.workspace, { fs: { stat, readFile } });
    try {
      const folder = new StoreFolder(fake.at('.xero-mfa/store'));
      assert.deepEqual(await folder.read('members/age1.json'), new Uint8Array([5]));
    } finally {
      Object.assign(vscode.workspace, { fs });
    }
    assert.equal(most, 3);
  });

  it('names what cannot be read, and goes on', async () => {
    await create();
    const sam = await colleague('Sam');
    write(store.at(`${AU}.age`), HALF_A_FILE);
    await sam.setKey(NZ, OTHER_KEY);
    await sam.store.sync([NZ], 'all');
    await eventually(() => expectCode(copyCode(NZ), OTHER_KEY));
    const { skipped } = await sync();
    assert.deepEqual(
      skipped.map(({ file }) => file),
      [`${AU}.age`],
    );
    assert.match(skipped[0]?.reason ?? '', /damaged/);
  });

  it('refuses what cannot be done, and says why', async () => {
    await refuses('team.join', { name: 'Priya', confirm: true }, /has no team store/);
    const { recipient } = await create();
    await refuses('team.join', { name: 'Priya', confirm: true }, /already a member/);
    await refuses('team.remove', { recipient, confirm: true }, /the only member/);
    await refuses('team.create', { name: '', confirm: true }, /“name” must be/);
    await refuses('team.sync', { list: 'file:///nowhere/accounts.json' }, /not one of the lists/);
    await writeList(teamList, listOf());
    await vsCode.files.fs.delete(vsCode.at('.xero-mfa'), { recursive: true });
    await eventually(() => refuses('team.create', { name: 'Priya', confirm: true }, /needs a list/));
  });

  it('tells of many requests in one message', async () => {
    await create();
    const { recipient } = (await status()).members[0] ?? assert.fail();
    const { approved: _, ...request } = JSON.parse(text(`members/${recipient}.json`));
    const said: string[] = [];
    const people = new Map(Array.from({ length: 500 }, (_each, index) => [`age1${index}`, request]));
    const teams = {
      all: async () => [{ list: { logins: [] }, store: { wasRead: true } }],
      identified: async () => ({ recipient }),
      sync: async () => ({ received: [], conflicts: [], skipped: [] }),
      run: async (_team: unknown, task: (teamStore: object) => unknown) =>
        task({
          rotations: async () => [],
          people: async () => ({
            recipients: { names: new Map([[recipient, 'Priya']]) },
            members: people,
            untrusted: [],
          }),
        }),
    } as unknown as Teams;
    const offer = async (message: string): Promise<void> => void said.push(message);
    await takeIn(teams, { offer, said: new Set(), nameOf: login => login });
    assert.deepEqual(said, ['500 people want to join the team.']);
  });
});
