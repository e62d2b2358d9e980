import type * as vscode from 'vscode';
import { FileType } from 'vscode';
import type { StoreFiles } from '../../../src/team/storeFiles';
import { StoreChangedError } from '../../../src/team/teamError';
import type { Files } from '../../shared/fakeVscode/files';

/** The store's folder on a disk in memory, as another program works in it. */
export class MemoryFolder implements StoreFiles {
  constructor(
    private readonly files: Files,
    readonly uri: vscode.Uri,
  ) {}

  at(path: string): vscode.Uri {
    return this.uri.with({ path: [this.uri.path, ...path.split('/').filter(Boolean)].join('/') });
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.files.has(this.at(path)) ? this.files.fs.readFile(this.at(path)) : undefined;
  }

  async write(path: string, bytes: Uint8Array, expected?: Uint8Array | null): Promise<void> {
    const there = (await this.read(path)) ?? null;
    if (expected !== undefined && Buffer.compare(there ?? EMPTY, expected ?? EMPTY) !== 0)
      throw new StoreChangedError();
    this.files.write(this.at(path), bytes);
  }

  async remove(path: string): Promise<void> {
    await this.files.fs.delete(this.at(path));
  }

  async list(folder: string): Promise<ReadonlyMap<string, string>> {
    const entries = await this.files.fs.readDirectory(this.at(folder)).then(undefined, () => []);
    const found = new Map<string, string>();
    for (const [name, type] of entries) {
      if (type !== FileType.File) continue;
      const { mtime } = await this.files.fs.stat(this.at(`${folder}/${name}`));
      found.set(name, String(mtime));
    }
    return found;
  }

  async folders(): Promise<readonly string[]> {
    const entries = await this.files.fs.readDirectory(this.uri).then(undefined, () => []);
    return entries.filter(([, type]) => type === FileType.Directory).map(([name]) => name);
  }
}

const EMPTY = new Uint8Array();
