import * as assert from 'node:assert/strict';
import { chmod, lstat, mkdir, readdir, readlink, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { LOGIN } from '../shared/lists';
import {
  elsewhere,
  listOf,
  openEditor,
  read,
  refuses,
  run,
  startFresh,
  teamList,
  write,
  writeList,
} from './support';

/** As a person might write it: comments everywhere, keys of their own, four spaces, a comma too many. */
const byHand = `// The team's test logins.
{
    /* the only version there is */
    "version": 1,
    "team": "payroll", // not ours
    "accounts": [
        // Ask Priya first.
        {
            "login": "${LOGIN}", // the one for AU
            "colour": "green",
            "organisations": [
                { "name": "Demo Company (AU)", "region": "AU", "plan": "premium" }, // resets itself
            ],
            "owner": "priya@acme.test",
        },
        { "login": "qa-nz@acme.test", "name": "NZ" }, // last
    ],
}
`;

/** What becomes of files, links and open editors. What is written is in `test/unit/accounts/editing.test.ts`. */
describe('Adding, editing and removing accounts', () => {
  startFresh();

  it('does all of several edits that are asked for at once', async () => {
    const logins = Array.from({ length: 10 }, (_, index) => `qa-${index}@acme.test`);
    await Promise.all(logins.map(login => run('addAccount', { login })));
    const { accounts }: { accounts: { login: string }[] } = JSON.parse(await read(teamList));
    assert.deepEqual(accounts.map(({ login }) => login).sort(), logins);
  });

  it('lets another program that reads the list all the time see only whole ones', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    let done = false;
    const reader = (async () => {
      const seen = new Set<string>();
      while (!done) seen.add(await read(teamList));
      return seen;
    })();
    const names = Array.from({ length: 30 }, (_, index) => `Name ${index}`);
    try {
      for (const name of names) await run('editAccount', { login: LOGIN, name });
    } finally {
      done = true;
    }
    const whole = new Set([listOf({ login: LOGIN }), ...names.map(name => listOf({ login: LOGIN, name }))]);
    for (const text of await reader) assert.ok(whole.has(text), text);
  });

  it('writes through a link to the list, which stays a link', async () => {
    const target = join(elsewhere, 'shared.json');
    await write(target, listOf({ login: LOGIN }));
    await mkdir(dirname(teamList), { recursive: true });
    await symlink(target, teamList);
    const { ino } = await stat(target);
    await run('editAccount', { login: LOGIN, name: 'AU' });
    assert.notEqual((await stat(target)).ino, ino, 'it was written into, where a reader sees half of it');
    assert.ok((await lstat(teamList)).isSymbolicLink());
    assert.equal(await readlink(teamList), target);
    assert.equal(await read(target), listOf({ login: LOGIN, name: 'AU' }));
    assert.deepEqual(await readdir(elsewhere), ['shared.json']);
  });

  it('keeps who may read and write the list', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    await chmod(teamList, 0o660);
    await run('editAccount', { login: LOGIN, name: 'AU' });
    assert.equal((await stat(teamList)).mode & 0o777, 0o660);
  });
});

describe('Adding, editing and removing accounts is rejected', () => {
  startFresh();

  it('while the list has unsaved changes, which stay as they are', async () => {
    await writeList(teamList, byHand);
    const editor = await openEditor(teamList);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    for (const [command, argument] of [
      ['addAccount', { login: 'new@acme.test' }],
      ['editAccount', { login: LOGIN, name: 'AU' }],
      ['removeAccount', { login: LOGIN, confirm: true }],
    ] as const) {
      await refuses(command, argument, /has unsaved changes\. Save or revert them/);
    }
    assert.equal(editor.document.getText(), `// mine\n${byHand}`);
    assert.equal(editor.document.isDirty, true);
    assert.equal(await read(teamList), byHand);
  });

  it('where a file stands in the place of the folder, which stays as it is', async () => {
    await write(dirname(teamList), 'mine');
    await refuses('addAccount', { login: LOGIN }, /couldn’t be saved, and wasn’t changed\. Check/);
    assert.equal(await read(dirname(teamList)), 'mine');
  });
});
