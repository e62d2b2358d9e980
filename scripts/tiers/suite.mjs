import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERSIONS } from '../../vscode-from-npm/versions.mjs';
import { root } from '../folders.mjs';
import { files } from './checks.mjs';
import { sum } from './counts.mjs';
import { checked, readReport } from './report.mjs';
import { runNode } from './run.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('./options.mjs').Options} Options */

/** The domain has a process of its own: some of its tests count calls, for which V8 goes through all that is loaded. */
const DOMAIN = join(root, 'out/test/unit/core', '/');
/** How many processes the other unit tests are dealt to, as half of their time is waiting for git and other processes. */
const OTHERS = 4;

/**
 * Runs the unit tests in several processes.
 *
 * @param {Options} options
 */
export async function runUnitTests({ grep }) {
  const tests = files('out/test/unit', /\.test\.js$/).map(file => join(root, file));
  const domain = tests.filter(file => file.startsWith(DOMAIN));
  const others = tests.filter(file => !file.startsWith(DOMAIN));
  const hands = Array.from({ length: OTHERS }, (_, hand) =>
    others.filter((_, index) => index % OTHERS === hand),
  );
  const runs = [domain, ...hands].map(files => runSuite('unitSuite.mjs', { files, grep }, true));
  return sum(await Promise.all(runs));
}

/** @param {import('../../vscode-from-npm/versions.mjs').VersionName} vscode @param {Options} options */
export function runHostTests(vscode, { desktop, grep }) {
  const version = vscode === 'newest' ? 'stable' : VERSIONS[vscode].vscode;
  return runSuite('hostSuite.mjs', { vscode, version, desktop, grep });
}

/**
 * Runs a script of this folder in its own process. It gets the options as JSON in its first argument, works in
 * `options.folder`, and writes {@link Counts} to `options.report`.
 *
 * @param {string} script
 * @param {Record<string, unknown> & { grep: string | undefined }} options
 * @param {boolean} [yields] see {@link runNode}
 * @returns {Promise<Counts>}
 */
async function runSuite(script, options, yields = false) {
  // A short path: the desktop's socket paths in it are limited to 103 characters.
  const folder = await mkdtemp(join(tmpdir(), 'xmfa-'));
  const report = join(folder, 'report.json');
  const file = join(import.meta.dirname, script);
  const args = ['--enable-source-maps', file, JSON.stringify({ ...options, folder, report })];
  const ended = await runNode(args, { yields });
  console.log(ended.output);
  const counts = checked(ended, await readReport(report), options.grep !== undefined);
  if (counts.failed > 0) console.log(`Files left for a look: ${folder}`);
  else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return counts;
}
