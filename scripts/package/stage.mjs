import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cache } from '../folders.mjs';

/** The time of all files in packages, in seconds since 1970: what npm writes. A ZIP archive has none before 1980. */
export const PACKED_AT = 499_162_500;

/** Large, and in neither package. */
const HEAVY = ['.git', 'node_modules', 'out', 'src', 'test', basename(cache)];

/**
 * Copies a folder, so that a tool finds files that are as readable as any other computer's.
 *
 * @template T
 * @param {string} folder
 * @param {(stage: string) => Promise<T>} work with the copy
 */
export async function staged(folder, work) {
  const stage = await mkdtemp(join(tmpdir(), 'xmfa-package-'));
  try {
    for (const name of await readdir(folder)) {
      if (!HEAVY.includes(name) && !/\.(?:vsix|tgz)$/.test(name))
        await cp(join(folder, name), join(stage, name), { recursive: true });
    }
    for (const entry of await readdir(stage, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) await chmod(join(entry.parentPath ?? entry.path, entry.name), 0o644);
    return await work(stage);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
