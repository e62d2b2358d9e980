import * as vscode from 'vscode';
import { sameBytes } from '../platform/fileChange';
import { readIfThere } from '../platform/readIfThere';
import { changeLocalFile } from '../platform/runtime';
import { changeWorkspaceFile } from '../platform/workspaceFile';
import { StoreChangedError, type StoreFiles } from './teamStore';

/** The folder of a store, on any file system of VS Code. */
export class StoreFolder implements StoreFiles {
  constructor(readonly uri: vscode.Uri) {}

  async read(path: string): Promise<Uint8Array | undefined> {
    return readIfThere(this.#at(path), vscode.workspace.fs);
  }

  async write(path: string, bytes: Uint8Array, expected?: Uint8Array | null): Promise<void> {
    const uri = this.#at(path);
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
    const entries = await vscode.workspace.fs.readDirectory(uri).then(undefined, () => []);
    const files = entries.filter(([, type]) => (type & vscode.FileType.File) !== 0);
    const stamps = await Promise.all(
      files.map(async ([name]) => {
        const { mtime, ctime, size } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(uri, name));
        return [name, `${mtime} ${ctime} ${size}`] as const;
      }),
    );
    return new Map(stamps);
  }

  #at(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.uri, ...path.split('/').filter(part => part !== ''));
  }
}
