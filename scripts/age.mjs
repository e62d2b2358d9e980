/** Debian's `age` command, for the tests that the team store is read and written by other tools, too. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cache } from './folders.mjs';

const run = promisify(execFile);
const folder = join(cache, 'age');

/** @typedef {{ age: string, keygen: string }} AgeCommands paths of `age` and `age-keygen` */

/**
 * Finds the commands, or unpacks them into this project's cache, which needs no rights.
 *
 * @returns {Promise<AgeCommands | undefined>} `undefined` where there are none and none can be had
 */
export async function findAge() {
  for (const bin of [...(process.env['PATH'] ?? '').split(':'), join(folder, 'usr/bin')]) {
    if (existsSync(join(bin, 'age-keygen')))
      return { age: join(bin, 'age'), keygen: join(bin, 'age-keygen') };
  }
  if (process.platform !== 'linux') return undefined;
  await mkdir(folder, { recursive: true });
  // A fresh machine has no list of packages, and only its owner may fetch one.
  for (const prepare of [async () => {}, () => run('apt-get', ['update'])]) {
    try {
      await prepare();
      await run('apt-get', ['download', 'age'], { cwd: folder });
      const [file] = (await readdir(folder)).filter(name => name.endsWith('.deb'));
      if (file === undefined) return undefined;
      await run('dpkg-deb', ['-x', join(folder, file), folder]);
      return { age: join(folder, 'usr/bin/age'), keygen: join(folder, 'usr/bin/age-keygen') };
    } catch {
      // Then it is tried the next way, or said where it is missing.
    }
  }
  return undefined;
}
