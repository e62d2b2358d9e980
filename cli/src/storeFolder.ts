import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MAXIMUM_STORE_FILE } from '../../src/core/team/limits';
import type { StoreFiles } from '../../src/team/storeFiles';
import { StoreChangedError } from '../../src/team/teamError';

/** A link is not followed, and a pipe is not waited for. Windows has neither flag. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The folder of a store on disk. A pull request can bring links and large files: neither is read. */
export class StoreFolder implements StoreFiles {
  constructor(readonly folder: string) {}

  /** The file, or as much of it as shows that it is too large. */
  async read(path: string): Promise<Uint8Array | undefined> {
    if (!(await this.isPlain(path))) return undefined;
    const file = await open(join(this.folder, path), READ).catch(() => undefined);
    if (!file) return undefined;
    try {
      const found = await file.stat();
      if (!found.isFile()) return undefined;
      const bytes = new Uint8Array(Math.min(found.size, MAXIMUM_STORE_FILE + 1));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  /** Adds a file. This computer changes none that is there. */
  async write(path: string, bytes: Uint8Array): Promise<void> {
    const parent = dirname(path);
    await mkdir(join(this.folder, parent), { recursive: true });
    if (await this.#hasLink(parent)) throw new StoreChangedError();
    const file = await open(join(this.folder, path), 'wx');
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  }

  async remove(): Promise<void> {
    throw new Error('Nothing is removed from a store here.');
  }

  /** Nothing here asks when a file changed, so that isn't looked up. */
  async list(folder: string): Promise<ReadonlyMap<string, string>> {
    if (await this.#hasLink(folder)) return new Map();
    const entries = await readdir(join(this.folder, folder), { withFileTypes: true }).catch(() => []);
    return new Map(entries.filter(entry => entry.isFile()).map(({ name }) => [name, '']));
  }

  async folders(): Promise<readonly string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    return entries.filter(entry => !entry.isFile()).map(({ name }) => name);
  }

  /** Whether a path is a file that is really here; `undefined` where there is nothing. */
  async isPlain(path: string): Promise<boolean | undefined> {
    if (await this.#hasLink(dirname(path))) return false;
    const found = await lstat(join(this.folder, path)).catch(() => undefined);
    return found?.isFile();
  }

  /** Whether there is a link on the way to a folder in the store. */
  async #hasLink(folder: string): Promise<boolean> {
    if (folder === '.' || folder === '') return false;
    const found = await lstat(join(this.folder, folder)).catch(() => undefined);
    return found?.isSymbolicLink() === true || this.#hasLink(dirname(folder));
  }
}
