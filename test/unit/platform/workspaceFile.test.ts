import assert from 'node:assert/strict';
import fc from 'fast-check';
import type * as vscode from 'vscode';
import { type FileChange, FileKeepsChangingError } from '../../../src/platform/fileChange';
import {
  changeWorkspaceFile,
  FileStrandedError,
  type WorkspaceFiles,
} from '../../../src/platform/workspaceFile';
import { cases } from '../../shared/thorough';

const LIST = '/lists/accounts.json';
const OLD = 'the old list\n';
const NEW = 'the new list, which is longer\n';

const uriOf = (path: string): vscode.Uri =>
  ({ path, with: (change: { path: string }) => uriOf(change.path) }) as vscode.Uri;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const adding =
  (line: string) =>
  (before: Uint8Array | undefined): Uint8Array =>
    bytes(`${new TextDecoder().decode(before)}${line}\n`);

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: no luck`), { code });
}

/** A file system as VS Code shows it to extensions: a rename removes the old file first. */
class Files implements WorkspaceFiles {
  readonly contents = new Map<string, string>([[LIST, OLD]]);
  isLink = false;
  /** Runs before each step that changes or reads something, and may throw in its place. */
  beforeStep: (step: string) => unknown = () => {};

  async stat(): Promise<vscode.FileStat> {
    await this.beforeStep('stat');
    const type: number = this.isLink ? 65 : 1;
    return { type, ctime: 0, mtime: 0, size: 0 };
  }

  async readFile({ path }: vscode.Uri): Promise<Uint8Array> {
    await this.beforeStep('read');
    const content = this.contents.get(path);
    if (content === undefined) throw failure('FileNotFound');
    return bytes(content);
  }

  async writeFile({ path }: vscode.Uri, content: Uint8Array): Promise<void> {
    const text = new TextDecoder().decode(content);
    await this.beforeStep('open');
    this.contents.set(path, text.slice(0, 5));
    await this.beforeStep('write');
    this.contents.set(path, text);
  }

  async rename(from: vscode.Uri, to: vscode.Uri, { overwrite = false } = {}): Promise<void> {
    await this.beforeStep('rename');
    if (overwrite) this.contents.delete(to.path);
    else if (this.contents.has(to.path)) throw failure('FileExists');
    await this.beforeStep('move');
    const content = this.contents.get(from.path);
    if (content === undefined) throw failure('FileNotFound');
    this.contents.delete(from.path);
    this.contents.set(to.path, content);
  }

  async delete({ path }: vscode.Uri): Promise<void> {
    await this.beforeStep('delete');
    if (!this.contents.delete(path)) throw failure('FileNotFound');
  }

  async createDirectory({ path }: vscode.Uri): Promise<void> {
    assert.equal(path, '/lists');
    await this.beforeStep('createDirectory');
  }
}

describe('changeWorkspaceFile', () => {
  let files: Files;
  beforeEach(() => {
    files = new Files();
  });

  const change = (made: FileChange = adding('mine')): Promise<void> =>
    changeWorkspaceFile(uriOf(LIST), made, files);

  it('replaces a file, and leaves nothing else', async () => {
    await change(() => bytes(NEW));
    assert.deepEqual([...files.contents], [[LIST, NEW]]);
  });

  it('makes a file', async () => {
    files.contents.clear();
    await change(() => bytes(NEW));
    assert.deepEqual([...files.contents], [[LIST, NEW]]);
  });

  it('writes through a link, and makes nothing at the end of one that leads nowhere', async () => {
    files.isLink = true;
    files.beforeStep = step => assert.notEqual(step, 'rename');
    await change(() => bytes(NEW));
    assert.deepEqual([...files.contents], [[LIST, NEW]]);
    files.contents.clear();
    await assert.rejects(change(), /is a link to a file that is not there/);
    assert.equal(files.contents.size, 0);
  });

  it('writes nothing where nothing is changed', async () => {
    files.beforeStep = step => assert.equal(step, 'read');
    await change(() => undefined);
  });

  it('puts a file in its place that a failed rename has removed', async () => {
    let moves = 0;
    files.beforeStep = step => {
      if (step === 'move' && ++moves === 1) throw failure('Unavailable');
    };
    await change(() => bytes(NEW));
    assert.deepEqual([...files.contents], [[LIST, NEW]]);
  });

  it('leaves the old file or the new one, or says which file holds the new one, whichever steps fail', () =>
    fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.boolean(), { maxLength: 25 }),
        fc.boolean(),
        async (isLink, fails, thenAll) => {
          files = new Files();
          files.isLink = isLink;
          let steps = 0;
          files.beforeStep = () => {
            if (fails[steps++] ?? thenAll) throw failure('NoSpace');
          };
          const error = await change(() => bytes(NEW)).then(
            () => undefined,
            thrown => thrown,
          );
          const content = files.contents.get(LIST);
          if (!error) assert.equal(content, NEW);
          else if (error instanceof FileStrandedError) assert.equal(files.contents.get(error.uri.path), NEW);
          else assert.equal(content, OLD);
        },
      ),
      { numRuns: cases(200, 1000) },
    ));

  it('makes the change again on what another program wrote meanwhile', async () => {
    for (const at of ['createDirectory', 'open', 'write', 'stat']) {
      files = new Files();
      let pulled = false;
      files.beforeStep = step => {
        if (pulled || step !== at) return;
        pulled = true;
        files.contents.set(LIST, `${OLD}pulled\n`);
      };
      await change();
      assert.deepEqual([...files.contents], [[LIST, `${OLD}pulled\nmine\n`]]);
    }
  });

  it('makes the change again on a file that another program made just before the rename', async () => {
    files.contents.clear();
    files.beforeStep = step => {
      if (step === 'rename' && !files.contents.has(LIST)) files.contents.set(LIST, OLD);
    };
    await change();
    assert.deepEqual([...files.contents], [[LIST, `${OLD}mine\n`]]);
  });

  it('gives up on a file that changes each time, which it leaves as it is', async () => {
    let changes = 0;
    files.beforeStep = step => {
      if (step === 'open') files.contents.set(LIST, `${++changes}`);
    };
    await assert.rejects(change(), FileKeepsChangingError);
    assert.deepEqual([...files.contents], [[LIST, `${changes}`]]);
  });
});
