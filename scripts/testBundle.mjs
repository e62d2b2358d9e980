import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './folders.mjs';
import { build } from './package.mjs';

/**
 * Builds and packages the extension, builds what is in `test/`, and loads a module of it.
 *
 * @param {string} name the module's path below `out/test`
 */
export async function loadTestBundle(name) {
  await ensureDependencies();
  console.log('Building and packaging the extension…');
  // In a process of its own, as vsce lists every file on the console.
  await promisify(execFile)(process.execPath, [join(root, 'scripts/package.mjs')]).catch(({ stderr }) => {
    console.error(stderr);
    process.exit(1);
  });
  await build(['--tests']);
  return import(pathToFileURL(join(root, 'out/test', name)).href);
}
