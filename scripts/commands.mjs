/** Debian's commands that tests run: other tools that read the team store, and pytest for an example. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cache } from './folders.mjs';

const run = promisify(execFile);

/** The packages of each command, with its libraries. */
const PACKAGES = {
  age: ['age'],
  oathtool: ['oathtool', 'liboath0'],
  'pytest-3': ['python3-pytest', 'python3-iniconfig', 'python3-packaging', 'python3-pluggy'],
};

/**
 * Finds commands, or unpacks them into this project's cache without root.
 *
 * @param {readonly (keyof typeof PACKAGES)[]} names
 * @returns {Promise<Record<string, string | undefined> | undefined>} an environment that has them on the
 *   PATH; `undefined` if one is missing and can't be downloaded
 */
export async function environmentWith(names) {
  const folder = join(cache, 'debian');
  const environment = {
    ...process.env,
    PATH: `${process.env['PATH']}${delimiter}${join(folder, 'usr/bin')}`,
  };
  for (const name of names) {
    if (environment.PATH.split(delimiter).some(bin => existsSync(join(bin, name)))) continue;
    if (process.platform !== 'linux' || !(await unpack(PACKAGES[name], folder))) return undefined;
  }
  const libraries = existsSync(join(folder, 'usr/lib'))
    ? (await readdir(join(folder, 'usr/lib'))).map(each => join(folder, 'usr/lib', each))
    : [];
  return {
    ...environment,
    LD_LIBRARY_PATH: [...libraries, process.env['LD_LIBRARY_PATH'] ?? ''].join(':'),
    PYTHONPATH: [join(folder, 'usr/lib/python3/dist-packages'), process.env['PYTHONPATH'] ?? ''].join(':'),
  };
}

/** @param {readonly string[]} packages @param {string} folder @returns {Promise<boolean>} whether that worked */
async function unpack(packages, folder) {
  await mkdir(folder, { recursive: true });
  // A fresh machine has no package list, and only root can fetch one.
  for (const prepare of [async () => {}, () => run('apt-get', ['update'])]) {
    try {
      await prepare();
      await run('apt-get', ['download', ...packages], { cwd: folder });
      for (const file of await readdir(folder)) {
        if (file.endsWith('.deb')) await run('dpkg-deb', ['-x', join(folder, file), folder]);
      }
      return true;
    } catch {
      // The next way is tried; the caller reports a command that is still missing.
    }
  }
  return false;
}
