import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TeamStatus } from '../../src/contributions/commandResults';
import { Computer } from '../shared/computer';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import { NEW_KEY } from '../shared/oracle';
import { wordsAskedIn } from '../shared/words';
import {
  answering,
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

/** A colleague in the same folder, as git would bring their files, who is a member. */
async function colleague(): Promise<Computer> {
  const computer = await Computer.of('Sam', store);
  await computer.store.join('Sam');
  const recipient = await computer.store.recipient();
  await typingWords(await computer.words(), () => run('team.approve', { recipient }));
  await computer.confirm();
  await computer.sync(LOGINS);
  return computer;
}

/** Types the words that the next input box asks for. */
async function typingWords(words: string, task: () => Promise<unknown>): Promise<void> {
  const putBack = await replaceInApi('window', {
    showInputBox: async ({ prompt = '' }: vscode.InputBoxOptions) => wordsAskedIn(prompt, words),
  });
  await task().finally(putBack);
}

const create = () => run('team.create', { name: 'Priya', confirm: true });

/**
 * What a real VS Code alone shows of the store: its watchers, links, folders and files on a real disk, what it writes down,
 * and its documents. What the commands do is in `test/unit/team/teamCommands.test.ts`.
 */
describe('The team store', () => {
  startFresh();

  beforeEach(async () => {
    await writeList(teamList, listOf({ login: AU, name: 'AU payroll' }, { login: NZ }));
  });

  it('takes in by itself what a pull brings, and writes what is set here', async () => {
    await create();
    const sam = await colleague();
    await sam.enterKey(NZ, OTHER_KEY);
    await sam.sync(LOGINS);
    await eventually(() => expectCode(() => run('copyCode', { login: NZ }), OTHER_KEY));
    await setSecret(AU, KEY);
    await eventually(async () => {
      await sam.sync(LOGINS, 'changed');
      assert.equal(sam.keyOf(AU), KEY);
    });
    await setSecret(NZ, NEW_KEY);
    await eventually(async () => {
      await sam.sync(LOGINS, 'changed');
      assert.equal(sam.keyOf(NZ), NEW_KEY);
    });
    await run('removeSecret', { login: AU, confirm: true });
    await eventually(() => assert.ok(!existsSync(join(store, `${AU}.age`))));
    await sam.sync(LOGINS);
    assert.equal(sam.keyOf(AU), KEY);
  });

  it('gets what was set while it was not there, once it is', async () => {
    await create();
    const sam = await colleague();
    const away = join(elsewhere, 'away');
    await rename(store, away);
    await eventually(() => refuses('team.join', { name: 'Priya' }, /No team store found/));
    await setSecret(AU, KEY);
    await rename(away, store);
    await eventually(async () => {
      await sam.sync(LOGINS, 'changed');
      assert.equal(sam.keyOf(AU), KEY);
    });
  });

  it('stands beside a list outside the folder, too, which every window has by a setting', async () => {
    const list = join(elsewhere, 'team', 'accounts.json');
    await writeList(list, listOf({ login: US }));
    await set('accountsFiles', [list]);
    const uri = vscode.Uri.file(list).toString();
    await eventually(() => run('team.create', { name: 'Priya', list: uri, confirm: true }));
    await setSecret(US, NEW_KEY);
    await eventually(() => assert.ok(existsSync(join(elsewhere, 'team/store', `${US}.age`))));
    assert.ok(!existsSync(store));
    const { secrets } = (await run('team.status', { list: uri })) as TeamStatus;
    assert.deepEqual(secrets, [{ login: US, here: true, inStore: true }]);
  });

  it('neither reads nor writes through links that a pull request brings', async () => {
    const outside = join(elsewhere, 'outside');
    await writeFile(outside, 'theirs');
    await mkdir(store, { recursive: true });
    await symlink(outside, join(store, '.gitattributes'));
    await refuses('team.create', { name: 'Priya', confirm: true }, /replace any symbolic link/);
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
    await refuses('team.approve', { recipient }, /no request or member/);
    for (const file of ['.age-recipients', 'store.json']) {
      await rm(join(store, file));
      await symlink('/dev/zero', join(store, file));
    }
    await refuses('team.join', { name: 'Priya', confirm: true }, /No team store found/);
  });

  it('is joined again by a saved identity, which this computer can’t take twice', async () => {
    await create();
    const uri = vscode.Uri.file(join(elsewhere, 'identity.age')).toString();
    const passphrase = 'eight words of a passphrase';
    const said: string[] = [];
    const putBack = await replaceInApi('window', {
      showInformationMessage: async (message: string) => void said.push(message),
    });
    await answering(['Save Identity'], () => run('team.saveIdentity', { uri, passphrase })).finally(putBack);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /^A command saved a copy .*identity\.age\.$/);
    assert.match(
      await readFile(join(elsewhere, 'identity.age'), 'latin1'),
      /^age-encryption\.org\/v1\n-> scrypt /,
    );
    await refuses('team.restoreIdentity', { uri, passphrase }, /already has a team identity/);
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

  it('is shown as a page that follows it, with what can be done above its lines', async () => {
    await setSecret(AU, KEY);
    await create();
    await run('team.status');
    const document = vscode.window.activeTextEditor?.document ?? assert.fail();
    assert.match(document.getText(), /Priya \(you\) · .*\n +1 [a-z]+ {2}2 [a-z]+/);
    assert.match(document.getText(), /AU payroll · no backup email · no owner/);
    const sam = await Computer.of('Sam', store);
    await sam.store.join('Sam');
    await eventually(() => assert.match(document.getText(), /^ {2}Sam asked on /m));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const shown = lenses.map(({ range, command }) => [
      document.lineAt(range.start).text.trim(),
      command?.title,
    ]);
    assert.ok(
      shown.some(([line, title]) => line?.startsWith('Sam asked') && title === 'Approve Member…'),
      String(shown),
    );
    // The same tab, not another one.
    const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs).length;
    const before = tabs();
    await run('team.status');
    assert.equal(tabs(), before);
  });
});
