import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { CHANGE_ATTEMPTS, type FileChange, FileKeepsChangingError, sameBytes } from '../fileChange';
import { codeOf, type Disk, nodeDisk, whenFree } from './disk';
import { FileLock } from './fileLock';

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
    const lock = await FileLock.take(target, disk);
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

/** The file that a path leads to. A link to nowhere is an error: its target may only be out of reach. */
async function targetOf(path: string, disk: Disk): Promise<string> {
  try {
    return await disk.realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    // Another program may have made a file there since.
    const isLink = await disk.lstat(path).then(
      stat => stat.isSymbolicLink(),
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

/** @throws if the old file may not be written to, though the folder would let it be replaced */
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
