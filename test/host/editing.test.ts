import * as assert from 'node:assert/strict';
import { chmod, lstat, mkdir, readdir, readlink, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { askToEditAccount } from '../../src/accounts/editAccount';
import { AccountLists } from '../../src/accounts/lists';
import { ListWriteError } from '../../src/core/listWriteError';
import {
  elsewhere,
  eventually,
  listOf,
  openEditor,
  personalList,
  read,
  refuses,
  replaceInApi,
  run,
  set,
  startFresh,
  teamList,
  write,
  writeList,
} from './support';

const LOGIN = 'qa-au@acme.test';
const PERSONAL = 'Personal list, on this computer only';

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

describe('Adding, editing and removing accounts', () => {
  startFresh();

  it('makes the list, with its folder, where there is none', async () => {
    await run('addAccount', { login: ` ${LOGIN} `, name: 'AU payroll', tags: ['payroll'] });
    assert.equal(await read(teamList), listOf({ login: LOGIN, name: 'AU payroll', tags: ['payroll'] }));
    assert.deepEqual(await readdir(dirname(teamList)), ['accounts.json']);
  });

  it('takes every field of the contract', async () => {
    const account = {
      login: LOGIN,
      name: 'AU payroll',
      organisations: [{ name: 'Demo Company (AU)', region: 'AU', kind: 'demo', tenantId: 'b7c1' }],
      owner: 'priya@acme.test',
      backupEmail: 'qa-backup@acme.test',
      tags: ['payroll'],
      notes: 'resets every Monday',
      mfaSetUpOn: '2026-11-20',
    };
    await run('addAccount', account);
    assert.deepEqual(JSON.parse(await read(teamList)), { version: 1, accounts: [account] });
  });

  it('writes to the list that an argument names', async () => {
    const personal = vscode.Uri.file(personalList).toString();
    await run('addAccount', { login: LOGIN, list: personal });
    assert.equal(await read(personalList), listOf({ login: LOGIN }));
    await run('addAccount', { login: LOGIN });
    await run('editAccount', { login: LOGIN, name: 'mine', list: personal });
    assert.equal(await read(personalList), listOf({ login: LOGIN, name: 'mine' }));
    await run('removeAccount', { login: LOGIN, confirm: true, list: personal });
    assert.deepEqual(JSON.parse(await read(personalList)).accounts, []);
    assert.equal(await read(teamList), listOf({ login: LOGIN }));
  });

  it('adds behind the last account, and touches nothing else', async () => {
    await writeList(teamList, byHand);
    await run('addAccount', { login: 'new@acme.test' });
    assert.equal(
      await read(teamList),
      byHand.replace('// last\n', '// last\n        {\n            "login": "new@acme.test"\n        },\n'),
    );
  });

  it('edits fields where they stand, and touches nothing else', async () => {
    await writeList(teamList, byHand);
    await run('editAccount', { login: LOGIN.toUpperCase(), owner: 'sam@acme.test' });
    assert.equal(await read(teamList), byHand.replace('priya@acme.test', 'sam@acme.test'));
  });

  it('adds a field behind the others', async () => {
    await writeList(teamList, byHand);
    await run('editAccount', { login: LOGIN, notes: 'resets every Monday' });
    const owner = '"owner": "priya@acme.test",\n';
    assert.equal(
      await read(teamList),
      byHand.replace(owner, `${owner}            "notes": "resets every Monday",\n`),
    );
  });

  it('takes a field away where it is given as null', async () => {
    await writeList(teamList, byHand);
    await run('editAccount', { login: LOGIN, owner: null });
    assert.equal(await read(teamList), byHand.replace('            "owner": "priya@acme.test",\n', ''));
  });

  it('keeps the keys and comments of an organisation that it changes', async () => {
    await writeList(teamList, byHand);
    await run('editAccount', { login: LOGIN, organisations: [{ name: 'Demo Company (AU)', region: 'NZ' }] });
    assert.equal(await read(teamList), byHand.replace('"region": "AU"', '"region": "NZ"'));
  });

  it('removes an account with its comment, and touches nothing else', async () => {
    await writeList(teamList, byHand);
    await run('removeAccount', { login: 'qa-nz@acme.test', confirm: true });
    assert.equal(
      await read(teamList),
      byHand.replace('        { "login": "qa-nz@acme.test", "name": "NZ" }, // last\n', ''),
    );
  });

  it('adds, edits and removes, and the list is as it was', async () => {
    await writeList(teamList, byHand);
    await run('addAccount', { login: 'new@acme.test' });
    await run('editAccount', { login: 'new@acme.test', name: 'New' });
    await run('removeAccount', { login: 'new@acme.test', confirm: true });
    assert.equal(await read(teamList), byHand);
  });

  it('removes an account from every list that has it', async () => {
    await write(teamList, listOf({ login: LOGIN }));
    await writeList(personalList, listOf({ login: LOGIN.toUpperCase() }, { login: 'own@acme.test' }));
    await run('removeAccount', { login: LOGIN, confirm: true });
    assert.deepEqual(JSON.parse(await read(teamList)).accounts, []);
    assert.equal(await read(personalList), listOf({ login: 'own@acme.test' }));
  });

  it('keeps CRLF and a byte order mark', async () => {
    const text = `\uFEFF${byHand.replaceAll('\n', '\r\n')}`;
    await writeList(teamList, text);
    await run('addAccount', { login: 'new@acme.test', name: 'New' });
    const added = await read(teamList);
    assert.ok(added.startsWith('\uFEFF//'));
    assert.doesNotMatch(added, /[^\r]\n/);
    await run('removeAccount', { login: 'new@acme.test', confirm: true });
    assert.equal(await read(teamList), text);
  });

  it('keeps tabs', async () => {
    const text = `{\n\t"version": 1,\n\t"accounts": [\n\t\t{\n\t\t\t"login": "${LOGIN}"\n\t\t}\n\t]\n}\n`;
    await writeList(teamList, text);
    await run('editAccount', { login: LOGIN, name: 'AU' });
    assert.equal(await read(teamList), text.replace(`"${LOGIN}"`, `"${LOGIN}",\n\t\t\t"name": "AU"`));
  });

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

  const rejected: readonly [what: string, command: string, argument: object, message: RegExp][] = [
    ['without a login', 'addAccount', {}, /“login” is required/],
    ['without a login', 'editAccount', { name: 'AU' }, /“login” is required/],
    ['without a login', 'removeAccount', { confirm: true }, /“login” is required/],
    ['with a login of the wrong type', 'addAccount', { login: 5 }, /“login” must be .*string/],
    [
      'with a login that is no address',
      'addAccount',
      { login: 'AU payroll' },
      /“AU payroll” is not an email/,
    ],
    ['with a name of the wrong type', 'addAccount', { login: 'new@acme.test', name: 5 }, /“name” .* string/],
    [
      'with tags of the wrong type',
      'editAccount',
      { login: LOGIN, tags: 'payroll' },
      /“tags” must be an array\./,
    ],
    [
      'with an unknown region',
      'editAccount',
      { login: LOGIN, organisations: [{ name: 'Demo', region: 'Mars' }] },
      /“organisations\.0\.region”/,
    ],
    [
      'with a day that is none',
      'editAccount',
      { login: LOGIN, mfaSetUpOn: 'Monday' },
      /“mfaSetUpOn” must be a date in the form YYYY-MM-DD/,
    ],
    [
      'with the login as backup email',
      'addAccount',
      { login: 'new@acme.test', backupEmail: 'New@acme.test' },
      /backup email must differ from the login/,
    ],
    [
      'with the login as backup email',
      'editAccount',
      { login: LOGIN, backupEmail: LOGIN },
      /backup email must differ from the login/,
    ],
    [
      'with a backup email that is no address',
      'editAccount',
      { login: LOGIN, backupEmail: 'Sam' },
      /“Sam” is not an email address/,
    ],
    [
      'for a login that is in the list',
      'addAccount',
      { login: LOGIN.toUpperCase() },
      /already in .*Edit that/,
    ],
    [
      'for an unknown login',
      'editAccount',
      { login: 'who@acme.test', name: 'x' },
      /in none of the lists\. Add/,
    ],
    [
      'for an unknown login',
      'removeAccount',
      { login: 'who@acme.test', confirm: true },
      /in none of the lists/,
    ],
    [
      'for a list there is not',
      'addAccount',
      { login: 'new@acme.test', list: 'file:///x' },
      /not one of the/,
    ],
  ];

  for (const [what, command, argument, message] of rejected) {
    it(`${what}: ${command}`, async () => {
      await writeList(teamList, byHand);
      await refuses(command, argument, message);
      assert.equal(await read(teamList), byHand);
      assert.deepEqual(await readdir(dirname(teamList)), ['accounts.json']);
    });
  }

  it('where it would become too large to be read', async () => {
    const size = (text: string): number => Buffer.byteLength(text);
    const entry = { login: LOGIN, notes: '' };
    const notes = 'é'.repeat((5_000_000 - size(listOf(entry)) - 2) / 2);
    const text = listOf({ ...entry, notes });
    assert.ok(size(text) < 5_000_000);
    await writeList(teamList, text);
    await refuses(
      'editAccount',
      { login: LOGIN, name: 'AU payroll' },
      /accounts\.json was not changed\. It would be 5 MB or larger/,
    );
    assert.equal(await read(teamList), text);
    await run('editAccount', { login: LOGIN, notes: null });
    assert.equal(await read(teamList), listOf({ login: LOGIN }));
  });

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
    await refuses('addAccount', { login: LOGIN }, /could not be saved, and was not changed\. Check/);
    assert.equal(await read(dirname(teamList)), 'mine');
  });
});

describe('An edit of an account in all lists', () => {
  startFresh();

  let lists: AccountLists;
  beforeEach(async () => {
    await write(teamList, listOf({ login: LOGIN, mfaSetUpOn: '2026-01-01' }));
    await write(personalList, listOf({ login: LOGIN, notes: 'mine', mfaSetUpOn: '2026-02-02' }));
    lists = new AccountLists(vscode.Uri.file(dirname(personalList)), error => assert.fail(String(error)));
    await lists.ready();
  });
  afterEach(() => lists.dispose());

  const reasonOf = async (edit: Promise<void>): Promise<string | undefined> =>
    edit.then(
      () => undefined,
      error => (error instanceof ListWriteError ? error.reason : String(error)),
    );

  it('clears a field in each of them', async () => {
    await lists.editAccount(LOGIN, { mfaSetUpOn: undefined });
    assert.equal(lists.find(LOGIN)?.mfaSetUpOn, undefined);
    assert.equal(await read(teamList), listOf({ login: LOGIN }));
    assert.equal(await read(personalList), listOf({ login: LOGIN, notes: 'mine' }));
  });

  it('writes a value into the one that decides', async () => {
    await lists.editAccount(LOGIN, { mfaSetUpOn: '2026-11-20' });
    assert.equal(lists.find(LOGIN)?.mfaSetUpOn, '2026-11-20');
    assert.equal(await read(personalList), listOf({ login: LOGIN, notes: 'mine', mfaSetUpOn: '2026-02-02' }));
  });

  it('says why it could not be made', async () => {
    const editor = await openEditor(personalList);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    assert.equal(await reasonOf(lists.editAccount(LOGIN, { mfaSetUpOn: undefined })), 'unsaved');
    // A list in which nothing is to be changed is in nobody's way.
    assert.equal(await reasonOf(lists.editAccount(LOGIN, { owner: undefined, name: 'AU' })), undefined);
    await write(teamList, 'nothing of a list');
    assert.equal(await reasonOf(lists.editAccount(LOGIN, { name: 'NZ' })), 'invalid');
    assert.equal(await reasonOf(lists.editAccount('who@acme.test', { name: 'NZ' })), 'invalid');
  });
});

describe('An edit of an account in one of its lists, by asking', () => {
  startFresh();

  const team = { login: LOGIN, tags: ['payroll'], organisations: [{ name: 'Demo Company (AU)' }] };
  const sandbox = { name: 'My sandbox', tenantId: 'b7c1', colour: 'green' };
  const mine = { login: LOGIN, tags: ['mine'], organisations: [sandbox] };

  let lists: AccountLists;
  beforeEach(async () => {
    await write(teamList, listOf(team));
    await write(personalList, listOf(mine));
    lists = new AccountLists(vscode.Uri.file(dirname(personalList)), error => assert.fail(String(error)));
    await lists.ready();
  });
  afterEach(() => lists.dispose());

  /** The person: picks these rows one after another, adds to what is in each box, and leaves. */
  async function edit(rows: readonly string[], addition: string): Promise<string[]> {
    const left = [...rows];
    const boxes: string[] = [];
    const putBack = await replaceInApi('window', {
      showQuickPick: async (items: readonly vscode.QuickPickItem[]) => {
        const wanted = left.shift();
        return wanted && (items.find(({ label }) => label === wanted) ?? assert.fail(`no row ${wanted}`));
      },
      showInputBox: async ({ value = '' }: vscode.InputBoxOptions) => {
        boxes.push(value);
        return value + addition;
      },
    });
    try {
      await askToEditAccount(lists.find(LOGIN) ?? assert.fail(), 'Edit Account', lists);
    } finally {
      putBack();
    }
    assert.deepEqual(left, []);
    return boxes;
  }

  it('starts from what that list says, and copies nothing of another list into it', async () => {
    assert.deepEqual(await edit([PERSONAL, 'Tags', 'Tags', 'Owner'], ', more'), ['mine', 'mine, more', '']);
    assert.equal(
      await read(personalList),
      listOf({ ...mine, tags: ['mine', 'more', 'more'], owner: ', more' }),
    );
    assert.equal(await read(teamList), listOf(team));
  });

  it('changes one of its organisations, and keeps the others with their keys', async () => {
    const other = { name: 'Other', region: 'NZ', colour: 'red' };
    await write(personalList, listOf({ ...mine, organisations: [sandbox, other] }));
    await lists.reload();
    await edit([PERSONAL, 'Organisation', 'My sandbox', 'AU'], '');
    assert.equal(
      await read(personalList),
      listOf({ ...mine, organisations: [{ ...sandbox, region: 'AU' }, other] }),
    );
    assert.equal(await read(teamList), listOf(team));
  });
});

/** A disk of one list that may refuse to be written to, and remembers what is done to it. */
class TestDisk implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #files = new Map<string, Uint8Array>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #registration: vscode.Disposable;
  readonly onDidChangeFile = this.#changed.event;
  /** What fails, as it does on a disk that is full or may not be written to. */
  fails: 'writeFile' | 'rename' | undefined;
  readonly written: string[] = [];
  /** Whether it keeps who reads from it waiting. */
  hangs = false;
  /** What another program does just before the next file is written. */
  interrupt: (() => void) | undefined;

  constructor(readonly scheme: string) {
    this.#registration = vscode.workspace.registerFileSystemProvider(scheme, this);
  }

  get list(): vscode.Uri {
    return vscode.Uri.parse(`${this.scheme}://disk/lists/accounts.json`);
  }

  get paths(): string[] {
    return [...this.#files.keys()];
  }

  get text(): string {
    return new TextDecoder().decode(this.#files.get(this.list.path));
  }

  set text(text: string) {
    this.#files.set(this.list.path, new TextEncoder().encode(text));
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const file = this.#files.get(uri.path);
    const isFolder = uri.path === '/lists' || uri.path === '/';
    if (!file && !isFolder) throw vscode.FileSystemError.FileNotFound(uri);
    const type = isFolder ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size: file?.byteLength ?? 0 };
  }

  readFile(uri: vscode.Uri): Uint8Array | Promise<Uint8Array> {
    if (this.hangs) return new Promise(() => {});
    return this.#contentOf(uri);
  }

  #contentOf(uri: vscode.Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    if (this.fails === 'writeFile') throw vscode.FileSystemError.NoPermissions(uri);
    this.interrupt?.();
    this.interrupt = undefined;
    this.written.push(uri.path);
    this.#files.set(uri.path, content);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    if (this.fails === 'rename') throw vscode.FileSystemError.NoPermissions(to);
    this.#files.set(to.path, this.#contentOf(from));
    this.#files.delete(from.path);
  }

  delete(uri: vscode.Uri): void {
    this.#files.delete(uri.path);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

describe('A list on a disk of another kind', () => {
  startFresh();

  let disk: TestDisk;
  beforeEach(async () => {
    // A scheme of its own, so that nothing is remembered of the disk before.
    disk = new TestDisk(`xmfa-${crypto.randomUUID()}`);
    disk.text = listOf({ login: LOGIN });
    await set('accountsFiles', [disk.list.toString()]);
    await run('copyLogin', { login: LOGIN });
  });
  afterEach(() => disk.dispose());

  it('is only ever replaced by a whole one: another file is written, and renamed', async () => {
    await run('editAccount', { login: LOGIN, name: 'AU' });
    assert.equal(disk.text, listOf({ login: LOGIN, name: 'AU' }));
    assert.equal(disk.written.length, 1);
    assert.match(disk.written[0] ?? '', /^\/lists\/\.accounts\.json\..+\.tmp$/);
    assert.deepEqual(disk.paths, ['/lists/accounts.json']);
  });

  for (const fails of ['writeFile', 'rename'] as const) {
    it(`is as it was, with no other file beside it, where ${fails} fails`, async () => {
      disk.fails = fails;
      for (const [command, argument] of [
        ['addAccount', { login: 'new@acme.test', list: disk.list.toString() }],
        ['editAccount', { login: LOGIN, name: 'AU' }],
        ['removeAccount', { login: LOGIN, confirm: true }],
      ] as const) {
        await refuses(command, argument, /could not be saved, and was not changed\. Check/);
      }
      assert.equal(disk.text, listOf({ login: LOGIN }));
      assert.deepEqual(disk.paths, ['/lists/accounts.json']);
    });
  }

  it('says that it may not be written to', async () => {
    disk.fails = 'writeFile';
    const lists = new AccountLists(vscode.Uri.file(dirname(personalList)), error =>
      assert.fail(String(error)),
    );
    try {
      await lists.ready();
      await assert.rejects(
        lists.editAccount(LOGIN, { name: 'AU' }),
        error => error instanceof ListWriteError && error.reason === 'readOnly',
      );
    } finally {
      lists.dispose();
    }
  });

  it('keeps what another program writes while it is edited', async () => {
    disk.interrupt = () => {
      disk.text = listOf({ login: LOGIN }, { login: 'pulled@acme.test' });
    };
    await run('editAccount', { login: LOGIN, name: 'AU' });
    assert.equal(disk.text, listOf({ login: LOGIN, name: 'AU' }, { login: 'pulled@acme.test' }));
    assert.deepEqual(disk.paths, ['/lists/accounts.json']);
  });

  it('keeps no other list waiting where it does not answer', async () => {
    disk.hangs = true;
    await writeList(teamList, listOf({ login: 'new@acme.test' }));
    await run('copyLogin', { login: 'new@acme.test' });
    await run('addAccount', { login: 'more@acme.test' });
    assert.equal(await read(teamList), listOf({ login: 'new@acme.test' }, { login: 'more@acme.test' }));
    // What it held is not forgotten for that.
    await run('copyLogin', { login: LOGIN });
  });

  it('is not written to by an edit that changes nothing', async () => {
    await run('editAccount', { login: LOGIN, notes: null });
    assert.deepEqual(disk.written, []);
  });

  it('is read again when it is saved in an editor, though the disk tells of no change', async () => {
    const editor = await vscode.window.showTextDocument(disk.list);
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit(edit => edit.replace(whole, listOf({ login: 'not an address' })));
    await editor.document.save();
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await eventually(() => {
      const problems = vscode.languages
        .getDiagnostics(disk.list)
        .filter(({ source }) => source === 'Xero MFA');
      assert.equal(problems.length, 1);
    });
    await eventually(() => refuses('copyLogin', { login: LOGIN }, /in none of the lists/));
  });
});
