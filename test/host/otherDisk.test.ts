import * as assert from 'node:assert/strict';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { editInLists } from '../../src/accounts/editLists';
import { AccountLists } from '../../src/accounts/lists';
import { ListWriteError } from '../../src/core/listWriteError';
import { LOGIN } from '../shared/lists';
import {
  eventually,
  listOf,
  personalList,
  read,
  refuses,
  run,
  set,
  startFresh,
  teamList,
  writeList,
} from './support';

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
        await refuses(command, argument, /couldn’t be saved, and wasn’t changed\. Check/);
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
        editInLists(LOGIN, { name: 'AU' }, lists),
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

  it('is read again when it is saved in an editor, though its disk reports no change', async () => {
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
    await eventually(() => refuses('copyLogin', { login: LOGIN }, /isn’t in any list/));
  });
});
