import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NotWrittenError } from './errors';
import { STATE_VARIABLE } from './stateFolder';
import { visible } from './visible';

/** Older notes are removed. A process that slept must not take a window again, so some more are kept than Xero accepts. */
const KEPT_WINDOWS = 20;

/**
 * Which codes were handed out on this computer. Each is an empty file, whose name has a hash of the login and the number of the
 * window, never a code or a key. To create it is to take the code: no process holds a lock that another one could find stale.
 */
export class HandedOut {
  constructor(private readonly folder: string) {}

  /**
   * Takes the code of a window.
   *
   * @param login in lower case
   * @returns whether nobody has taken it before
   * @throws NotWrittenError
   */
  async take(login: string, window: number): Promise<boolean> {
    const prefix = `${createHash('sha256').update(login).digest('hex').slice(0, 32)}-`;
    const isTaken = await this.#create(prefix + window).catch(error => {
      throw new NotWrittenError(
        `${visible(this.folder)}: It can't be written (${error.code}). Set ${STATE_VARIABLE} to a folder that can.`,
      );
    });
    if (isTaken) return false;
    await this.#removeBefore(prefix, window - KEPT_WINDOWS);
    return true;
  }

  /** @returns whether it was there already */
  async #create(name: string): Promise<boolean> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = await open(join(this.folder, name), 'wx', 0o600).catch(error => {
      if (error.code === 'EEXIST') return undefined;
      throw error;
    });
    await file?.close();
    return file === undefined;
  }

  /** What can't be removed does no harm. */
  async #removeBefore(prefix: string, window: number): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    const old = names.filter(name => name.startsWith(prefix) && Number(name.slice(prefix.length)) < window);
    await Promise.all(old.map(name => rm(join(this.folder, name), { force: true }).catch(() => {})));
  }
}
