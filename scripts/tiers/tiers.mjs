import { bundles, lint, sizes, types } from './checks.mjs';
import { runPlaywright } from './playwright.mjs';
import { runHostTests, runUnitTests } from './suite.mjs';

/**
 * The tiers of a lane run in turn; lanes run in parallel, because many tests wait for a VS Code or for the next code. The
 * lanes take about equally long.
 */
export const LANES = /** @type {const} */ (['build', 'small', 'host', 'e2e']);

/**
 * @typedef {object} Tier
 * @property {string} name what `--only` chooses
 * @property {(typeof LANES)[number]} lane
 * @property {boolean} needsBuild
 * @property {(options: import('./options.mjs').Options) => Promise<import('./counts.mjs').Counts>} run
 * @property {import('../../vscode-from-npm/versions.mjs').VersionName} [vscode] what `--vscode` chooses
 */

// biome-ignore format: a tier a line
/** @type {readonly Tier[]} */
export const TIERS = [
  { name: 'build', lane: 'build', needsBuild: false, run: bundles },
  { name: 'lint',  lane: 'small', needsBuild: false, run: lint },
  { name: 'types', lane: 'small', needsBuild: false, run: types },
  { name: 'sizes', lane: 'small', needsBuild: true,  run: sizes },
  { name: 'unit',  lane: 'small', needsBuild: true,  run: runUnitTests },
  { name: 'pages', lane: 'small', needsBuild: true,  run: options => runPlaywright('test/pages', options) },
  { name: 'host',  lane: 'host',  needsBuild: true,  run: options => runHostTests('newest', options), vscode: 'newest' },
  { name: 'e2e',   lane: 'e2e',   needsBuild: true,  run: options => runPlaywright('test/e2e', options) },
  { name: 'host',  lane: 'e2e',   needsBuild: true,  run: options => runHostTests('oldest', options), vscode: 'oldest' },
];

export const TIER_NAMES = [...new Set(TIERS.map(({ name }) => name))];

/**
 * The tiers of a lane. Desktop VS Codes share one clipboard, so with them everything except the build is one lane.
 *
 * @param {(typeof LANES)[number]} lane @param {{ desktop: boolean }} options
 */
export const tiersOf = (lane, { desktop }) =>
  TIERS.filter(tier => (desktop && tier.lane !== 'build' ? 'host' : tier.lane) === lane);
