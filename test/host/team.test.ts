import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { SyncReport, TeamStatus } from '../../src/contributions/commands';
import { formatRecipients, parseRecipients } from '../../src/core/teamFiles';
import { StoreFolder } from '../../src/team/storeFolder';
import { takeIn } from '../../src/team/takeIn';
import type { Teams } from '../../src/team/teams';
import { Computer } from '../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import { NEW_KEY } from '../shared/oracle';
import {
  elsewhere,
  eventually,
  expectCode,
  KEY,
  listOf,
  OTHER_KEY,
  refuses,
  replaceInApi,
  run,
  runFolder,
  set,
  setSecret,
  startFresh,
  teamList,
  writeList,
} from './support';

const US = 'qa-us@acme.test';
const LOGINS = [AU, NZ];
const store = join(dirname(teamList), 'store');

const status = async (): Promise<TeamStatus> => (await run('team.status', {})) as TeamStatus;
const sync = async (): Promise<SyncReport> => (await run('team.sync', {})) as SyncReport;
const copyCode = (login: string) => () => run('copyCode', { login });

/** A colleague in the same folder, as git would bring their files, who is a member. */
async function colleague(name: string, folder = store): Promise<Computer> {
  const computer = await Computer.of(name, folder);
  await computer.store.join(name);
  await run('team.approve', { recipient: await computer.store.recipient(), confirm: true });
  await computer.store.sync(LOGINS, 'all');
  return computer;
}

describe('The team store', () => {
  startFresh();

  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
  });

  async function create(): Promise<{ recipient: string; fingerprint: string }> {
    return (await run('team.create', { name: 'Priya', confirm: true })) as {
      recipient: string;
      fingerprint: string;
    };
  }

  /** Makes a store beside a list that a setting names, with a key of that list. Gives the list's URI. */
  async function createElsewhere(): Promise<string> {
    const list = join(elsewhere, 'team', 'accounts.json');
    await writeList(list, listOf({ login: US }));
    await set('accountsFiles', [list]);
    const uri = vscode.Uri.file(list).toString();
    await eventually(() => run('team.create', { name: 'Priya', list: uri, confirm: true }));
    await setSecret(US, NEW_KEY);
    return uri;
  }

  it('is created with the keys that are here, and nothing in the clear', async () => {
    await setSecret(AU, KEY);
    const { recipient, fingerprint } = await create();
    assert.match(recipient, /^age1/);
    assert.equal(fingerprint.split(' ').length, 8);
    assert.deepEqual((await readdir(store)).sort(), [
      '.age-recipients',
      '.gitattributes',
      'members',
      `${AU}.age`,
    ]);
    for (const file of await readdir(store, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) {
        const text = await readFile(join(file.parentPath, file.name), 'latin1');
        assert.ok(
          !text.includes(KEY) && !text.includes('otpauth') && !text.includes('AGE-SECRET'),
          file.name,
        );
      }
    }
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
    const sam = await Computer.of('Sam', store);
    await sam.store.join('Sam');
    assert.deepEqual(
      (await status()).requests.map(({ name }) => name),
      ['Sam'],
    );
    const recipient = await sam.store.recipient();
    assert.deepEqual(await run('team.approve', { recipient, confirm: true }), { files: 1 });
    assert.deepEqual((await sam.store.sync(LOGINS, 'all')).received, [AU]);
    assert.equal(sam.keyOf(AU), KEY);
    const { members } = await status();
    assert.equal(members.find(({ name }) => name === 'Sam')?.approvedBy, 'Priya');
  });

  it('takes in by itself what a pull brings, and writes what is set here', async () => {
    await create();
    const sam = await colleague('Sam');
    await sam.setKey(NZ, OTHER_KEY);
    await sam.store.sync(LOGINS, 'all');
    await eventually(() => expectCode(copyCode(NZ), OTHER_KEY));
    await setSecret(AU, KEY);
    await eventually(async () => {
      await sam.store.sync(LOGINS, 'changed');
      assert.equal(sam.keyOf(AU), KEY);
    });
    await setSecret(NZ, NEW_KEY);
    await eventually(async () => {
      await sam.store.sync(LOGINS, 'changed');
      assert.equal(sam.keyOf(NZ), NEW_KEY);
    });
    await run('removeSecret', { login: AU, confirm: true });
    await eventually(() => assert.ok(!existsSync(join(store, `${AU}.age`))));
    await sam.store.sync(LOGINS, 'all');
    assert.equal(sam.keyOf(AU), KEY);
  });

  it('gets what was set while it was not there, once it is', async () => {
    await create();
    const sam = await colleague('Sam');
    const away = join(elsewhere, 'away');
    await rename(store, away);
    await eventually(() => refuses('team.join', { name: 'Priya' }, /has no team store/));
    await setSecret(AU, KEY);
    await rename(away, store);
    await eventually(async () => {
      await sam.store.sync(LOGINS, 'changed');
      assert.equal(sam.keyOf(AU), KEY);
    });
  });

  it('stands beside a list outside the folder, too, which every window has by a setting', async () => {
    const uri = await createElsewhere();
    await eventually(() => assert.ok(existsSync(join(elsewhere, 'team/store', `${US}.age`))));
    assert.ok(!existsSync(store));
    const { secrets } = (await run('team.status', { list: uri })) as TeamStatus;
    assert.deepEqual(secrets, [{ login: US, here: true, inStore: true }]);
  });

  it('is found without naming its list, where another list has none', async () => {
    await createElsewhere();
    assert.deepEqual(
      (await status()).members.map(({ name }) => name),
      ['Priya'],
    );
    await colleague('Sam', join(elsewhere, 'team/store'));
    assert.deepEqual((await status()).secrets, [{ login: US, here: true, inStore: true }]);
    for (const command of ['team.status', 'team.sync', 'team.join', 'team.approve', 'team.remove']) {
      const args = { name: 'Priya', recipient: 'age1x', list: vscode.Uri.file(teamList).toString() };
      await refuses(command, args, /has no team store/);
    }
    // A new one goes beside the list that has none.
    await create();
    assert.ok(existsSync(join(store, '.age-recipients')));
  });

  it('is nowhere said to be up to date where there is none', async () => {
    for (const command of ['team.status', 'team.sync', 'team.join', 'team.approve', 'team.remove']) {
      await refuses(command, { name: 'Priya', recipient: 'age1x' }, /has no team store/);
    }
    const said: string[] = [];
    const say = async (message: string): Promise<void> => void said.push(message);
    const putBack = await replaceInApi('window', { showErrorMessage: say, showInformationMessage: say });
    try {
      for (const command of ['team.status', 'team.sync', 'team.join']) await run(command);
    } finally {
      putBack();
    }
    assert.equal(said.length, 3);
    for (const message of said) assert.match(message, /has no team store/);
  });

  it('says what was done without a question, and records it', async () => {
    await setSecret(AU, KEY);
    await create();
    const said: string[] = [];
    const putBack = await replaceInApi('window', {
      showInformationMessage: async (message: string) => void said.push(message),
    });
    const sam = await colleague('Sam').finally(putBack);
    const recipient = await sam.store.recipient();
    const { members } = await status();
    const words = members.find(each => each.recipient === recipient)?.fingerprint;
    assert.ok(
      said.includes(`A command approved Sam as a member of the team. Their words: ${words}.`),
      said.join('\n'),
    );
    const csv = join(elsewhere, 'activity.csv');
    await run('exportActivity', { uri: vscode.Uri.file(csv).toString() });
    assert.match(await readFile(csv, 'utf8'), new RegExp(`sent,${AU},.*,team,${words} \\(Sam\\),yes`));
  });

  it('is synced without somebody whose words a person does not confirm', async () => {
    await create();
    const thief = await Computer.of('Thief', store);
    const key = await thief.store.recipient();
    const file = join(store, '.age-recipients');
    const { names } = parseRecipients(await readFile(file, 'utf8'));
    await writeFile(file, formatRecipients(new Map([...names, [key, 'Alex']])));
    const said: string[] = [];
    const say = async (message: string): Promise<void> => void said.push(message);
    const putBack = await replaceInApi('window', { showWarningMessage: say, showInformationMessage: say });
    try {
      await writeFile(join(store, `${AU}.age`), 'age-encryption.org/v1\nhalf a file');
      const synced = (await run('team.sync')) as SyncReport | undefined;
      assert.deepEqual(
        synced?.skipped.map(({ file: name }) => name),
        [`${AU}.age`],
      );
    } finally {
      putBack();
    }
    assert.ok(said.includes('Alex was added to the team store. Do you trust their key?'));
    assert.ok(
      said.some(message => message.includes('Not confirmed, so nothing is encrypted to them: Alex.')),
      said.join('\n'),
    );
    assert.deepEqual((await status()).untrusted, [key]);
  });

  it('marks what somebody who was removed could read, until MFA is set up again', async () => {
    await setSecret(AU, KEY);
    await create();
    const sam = await colleague('Sam');
    await run('team.remove', { recipient: await sam.store.recipient(), confirm: true });
    const { rotations, members } = await status();
    assert.deepEqual(
      rotations.map(({ login, because }) => [login, because]),
      [[AU, 'Sam']],
    );
    assert.equal(members.length, 1);
    await setSecret(NZ, OTHER_KEY);
    await eventually(() => assert.ok(existsSync(join(store, `${NZ}.age`))));
    const { received, skipped } = await sam.store.sync(LOGINS, 'all');
    assert.deepEqual([received, skipped.map(({ reason }) => reason)], [[], ['notForUs', 'notForUs']]);
  });

  it('encrypts nothing to a recipient that nobody here has confirmed', async () => {
    await create();
    const thief = await Computer.of('Thief', store);
    const key = await thief.store.recipient();
    const file = join(store, '.age-recipients');
    const { names } = parseRecipients(await readFile(file, 'utf8'));
    await writeFile(file, formatRecipients(new Map([...names, [key, 'Alex']])));
    await setSecret(AU, KEY);
    await eventually(() => assert.ok(existsSync(join(store, `${AU}.age`))));
    await sync();
    assert.deepEqual((await status()).untrusted, [key]);
    assert.deepEqual((await thief.store.sync(LOGINS, 'all')).received, []);
    await refuses('team.approve', { recipient: 'age1x', confirm: true }, /not an age public key/);
  });

  it('asks for nothing and changes nothing where both sides have another key', async () => {
    await setSecret(AU, KEY);
    await create();
    const sam = await colleague('Sam');
    // In a clone of their own, the colleague replaces the key too.
    const clone = join(elsewhere, 'store');
    await cp(store, clone, { recursive: true });
    const away = await Computer.of('Sam', clone, sam.identity);
    await away.store.sync(LOGINS, 'all');
    await away.setKey(AU, OTHER_KEY);
    assert.deepEqual((await away.store.sync(LOGINS, 'all')).sent, [AU]);
    const file = await readFile(join(clone, `${AU}.age`));
    const before = await readFile(join(store, `${AU}.age`));
    await setSecret(AU, NEW_KEY);
    await eventually(async () => assert.notDeepEqual(await readFile(join(store, `${AU}.age`)), before));
    await writeFile(join(store, `${AU}.age`), file);
    await eventually(async () => assert.deepEqual((await sync()).conflicts, [AU]));
    assert.deepEqual(await readFile(join(store, `${AU}.age`)), file);
    await expectCode(copyCode(AU), NEW_KEY);
  });

  it('neither reads nor writes through links that a pull request brings', async () => {
    const outside = join(elsewhere, 'outside');
    await writeFile(outside, 'theirs');
    await mkdir(store, { recursive: true });
    await symlink(outside, join(store, '.gitattributes'));
    await refuses('team.create', { name: 'Priya', confirm: true }, /is a link/);
    assert.equal(await readFile(outside, 'utf8'), 'theirs');
    await rm(store, { recursive: true });
    await setSecret(AU, KEY);
    await create();
    const sam = await Computer.of('Sam', store);
    await sam.store.join('Sam');
    await symlink('/dev/zero', join(store, `${NZ}.age`));
    const members = join(elsewhere, 'members');
    await rename(join(store, 'members'), members);
    await symlink(members, join(store, 'members'));
    assert.deepEqual((await status()).requests, []);
    const recipient = await sam.store.recipient();
    await refuses('team.approve', { recipient, confirm: true }, /no request or member/);
    await rm(join(store, '.age-recipients'));
    await symlink('/dev/zero', join(store, '.age-recipients'));
    await refuses('team.join', { name: 'Priya', confirm: true }, /has no team store/);
  });

  it('asks for all that is on the way to a file at once, as its folder may be far away', async () => {
    let [asked, most] = [0, 0];
    const stat = async (): Promise<vscode.FileStat> => {
      most = Math.max(most, ++asked);
      await new Promise(resolve => setImmediate(resolve));
      asked--;
      return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: 0 };
    };
    const readFile = async (): Promise<Uint8Array> => new Uint8Array([5]);
    const putBack = await replaceInApi('workspace', { fs: { stat, readFile } });
    try {
      const folder = new StoreFolder(vscode.Uri.file(store));
      assert.deepEqual(await folder.read('members/age1.json'), new Uint8Array([5]));
    } finally {
      putBack();
    }
    assert.equal(most, 3);
  });

  it('names what cannot be read, and goes on', async () => {
    await create();
    const sam = await colleague('Sam');
    await writeFile(join(store, `${AU}.age`), 'age-encryption.org/v1\nhalf a file');
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
    await rm(teamList);
    await writeList(teamList, listOf());
    await rm(dirname(teamList), { recursive: true });
    await eventually(() => refuses('team.create', { name: 'Priya', confirm: true }, /needs a list/));
  });

  it('is joined again by a saved identity, which this computer can’t take twice', async () => {
    await create();
    const uri = vscode.Uri.file(join(elsewhere, 'identity.age')).toString();
    const passphrase = 'eight words of a passphrase';
    const said: string[] = [];
    const putBack = await replaceInApi('window', {
      showInformationMessage: async (message: string) => void said.push(message),
    });
    await run('team.saveIdentity', { uri, passphrase }).finally(putBack);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /^A command saved a copy .*identity\.age\.$/);
    assert.match(
      await readFile(join(elsewhere, 'identity.age'), 'latin1'),
      /^age-encryption\.org\/v1\n-> scrypt /,
    );
    await refuses('team.restoreIdentity', { uri, passphrase }, /already has an identity/);
    await refuses('team.saveIdentity', { uri, passphrase: 'short' }, /“passphrase” must be/);
  });

  it('leaves the identity in no file', async () => {
    await create();
    for (const file of await readdir(runFolder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile() || file.name.endsWith('.js')) continue;
      const text = await readFile(join(file.parentPath, file.name), 'latin1');
      assert.doesNotMatch(text, /AGE-SECRET-KEY-1[A-Z0-9]{58}/, join(file.parentPath, file.name));
    }
  });

  it('is shown as a document', async () => {
    await setSecret(AU, KEY);
    await create();
    await run('team.status');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /Priya · (?:[a-z]+ ){7}[a-z]+/);
    assert.match(
      text,
      /AU payroll · in the store, 1 member can read it · no owner · no backup email · on this computer/,
    );
  });

  it('tells of many requests in one message', async () => {
    await create();
    const { recipient } = (await status()).members[0] ?? assert.fail();
    const { approved: _, ...request } = JSON.parse(
      await readFile(join(store, 'members', `${recipient}.json`), 'utf8'),
    );
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
