import { bundles, lint, sizes, types } from './checks.mjs';
import { runPlaywright } from './playwright.mjs';
import { runHostTests, runUnitTests } from './suite.mjs';

/**
 * @typedef {object} Tier
 * @property {string} name what `--only` chooses
 * @property {boolean} needsBuild
 * @property {(options: import('./options.mjs').Options) => Promise<import('./counts.mjs').Counts>} run
 * @property {import('../../vscode-from-npm/versions.mjs').VersionName} [vscode] what `--vscode` chooses
 */

// biome-ignore format: a tier a line
/**
 * Several run at once, and each that ends makes room for the next one. So those that need no build come first, and then the
 * longest ones: a short one fills what is left at the end.
 *
 * @type {readonly Tier[]}
 */
export const TIERS = [
  { name: 'build', needsBuild: false, run: bundles },
  { name: 'lint',  needsBuild: false, run: lint },
  { name: 'types', needsBuild: false, run: types },
  { name: 'e2e',   needsBuild: true,  run: options => runPlaywright('test/e2e', options) },
  { name: 'unit',  needsBuild: true,  run: runUnitTests },
  { name: 'host',  needsBuild: true,  run: options => runHostTests('newest', options), vscode: 'newest' },
  { name: 'pages', needsBuild: true,  run: options => runPlaywright('test/pages', options) },
  { name: 'host',  needsBuild: true,  run: options => runHostTests('oldest', options), vscode: 'oldest' },
  { name: 'sizes', needsBuild: true,  run: sizes },
];

export const TIER_NAMES = [...new Set(TIERS.map(({ name }) => name))];

/**
 * How many tiers run at once: more than two cores have work for, because many tests wait for a VS Code or for the next code.
 * Desktop VS Codes share one clipboard.
 *
 * @param {{ desktop: boolean }} options
 */
export const tiersAtOnce = ({ desktop }) => (desktop ? 1 : 3);
