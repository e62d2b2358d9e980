import * as vscode from 'vscode';
import { sameBytes } from '../platform/fileChange';
import { readIfThere } from '../platform/readIfThere';
import { changeLocalFile } from '../platform/runtime';
import { changeWorkspaceFile } from '../platform/workspaceFile';
import { StoreChangedError } from './teamError';
import type { StoreFiles } from './teamStore';

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
    if (await this.#hasLink(folder)) return new Map();
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

  /**
   * Whether a path is a file that is really here; `undefined` where there is nothing. A pull request can bring links, to a
   * device that is read without end, or to a file elsewhere that would be written over.
   */
  async #isPlain(path: string): Promise<boolean | undefined> {
    if (await this.#hasLink(path)) return false;
    const stat = await vscode.workspace.fs.stat(this.#at(path)).then(undefined, () => undefined);
    return stat && stat.type === vscode.FileType.File;
  }

  /** Whether the folder of the store, or anything on the way to a path in it, is a link. */
  async #hasLink(path: string): Promise<boolean> {
    const names = path.split('/').filter(part => part !== '');
    for (let depth = 0; depth <= names.length; depth++) {
      const uri = this.#at(names.slice(0, depth).join('/'));
      const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
      if (stat && (stat.type & vscode.FileType.SymbolicLink) !== 0) return true;
    }
    return false;
  }

  #at(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.uri, ...path.split('/').filter(part => part !== ''));
  }
}
