import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { MAXIMUM_STORE_FILE } from '../../src/core/team/limits';
import type { StoreFiles } from '../../src/team/storeFiles';
import { StoreChangedError } from '../../src/team/teamError';
import { attempt } from './attempt';

/** A link is not followed, and a pipe is not waited for. Windows has neither flag. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The folder of a store on disk. A pull request can bring links and large files: neither is read. It doesn't use the promises of
 * `node:fs`, because they take longer to load than the files of a store to read.
 */
export class StoreFolder implements StoreFiles {
  constructor(readonly folder: string) {}

  /** The file, or as much of it as shows that it is too large. */
  async read(path: string): Promise<Uint8Array | undefined> {
    if (!this.isPlain(path)) return undefined;
    const file = attempt(() => openSync(join(this.folder, path), READ));
    if (file === undefined) return undefined;
    try {
      const found = fstatSync(file);
      if (!found.isFile()) return undefined;
      const bytes = new Uint8Array(Math.min(found.size, MAXIMUM_STORE_FILE + 1));
      return bytes.subarray(0, readSync(file, bytes));
    } catch {
      return undefined;
    } finally {
      closeSync(file);
    }
  }

  /** Adds a file. This computer changes none that is there. */
  async write(path: string, bytes: Uint8Array): Promise<void> {
    const parent = dirname(path);
    mkdirSync(join(this.folder, parent), { recursive: true });
    if (this.#hasLink(parent)) throw new StoreChangedError();
    writeFileSync(join(this.folder, path), bytes, { flag: 'wx' });
  }

  async remove(): Promise<void> {
    throw new Error('Nothing is removed from a store here.');
  }

  /** Nothing here asks when a file changed, so that isn't looked up. */
  async list(folder: string): Promise<ReadonlyMap<string, string>> {
    if (this.#hasLink(folder)) return new Map();
    const entries = attempt(() => readdirSync(join(this.folder, folder), { withFileTypes: true })) ?? [];
    return new Map(entries.filter(entry => entry.isFile()).map(({ name }) => [name, '']));
  }

  async folders(): Promise<readonly string[]> {
    const entries = attempt(() => readdirSync(this.folder, { withFileTypes: true })) ?? [];
    return entries.filter(entry => !entry.isFile()).map(({ name }) => name);
  }

  /** Whether a path is a file that is really here; `undefined` where there is nothing. */
  isPlain(path: string): boolean | undefined {
    if (this.#hasLink(dirname(path))) return false;
    return attempt(() => lstatSync(join(this.folder, path)))?.isFile();
  }

  /** Whether there is a link on the way to a folder in the store. */
  #hasLink(folder: string): boolean {
    if (folder === '.' || folder === '') return false;
    const found = attempt(() => lstatSync(join(this.folder, folder)));
    return found?.isSymbolicLink() === true || this.#hasLink(dirname(folder));
  }
}
