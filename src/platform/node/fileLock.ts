import { basename, dirname, join } from 'node:path';
import { codeOf, type Disk } from './disk';

/**
 * The right to replace a file: a folder beside it with a fixed name, which contains the new file. Taking the lock from an
 * owner that seems dead moves the folder away with the new file, so an owner that was only slow can't replace anything
 * any more. Safety doesn't depend on a clock.
 */
export class FileLock {
  private constructor(
    /** The new file, under a random name. */
    readonly file: string,
    private readonly disk: Disk,
  ) {}

  static async take(target: string, disk: Disk): Promise<FileLock> {
    const shared = beside(target, 'lock');
    let seen: string | undefined;
    for (let pauses = 0; ; pauses++) {
      const owner = await ownerOf(shared, disk);
      const lock = owner === undefined ? await FileLock.#tryTake(target, shared, disk) : undefined;
      if (lock) return lock;
      if (owner !== seen) pauses = 0;
      seen = owner;
      if (pauses > 2 * disk.patience) throw new Error(`${shared} is in the way`);
      if (pauses >= disk.patience)
        await takeAway(shared, beside(target, `${crypto.randomUUID()}.lock`), disk);
      await disk.pause();
    }
  }

  /** @returns `undefined` if another process was faster */
  static async #tryTake(target: string, shared: string, disk: Disk): Promise<FileLock | undefined> {
    const id = crypto.randomUUID();
    const own = beside(target, `${id}.lock`);
    try {
      await disk.mkdir(own);
      await disk.create(join(own, id));
      // A rename replaces at most an empty folder, which is what a finished owner leaves.
      return (await isMoved(disk.rename(own, shared), disk))
        ? new FileLock(join(shared, id), disk)
        : undefined;
    } finally {
      // After a successful move there is nothing to remove.
      await disk.rm(own, { recursive: true, force: true }).catch(() => {});
    }
  }

  /** Ignores errors: others will take over an abandoned lock. */
  async release(): Promise<void> {
    await this.disk.unlink(this.file).catch(() => {});
    await this.disk.rmdir(dirname(this.file)).catch(() => {});
  }
}

/** @returns `false` if the target already exists */
async function isMoved(move: Promise<void>, disk: Disk): Promise<boolean> {
  try {
    await move;
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || disk.busyCodes.has(code)) return false;
    throw error;
  }
}

/** A hidden path in the same folder, so that moving a file from there is atomic. */
function beside(target: string, ending: string): string {
  return join(dirname(target), `.${basename(target)}.${ending}`);
}

/** Changes with each new owner, and while an owner is working. */
async function ownerOf(lock: string, disk: Disk): Promise<string | undefined> {
  const found = await disk.stat(lock).catch(() => undefined);
  return found && `${found.ino} ${found.mtimeMs}`;
}

async function takeAway(lock: string, to: string, disk: Disk): Promise<void> {
  // Another waiting process may have been faster.
  await disk.rename(lock, to).catch(() => {});
  await disk.rm(to, { recursive: true, force: true }).catch(() => {});
}
