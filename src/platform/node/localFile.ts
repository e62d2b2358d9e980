import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { CHANGE_ATTEMPTS, type FileChange, FileKeepsChangingError, sameBytes } from '../fileChange';
import { codeOf, type Disk, nodeDisk, whenFree } from './disk';
import { FileLock } from './fileLock';

/**
 * Changes a local file. Readers see either the old bytes or the new ones, even after a crash; the file keeps its mode, and
 * a link stays a link. Changes through this function take turns across processes, so none is lost. If another program
 * changes the file before it is replaced, the change is repeated on that program's bytes.
 *
 * @throws what `change` throws, {@link FileKeepsChangingError}, and errors of the file system, which leave the file unchanged
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
      // Another process took the lock, and the new file with it.
      if (attempt === CHANGE_ATTEMPTS || codeOf(error) !== 'ENOENT') throw error;
    } finally {
      await lock.release();
    }
  }
}

/** Resolves the links of a path. A broken link is an error, because its target may only be unreachable. */
async function targetOf(path: string, disk: Disk): Promise<string> {
  try {
    return await disk.realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    // Another program may have created the file in the meantime.
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

/** @throws if the old file is read-only, although its folder would allow replacing it */
async function copyMode(from: string, to: string, disk: Disk): Promise<void> {
  await disk.access(from, constants.W_OK);
  const { mode, uid, gid } = await disk.stat(from);
  // Only an administrator may change a file's owner.
  await disk.chown(to, uid, gid).catch(() => {});
  await disk.chmod(to, mode & 0o7777);
}

/** Synchronous, so that other programs have almost no time to change the file unnoticed. */
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
