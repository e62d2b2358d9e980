import { readFileSync, renameSync } from 'node:fs';
import {
  access,
  chmod,
  chown,
  constants,
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
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CHANGE_ATTEMPTS, type FileChange, FileKeepsChangingError, sameBytes } from './fileChange';

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

/**
 * Changes a file of this machine. A reader sees the old bytes or the new ones, after a crash too; the file keeps its
 * mode and a link stays a link. Whoever changes the file through this function, in any process, loses nothing: they
 * take turns. A change by another program is seen until the instant of the replacement, and the change is then made
 * again on what that program wrote.
 *
 * @throws what `change` throws, {@link FileKeepsChangingError}, and errors of the file system; the file is then as it was
 */
export async function changeLocalFile(
  path: string,
  change: FileChange,
  disk: Disk = nodeDisk,
): Promise<void> {
  const target = await targetOf(path, disk);
  let before = await read(target, disk);
  let after = change(before);
  for (let attempt = 1; after; attempt++) {
    await disk.mkdir(dirname(target), { recursive: true });
    const lock = await Lock.take(target, disk);
    try {
      const now = await read(target, disk);
      if (!sameBytes(now, before)) {
        before = now;
        after = change(now);
        if (!after) return;
      }
      if (now) await copyMode(target, lock.file, disk);
      await disk.fill(lock.file, after);
      if (await whenFree(disk, () => replaceUnchanged(lock.file, target, now, disk))) return;
      if (attempt === CHANGE_ATTEMPTS) throw new FileKeepsChangingError();
    } catch (error) {
      // The lock was taken away, and what was to be the new file with it.
      if (attempt === CHANGE_ATTEMPTS || codeOf(error) !== 'ENOENT') throw error;
    } finally {
      await lock.release();
    }
  }
}

/** The file that a path leads to. A link to nowhere is refused: what it should lead to may only be out of reach. */
async function targetOf(path: string, disk: Disk): Promise<string> {
  try {
    return await disk.realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const isLink = await disk.lstat(path).then(
      () => true,
      () => false,
    );
    if (isLink) throw error;
    return path;
  }
}

async function read(path: string, disk: Disk): Promise<Uint8Array | undefined> {
  try {
    return await whenFree(disk, () => disk.readFile(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @throws where the old file may not be written to, though the folder would let it be replaced */
async function copyMode(from: string, to: string, disk: Disk): Promise<void> {
  await disk.access(from, constants.W_OK);
  const { mode, uid, gid } = await disk.stat(from);
  // Only an administrator may give files to others.
  await disk.chown(to, uid, gid).catch(() => {});
  await disk.chmod(to, mode & 0o7777);
}

/** With nothing in between, other programs have no time to change the file unseen. */
function replaceUnchanged(from: string, to: string, expected: Uint8Array | undefined, disk: Disk): boolean {
  let now: Uint8Array | undefined;
  try {
    now = disk.readFileSync(to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  if (!sameBytes(now, expected)) return false;
  disk.renameSync(from, to);
  return true;
}

/**
 * The right to replace a file: a folder beside it of a known name, in which the new file is written. Whoever takes it
 * from an owner that seems dead moves that folder away with the new file in it, so that an owner that was only slow
 * can no longer replace anything. Safety depends on no clock.
 */
class Lock {
  private constructor(
    /** The file that is to be the new one. It is nobody else's: its name is random. */
    readonly file: string,
    private readonly disk: Disk,
  ) {}

  static async take(target: string, disk: Disk): Promise<Lock> {
    const beside = (middle: string): string => join(dirname(target), `.${basename(target)}.${middle}`);
    const id = crypto.randomUUID();
    const own = beside(`${id}.lock`);
    const shared = beside('lock');
    try {
      await disk.mkdir(own);
      await disk.create(join(own, id));
      let seen: string | undefined;
      for (let pauses = 0; ; pauses++) {
        try {
          // A folder takes the place of an empty one at most: that of an owner that was done.
          await disk.rename(own, shared);
          return new Lock(join(shared, id), disk);
        } catch (error) {
          const code = codeOf(error);
          const isTaken = code === 'ENOTEMPTY' || code === 'EEXIST' || disk.busyCodes.has(code);
          if (!isTaken || pauses > 2 * disk.patience) throw error;
        }
        const owner = await ownerOf(shared, disk);
        if (owner !== seen) pauses = 0;
        seen = owner;
        if (pauses >= disk.patience) await takeAway(shared, beside(`${crypto.randomUUID()}.lock`), disk);
        await disk.pause();
      }
    } catch (error) {
      await disk.rm(own, { recursive: true, force: true }).catch(() => {});
      throw error;
    }
  }

  /** What cannot be removed is in nobody's way for long. */
  async release(): Promise<void> {
    await this.disk.unlink(this.file).catch(() => {});
    await this.disk.rmdir(dirname(this.file)).catch(() => {});
  }
}

/** Changes with each new owner, and as long as an owner is at work. */
async function ownerOf(lock: string, disk: Disk): Promise<string | undefined> {
  const found = await disk.stat(lock).catch(() => undefined);
  return found && `${found.ino} ${found.mtimeMs}`;
}

async function takeAway(lock: string, to: string, disk: Disk): Promise<void> {
  // Another one that waits may have been faster.
  await disk.rename(lock, to).catch(() => {});
  await disk.rm(to, { recursive: true, force: true }).catch(() => {});
}

async function whenFree<T>(disk: Disk, run: () => T | Promise<T>): Promise<T> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await run();
    } catch (error) {
      if (pauses >= disk.patience || !disk.busyCodes.has(codeOf(error))) throw error;
    }
    await disk.pause();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
