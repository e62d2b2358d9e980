import { readFileSync, renameSync } from 'node:fs';
import {
  access,
  chmod,
  chown,
  lstat,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
} from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Every call to the system that a change makes, so that a test can have each of them fail. */
export const nodeDisk = {
  access,
  chmod,
  chown,
  lstat,
  mkdir,
  readFile,
  readFileSync,
  realpath,
  rename,
  renameSync,
  rm,
  rmdir,
  stat,
  unlink,
  create: async (path: string): Promise<void> => (await open(path, 'wx')).close(),
  /** Writes a file that exists, to the disk itself: after a crash it must not be empty under its new name. */
  fill: async (path: string, bytes: Uint8Array): Promise<void> => {
    const file = await open(path, 'r+');
    try {
      await file.truncate();
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  /** A pause of random length, so that two who wait for each other do not keep in step. */
  pause: (): Promise<void> => delay(5 + 20 * Math.random()),
  /** How many pauses a lock may be held with no sign of life. About five seconds. */
  patience: 300,
  /** What Windows says while a scanner or another program has the file open; elsewhere these are final. */
  busyCodes: new Set(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []),
};

export type Disk = Readonly<typeof nodeDisk>;

/** Runs again and again while the file is busy, and gives up as the disk's patience ends. */
export async function whenFree<T>(disk: Disk, run: () => T | Promise<T>): Promise<T> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await run();
    } catch (error) {
      if (pauses >= disk.patience || !disk.busyCodes.has(codeOf(error))) throw error;
    }
    await disk.pause();
  }
}

/** The code of an error of the file system, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
