import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './folders.mjs';
import { npm } from './npm.mjs';

const oldestNode = /** @type {const} */ ([20, 11]);

/**
 * Installs the dependencies, unless package-lock.json is already satisfied.
 *
 * @param {(line: string) => void} [report] progress, a line at a time
 * @throws {Error} if Node is too old or npm fails
 */
export async function ensureDependencies(report = console.log) {
  checkNode(process.versions.node);
  if (await isInstalled()) return;
  await npm(['ci', '--ignore-scripts'], { cwd: root, label: 'Installing dependencies', report });
}

/**
 * Whether everything is installed. npm writes node_modules/.package-lock.json when it has finished; packages for other
 * systems may be missing from it.
 */
async function isInstalled() {
  const wanted = await packages('package-lock.json');
  const installed = await packages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/**
 * @param {string} lockfile
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }>>}
 */
async function packages(lockfile) {
  try {
    return JSON.parse(await readFile(join(root, lockfile), 'utf8')).packages;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

/** @param {string} version */
function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new Error(`Use Node ${oldestNode.join('.')} or newer. This is Node ${version}.`);
  }
}
