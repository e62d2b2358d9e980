import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AgeError, decrypt, encrypt, newIdentity, recipientOf } from '../../../src/age/age';
import type { SyncReport } from '../../../src/contributions/commandResults';
import { formatMember } from '../../../src/core/team/memberFile';
import { formatRecipients, parseRecipients } from '../../../src/core/team/recipients';
import { StoreFolder } from '../../../src/team/storeFolder';
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
  rowLabels,
  run,
  set,
  setSecret,
  settled,
  startFresh,
  teamList,
  typing,
  vsCode,
  write,
  writeList,
} from '../extension';
import { fake } from '../vscode';
import { openStore, teamStatus } from './colleagues';
import { MemoryFolder } from './memoryFolder';

const US = 'qa-us@acme.test';
const LOGINS = [AU, NZ];
const HALF_A_FILE = 'age-encryption.org/v1\nhalf a file';

describe('The team store', () => {
  startFresh();

  let store: MemoryFolder;
  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
    store = openStore();
  });

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
    answering([typing(await computer.words())]);
    await run('team.approve', { recipient: await computer.store.recipient() });
    await computer.confirm();
    await computer.sync(LOGINS);
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
      'store.json',
    ]);
    const files = vsCode.files.all().filter(({ name }) => name.startsWith(`${store.uri}/`));
    assert.equal(files.length, 5);
    for (const file of files)
      assert.ok(
        !file.text.includes(KEY) && !file.text.includes('otpauth') && !file.text.includes('AGE-SECRET'),
        file.name,
      );
    const { members, requests, untrusted, secrets } = await teamStatus();
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
      (await teamStatus()).requests.map(({ name }) => name),
      ['Sam'],
    );
    const recipient = await sam.store.recipient();
    const words = await sam.words();
    const asked = answering([undefined, 'some other words', typing(words)]);
    await assert.rejects(run('team.approve', { recipient, confirm: true }), cancelled);
    await refuses('team.approve', { recipient, confirm: true }, /aren’t that person’s words/);
    assert.equal((await teamStatus()).members.length, 1);
    assert.deepEqual((await sam.sync(LOGINS)).received, []);
    assert.deepEqual(await run('team.approve', { recipient, confirm: true }), { files: 1 });
    // The whole message: who reads the words off the screen compares nothing.
    for (const { message } of asked) {
      assert.match(
        message,
        /^Approve Member Sam wants to join the team\. Call Sam\. Type words \d, \d and \d of their eight words, separated by spaces\.$/,
      );
    }
    assert.equal(asked.length, 3);
    // Before the joiner knows that the approver's words are right, nothing comes in.
    assert.deepEqual((await sam.sync(LOGINS)).received, []);
    await sam.confirm();
    assert.deepEqual((await sam.sync(LOGINS)).received, [AU]);
    assert.equal(sam.keyOf(AU), KEY);
    const { members } = await teamStatus();
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
      (await teamStatus()).members.map(({ name }) => name),
      ['Priya'],
    );
    await colleague('Sam', new MemoryFolder(vsCode.files, elsewhere('team/store')));
    assert.deepEqual((await teamStatus()).secrets, [{ login: US, here: true, inStore: true }]);
    for (const command of ['team.status', 'team.sync', 'team.join', 'team.approve', 'team.remove']) {
      const args = { name: 'Priya', recipient: 'age1x', list: teamList.toString() };
      await refuses(command, args, /No team store found/);
    }
    // A new one goes beside the list that has none.
    await create();
    assert.ok(vsCode.files.has(store.at('.age-recipients')));
  });

  it('is nowhere said to be up to date where there is none', async () => {
    for (const command of ['team.status', 'team.sync', 'team.join', 'team.approve', 'team.remove']) {
      await refuses(command, { name: 'Priya', recipient: 'age1x' }, /No team store found/);
    }
    const { messages } = vsCode.window;
    messages.length = 0;
    for (const command of ['team.status', 'team.sync', 'team.join']) await run(command);
    assert.equal(messages.length, 3);
    for (const message of messages) assert.match(message, /No team store found/);
  });

  it('records who got which keys, and with which words', async () => {
    await setSecret(AU, KEY);
    await create();
    const sam = await colleague('Sam');
    const recipient = await sam.store.recipient();
    const { members } = await teamStatus();
    const words = members.find(each => each.recipient === recipient)?.fingerprint;
    const csv = elsewhere('activity.csv');
    await run('exportActivity', { uri: csv.toString() });
    assert.match(read(csv), new RegExp(`sent,${AU},.*,team,${words} \\(Sam\\),yes`));
  });

  it('is synced without somebody whom nobody approved, and without a question about them', async () => {
    await create();
    const { key } = await addThief();
    write(store.at(`${AU}.age`), HALF_A_FILE);
    const asked = answering([]);
    const synced = (await run('team.sync')) as SyncReport | undefined;
    assert.deepEqual(
      synced?.skipped.map(({ file: name }) => name),
      [`${AU}.age`],
    );
    assert.deepEqual(asked, []);
    await eventually(() =>
      assert.ok(
        vsCode.window.messages.some(message =>
          /without a valid approval, so they get no keys: Alex \((?:\d [a-z]+ {2}){7}8 [a-z]+\)/.test(
            message,
          ),
        ),
        vsCode.window.messages.join('\n'),
      ),
    );
    assert.deepEqual((await teamStatus()).untrusted, [key]);
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
    const { rotations, members } = await teamStatus();
    assert.deepEqual(
      rotations.map(({ login, because }) => [login, because]),
      [[AU, 'Sam']],
    );
    assert.equal(members.length, 1);
    await setSecret(NZ, OTHER_KEY);
    await eventually(() => assert.ok(vsCode.files.has(store.at(`${NZ}.age`))));
    const { received, membership } = await sam.sync(LOGINS);
    assert.deepEqual([received, membership], [[], 'removed']);
    const bytes = await store.read(`${NZ}.age`);
    await assert.rejects(decrypt(bytes ?? assert.fail(), sam.identity), AgeError);
  });

  it('encrypts nothing to a recipient that nobody here has confirmed', async () => {
    await create();
    const { thief, key } = await addThief();
    await setSecret(AU, KEY);
    await eventually(() => assert.ok(vsCode.files.has(store.at(`${AU}.age`))));
    await sync();
    assert.deepEqual((await teamStatus()).untrusted, [key]);
    assert.deepEqual((await thief.sync(LOGINS)).received, []);
    for (const login of [AU]) {
      const bytes = await store.read(`${login}.age`);
      await assert.rejects(decrypt(bytes ?? assert.fail(), thief.identity), AgeError);
    }
    await refuses('team.approve', { recipient: 'age1x' }, /isn’t an age public key/);
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
    away.restore(sam);
    await away.enterKey(AU, OTHER_KEY);
    assert.deepEqual((await away.sync(LOGINS)).sent, [AU]);
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
    await sam.enterKey(NZ, OTHER_KEY);
    await sam.sync([NZ]);
    await eventually(() => expectCode(copyCode(NZ), OTHER_KEY));
    const { skipped } = await sync();
    assert.deepEqual(
      skipped.map(({ file }) => file),
      [`${AU}.age`],
    );
    assert.match(skipped[0]?.reason ?? '', /Damaged/);
  });

  it('refuses what cannot be done, and says why', async () => {
    await refuses('team.join', { name: 'Priya', confirm: true }, /No team store found/);
    const { recipient } = await create();
    await refuses('team.join', { name: 'Priya', confirm: true }, /already a member/);
    await refuses('team.remove', { recipient, confirm: true }, /the only member/);
    await refuses('team.create', { name: '', confirm: true }, /“name” must be/);
    await refuses('team.sync', { list: 'file:///nowhere/accounts.json' }, /isn’t one of the lists/);
    await writeList(teamList, listOf());
    await vsCode.files.fs.delete(vsCode.at('.xero-mfa'), { recursive: true });
    // With the list still known, a new store would be made.
    await settled();
    await refuses('team.create', { name: 'Priya', confirm: true }, /needs a list/);
  });

  /** A store of a colleague, whom this computer asks to be let in. */
  async function joined(): Promise<Computer> {
    const sam = await computerOf('Sam');
    await sam.setKey(AU, KEY);
    await sam.create(LOGINS);
    const { recipient } = (await run('team.join', { name: 'Priya', confirm: true })) as { recipient: string };
    await refuses('team.confirm', {}, /No one has approved/);
    await sam.approve(recipient, LOGINS);
    return sam;
  }

  it('believes nobody before a person typed the words of who approved them', async () => {
    const sam = await joined();
    await eventually(() =>
      assert.ok(
        vsCode.window.messages.includes('Sam approved your request. Confirm their words to get the keys.'),
      ),
    );
    const asked = answering([undefined, 'one two three', typing(await sam.words())]);
    await assert.rejects(run('team.confirm', { confirm: true }), cancelled);
    await refuses('team.confirm', {}, /aren’t that person’s words/);
    await refuses('team.sync', {}, /aren’t a member/);
    await refuses('copyCode', { login: AU }, /has no setup key/);
    await run('team.confirm', {});
    assert.equal(asked.length, 3);
    await expectCode(copyCode(AU), KEY);
    assert.deepEqual((await teamStatus()).members.map(({ name }) => name).sort(), ['Priya', 'Sam']);
    await refuses('team.confirm', {}, /already a member/);
  });

  it('counts a restored identity as joined, without a question', async () => {
    const sam = await joined();
    answering([typing(await sam.words())]);
    await run('team.confirm', {});
    const uri = elsewhere('identity.age');
    const passphrase = 'eight words of a passphrase';
    answering(['Save Identity']);
    await run('team.saveIdentity', { uri, passphrase });
    for (const key of [...vsCode.secrets.values.keys()])
      if (/^(?:team|totp|recovery|former):/.test(key)) await vsCode.secrets.delete(key);
    // A key that went missing may be in another window at first, and then nothing may be stored here.
    await eventually(async () => assert.match((await rowLabels())[0] ?? '', /key lost/));
    const asked = answering(['Restore Identity']);
    await run('team.restoreIdentity', { uri, passphrase });
    assert.equal(asked.length, 1);
    await eventually(() => expectCode(copyCode(AU), KEY));
  });

  it('adopts only whom and what a person ticked', async () => {
    const { recipient } = (await run('team.create', { name: 'Priya', confirm: true })) as {
      recipient: string;
    };
    await vsCode.files.fs.delete(store.uri, { recursive: true });
    const [kim, eve] = [await computerOf('Kim'), await computerOf('Eve')];
    const to = [recipient, await kim.store.recipient(), await eve.store.recipient()];
    const ann =
      '# Ann\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN ann\n';
    const list = `${ann}${formatRecipients(
      new Map([
        [to[1] ?? '', 'Kim'],
        [to[2] ?? '', 'Eve'],
        [recipient, 'Priya'],
      ]),
    )}`;
    const uriOf = (login: string, key: string): string =>
      `otpauth://totp/Xero:${login}?secret=${key}&issuer=Xero\n`;
    const fill = async (): Promise<void> => {
      write(store.at('.age-recipients'), list);
      write(store.at(`${AU}.age`), await encrypt(`${uriOf(AU, KEY)}note: one\n`, to));
      write(store.at(`${NZ}.age`), await encrypt(uriOf(NZ, OTHER_KEY), to));
    };
    await fill();
    // Without store.json this folder looks as if its store had been taken away.
    await refuses('team.adopt', { name: 'Priya' }, /had another team store/);
    for (const key of [...vsCode.secrets.values.keys()])
      if (/^team:[a-z2-7]{26}$/.test(key)) await vsCode.secrets.delete(key);
    await refuses('team.create', { name: 'Priya', confirm: true }, /Adopt Team Store/);
    const asked = answering([undefined]);
    await assert.rejects(run('team.adopt', { name: 'Priya', confirm: true }), cancelled);
    assert.deepEqual([...(asked[0]?.choices ?? [])].sort(), ['AU payroll', 'Eve', 'Kim', NZ]);
    assert.ok(!vsCode.files.has(store.at('store.json')));
    const questions = answering([['Kim', 'AU payroll'], undefined, ['Kim', 'AU payroll'], 'Adopt']);
    await assert.rejects(run('team.adopt', { name: 'Priya' }), cancelled);
    assert.ok(!vsCode.files.has(store.at('store.json')));
    await run('team.adopt', { name: 'Priya' });
    assert.equal(questions[3]?.message, 'Adopt the team store without Ann?');
    assert.deepEqual((await teamStatus()).members.map(({ name }) => name).sort(), ['Kim', 'Priya']);
    await expectCode(copyCode(AU), KEY);
    await refuses('copyCode', { login: NZ }, /has no setup key/);
    const reads = async (login: string, { identity }: Computer): Promise<boolean> =>
      decrypt((await store.read(`${login}.age`)) ?? assert.fail(), identity).then(
        () => true,
        () => false,
      );
    assert.deepEqual([await reads(AU, kim), await reads(AU, eve), await reads(NZ, eve)], [true, false, true]);
    assert.ok(!text('.age-recipients').includes(to[2] ?? ''));
  });

  it('has no request any more once it is answered', async () => {
    await create();
    const labels = async (): Promise<unknown[]> =>
      (await vsCode.window.rows('xeroMfa.teamStore')).map(({ label }) => label);
    const sam = await colleague('Sam');
    await eventually(async () => assert.deepEqual(await labels(), ['Members', 'Last sync']));
    // As a button of an old message does.
    await run('team.approve');
    const { messages } = vsCode.window;
    assert.equal(messages.at(-1), 'No one is waiting for approval. Pull the latest changes, then try again.');
    await run('team.remove', { recipient: await sam.store.recipient(), confirm: true });
    await run('team.remove');
    assert.equal(messages.at(-1), 'There are no other members to remove.');
  });

  it('tells of many requests in one message', async () => {
    await create();
    const identities = await Promise.all(Array.from({ length: 20 }, newIdentity));
    const recipients = await Promise.all(identities.map(recipientOf));
    // All at once, as a pull brings them.
    for (const [index, recipient] of recipients.entries()) {
      const request = formatMember({ name: `Person ${index}`, requested: '2026-11-25' });
      write(store.at(`members/${recipient}.json`), request);
    }
    await eventually(() => assert.ok(vsCode.window.messages.includes('20 people want to join the team.')));
    assert.ok(!vsCode.window.messages.some(message => message.startsWith('Person')));
  });
});
