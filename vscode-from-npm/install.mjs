import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from '../scripts/folders.mjs';
import { npm } from '../scripts/npm.mjs';
import { isAlive } from '../scripts/processGroup.mjs';
import { sharedSecretsRevision, shareSecretsBetweenWindows } from './sharedSecrets.mjs';
import { RIPGREP, VERSIONS } from './versions.mjs';

/**
 * @typedef {object} VSCode a VS Code from npm, installed
 * @property {import('./versions.mjs').VersionName} name
 * @property {string} version
 * @property {string} node the executable that runs it
 * @property {string} serverMain its server's script
 */

const stampName = 'installed.sha256';
const spdlog = join(import.meta.dirname, 'spdlog.cjs');

/**
 * Installs a VS Code from npm into the cache, unless it is there already.
 *
 * @param {import('./versions.mjs').VersionName} name
 * @param {(line: string) => void} [report] progress, a line at a time
 * @returns {Promise<VSCode>}
 */
export async function installVSCode(name, report = console.log) {
  const { vscode } = VERSIONS[name];
  const folder = join(cache, vscode);
  const stamp = createHash('sha256')
    .update(JSON.stringify([lockfile(name), sharedSecretsRevision, await readFile(spdlog, 'utf8')]))
    .digest('hex');
  if (!(await isInstalled(folder, stamp))) {
    await removeAbandoned();
    // Made beside its place and moved there whole, so an interrupted installation never counts.
    const making = join(cache, `.making-${vscode}-${process.pid}`);
    await install(name, making, report);
    await writeFile(join(making, stampName), stamp);
    await moveInto(making, folder, stamp);
  }
  return {
    name,
    version: vscode,
    node: join(
      folder,
      'node_modules',
      nodePackage(name).name,
      'bin',
      process.platform === 'win32' ? 'node.exe' : 'node',
    ),
    serverMain: join(folder, vscodeFolder, 'out/server-main.js'),
  };
}

const vscodeFolder = 'node_modules/code-server/lib/vscode';

/** @param {import('./versions.mjs').VersionName} name @param {string} folder @param {(line: string) => void} report */
async function install(name, folder, report) {
  const lock = lockfile(name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, ...lock.packages[''] }));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const title = `VS Code ${VERSIONS[name].vscode}`;
  await npm(['ci', '--ignore-scripts'], { cwd: folder, label: `Downloading ${title} from npm`, report });
  await npm(['ci', '--ignore-scripts', '--omit=dev', '--legacy-peer-deps'], {
    // Its npm-shrinkwrap.json leaves out an optional peer, which npm ci takes for a fault otherwise.
    cwd: join(folder, vscodeFolder),
    label: `Downloading what ${title} depends on`,
    report,
  });
  if (name === 'oldest') await supplyRipgrep(folder);
  await cp(spdlog, join(folder, vscodeFolder, 'node_modules/@vscode/spdlog/index.js'));
  await shareSecretsBetweenWindows(join(folder, vscodeFolder));
}

/** @param {string} folder */
async function supplyRipgrep(folder) {
  await cp(
    join(folder, 'node_modules', RIPGREP.name, 'bin', `${process.platform}-${process.arch}`),
    join(folder, vscodeFolder, 'node_modules/@vscode/ripgrep/bin'),
    { recursive: true },
  );
}

/**
 * code-server's package without its dependencies: those serve its own front, which is not started here.
 *
 * @param {import('./versions.mjs').VersionName} name
 */
function lockfile(name) {
  const { codeServer, integrity } = VERSIONS[name];
  const packages = [{ name: 'code-server', version: codeServer, integrity }, nodePackage(name)];
  if (name === 'oldest') packages.push(RIPGREP);
  return {
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { dependencies: Object.fromEntries(packages.map(({ name, version }) => [name, version])) },
      ...Object.fromEntries(
        packages.map(({ name, version, integrity }) => [`node_modules/${name}`, { version, integrity }]),
      ),
    },
  };
}

/** @param {import('./versions.mjs').VersionName} name */
function nodePackage(name) {
  const system = `${process.platform}-${process.arch}`;
  const node = VERSIONS[name].nodes[system];
  if (node) return node;
  throw new Error(
    `The VS Code from npm does not run on ${system}. Use a desktop VS Code: npm run test:desktop.`,
  );
}

/** @param {string} folder @param {string} stamp */
async function isInstalled(folder, stamp) {
  try {
    return (await readFile(join(folder, stampName), 'utf8')) === stamp;
  } catch {
    return false;
  }
}

/** @param {string} making @param {string} folder @param {string} stamp */
async function moveInto(making, folder, stamp) {
  // Another process may have installed the same in the meantime: then its copy stays.
  if (!(await isInstalled(folder, stamp))) {
    await rm(folder, { recursive: true, force: true });
    try {
      await rename(making, folder);
      return;
    } catch (error) {
      if (!(await isInstalled(folder, stamp))) throw error;
    }
  }
  await rm(making, { recursive: true, force: true });
}

/** Clears away what interrupted installations left. */
async function removeAbandoned() {
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache)) {
    const pid = /^\.making-.*-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(cache, name), { recursive: true, force: true });
  }
}
