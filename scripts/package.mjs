import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { cache, npmPackage, root, vsix } from './folders.mjs';
import { packNpm } from './package/npmPackage.mjs';
import { packVsix } from './package/vsix.mjs';

/** Writes the packages only into the cache, for `npm start` and the tests. */
const forTools = '--for-tools';

/**
 * Bundles the extension and the command line: `node esbuild.js`.
 *
 * @param {string[]} [options] of esbuild.js
 * @throws {Error} with the compiler's message
 */
export async function build(options = []) {
  await promisify(execFile)(process.execPath, [join(root, 'esbuild.js'), ...options], { cwd: root }).catch(
    error => {
      throw new Error(`${['node esbuild.js', ...options].join(' ')} failed.\n${error.stderr}`.trim());
    },
  );
}

/** Packages the output of {@link build}. The same commit gives the same bytes, with the same Node.js and npm. */
export async function pack() {
  await mkdir(cache, { recursive: true });
  await Promise.all([packVsix(), packNpm()]);
}

/**
 * Builds and packages in a process of its own.
 *
 * @throws {Error} with the compiler's message
 */
export async function packageQuietly() {
  console.log('Building and packaging the extension…');
  await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), forTools]).catch(
    ({ stderr }) => {
      throw new Error(stderr.trim());
    },
  );
}

/** Copies the packages to the project's root, named after their version. */
async function copyToRoot() {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const copies = [
    [vsix, `xero-test-mfa-${version}.vsix`, 'code --install-extension'],
    [npmPackage, `xero-mfa-${version}.tgz`, 'npm install --save-dev'],
  ];
  for (const [from = '', name = '', install] of copies) {
    await cp(from, join(root, name));
    const { size } = await stat(from);
    console.log(`${name} (${(size / 1024).toFixed(1)} KB)\n  To install it: ${install} ${name}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureDependencies();
  await build();
  await pack();
  if (!process.argv.includes(forTools)) await copyToRoot();
}
