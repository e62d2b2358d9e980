import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { cache, root, vsix } from './folders.mjs';

/** Writes the package only into the cache, for `npm start` and the tests. */
const forTools = '--for-tools';

/**
 * Bundles the extension: `node esbuild.js`.
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

/**
 * Packages the output of {@link build} as a VSIX.
 *
 * @returns {Promise<{ path: string, size: number }>} `size` in bytes
 */
export async function pack() {
  // Imported here because this module is loaded before dependencies are installed.
  const { default: vsce } = await import('@vscode/vsce');
  const stage = await mkdtemp(join(tmpdir(), 'xmfa-package-'));
  try {
    await copyProject(stage);
    await vsce.createVSIX({
      cwd: stage,
      packagePath: join(stage, basename(vsix)),
      dependencies: false,
      // The README's pictures are in the package.
      rewriteRelativeLinks: false,
      allowMissingRepository: true,
    });
    await mkdir(cache, { recursive: true });
    await cp(join(stage, basename(vsix)), vsix);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
  return { path: vsix, size: (await stat(vsix)).size };
}

/** Copies the project without its large folders: vsce reads every file before it excludes any. @param {string} stage */
async function copyProject(stage) {
  const heavy = ['.git', 'node_modules', 'out', basename(cache)];
  for (const name of await readdir(root)) {
    if (!heavy.includes(name) && !name.endsWith('.vsix'))
      await cp(join(root, name), join(stage, name), { recursive: true });
  }
}

/**
 * Builds and packages the extension in its own process, because vsce prints every file.
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

/** Copies the package to the project's root, named after its version. @returns {Promise<string>} its name */
async function copyToRoot() {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const copy = `${name}-${version}.vsix`;
  await cp(vsix, join(root, copy));
  return copy;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureDependencies();
  await build();
  const { size } = await pack();
  if (!process.argv.includes(forTools)) {
    const name = await copyToRoot();
    console.log(`${name} (${(size / 1024).toFixed(1)} KB)\nTo install it: code --install-extension ${name}`);
  }
}
