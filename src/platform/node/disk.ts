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

/** All system calls of a change, so that tests can make each of them fail. */
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
  /** Writes an existing file and flushes it, so that it is not empty under its new name after a crash. */
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
  /** A pause of random length, so that two waiting processes don't stay in step. */
  pause: (): Promise<void> => delay(5 + 20 * Math.random()),
  /** After how many pauses without progress a lock counts as abandoned. About five seconds. */
  patience: 300,
  /** Windows's error codes while another program, such as a scanner, has the file open. Elsewhere they are final. */
  busyCodes: new Set(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []),
};

export type Disk = Readonly<typeof nodeDisk>;

/** Retries a task while the file is busy, until the disk's patience ends. */
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

/** The code of a file system error, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
