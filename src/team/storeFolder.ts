import * as vscode from 'vscode';
import { sameBytes } from '../platform/fileChange';
import { readIfThere } from '../platform/readIfThere';
import { changeLocalFile } from '../platform/runtime';
import { changeWorkspaceFile } from '../platform/workspaceFile';
import type { StoreFiles } from './storeFiles';
import { StoreChangedError } from './teamError';

/** The folder of a store, on any file system of VS Code. */
export class StoreFolder implements StoreFiles {
  constructor(readonly uri: vscode.Uri) {}

  async read(path: string): Promise<Uint8Array | undefined> {
    return (await this.#isPlain(path)) ? readIfThere(this.#at(path), vscode.workspace.fs) : undefined;
  }

  async write(path: string, bytes: Uint8Array, expected?: Uint8Array | null): Promise<void> {
    const uri = this.#at(path);
    if ((await this.#isPlain(path)) === false) throw new StoreChangedError();
    const change = (before: Uint8Array | undefined): Uint8Array => {
      if (expected !== undefined && !sameBytes(before, expected ?? undefined)) throw new StoreChangedError();
      return bytes;
    };
    if (uri.scheme === 'file' && changeLocalFile) await changeLocalFile(uri.fsPath, change);
    else await changeWorkspaceFile(uri, change, vscode.workspace.fs);
  }

  async remove(path: string): Promise<void> {
    await vscode.workspace.fs.delete(this.#at(path));
  }

  async list(folder: string): Promise<ReadonlyMap<string, string>> {
    const uri = this.#at(folder);
    if ((await this.#statsTo(folder)).some(isLink)) return new Map();
    const entries = await vscode.workspace.fs.readDirectory(uri).then(undefined, () => []);
    const files = entries.filter(([, type]) => type === vscode.FileType.File);
    const stamps = await Promise.all(
      files.map(async ([name]) => {
        const { mtime, ctime, size } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(uri, name));
        return [name, `${mtime} ${ctime} ${size}`] as const;
      }),
    );
    return new Map(stamps);
  }

  async folders(): Promise<readonly string[]> {
    const entries = await vscode.workspace.fs.readDirectory(this.uri).then(undefined, () => []);
    return entries.filter(([, type]) => type !== vscode.FileType.File).map(([name]) => name);
  }

  /**
   * Whether a path is a file that is really here; `undefined` where there is nothing. A pull request can bring links, to a
   * device that is read without end, or to a file elsewhere that would be written over.
   */
  async #isPlain(path: string): Promise<boolean | undefined> {
    const stats = await this.#statsTo(path);
    if (stats.some(isLink)) return false;
    const stat = stats.at(-1);
    return stat && stat.type === vscode.FileType.File;
  }

  /** What the folder of the store is, and what is on the way to a path in it. Asked for at once: the answers may be far. */
  #statsTo(path: string): Promise<readonly (vscode.FileStat | undefined)[]> {
    const names = path.split('/').filter(part => part !== '');
    const paths = ['', ...names.map((_, index) => names.slice(0, index + 1).join('/'))];
    return Promise.all(
      paths.map(each => vscode.workspace.fs.stat(this.#at(each)).then(undefined, () => undefined)),
    );
  }

  #at(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.uri, ...path.split('/').filter(part => part !== ''));
  }
}

function isLink(stat: vscode.FileStat | undefined): boolean {
  return stat !== undefined && (stat.type & vscode.FileType.SymbolicLink) !== 0;
}
