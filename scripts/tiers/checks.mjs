import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../folders.mjs';
import { build, pack } from '../package.mjs';
import { oneFailed, onePassed, sum } from './counts.mjs';

/** Lint, format and imports, spelling, and what nothing uses, over the whole project. */
export function lint() {
  const counts = [
    tool('@biomejs/biome/bin/biome', ['check', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`]),
    tool('cspell/bin.mjs', ['--no-progress', '--no-summary']),
  ];
  // Knip runs where CommonJS may require ES modules: Node 20.19 or newer.
  if (process.features.require_module) counts.push(tool('knip/bin/knip.js', []));
  else console.log('Skipped knip, which needs Node 20.19.');
  return sum(counts);
}

/** The types of the extension and tests, and of each webview, which has the browser's instead of Node's. */
export function types() {
  const webviews = files('src', /[\\/]webview[\\/]tsconfig\.json$/);
  return sum(['.', ...webviews].map(project => tool('typescript/bin/tsc', ['-p', project])));
}

/** The bundles and the package. */
export async function bundles() {
  /** @type {[string, () => Promise<unknown>][]} */
  const steps = [
    ['the extension', () => build()],
    ['the tests', () => build(['--tests'])],
    ['the package', pack],
  ];
  const counts = [];
  for (const [what, make] of steps) {
    try {
      await make();
      console.log(`  ✔ ${what}`);
      counts.push(onePassed);
    } catch (error) {
      console.log(`  ✖ ${what}: ${error instanceof Error ? error.message : error}`);
      counts.push(oneFailed);
    }
  }
  return sum(counts);
}

/** Whether the bundles or the package have become too large. */
export function sizes() {
  return tool('size-limit/bin.js', []);
}

/**
 * @param {string} folder in the project
 * @param {RegExp} pattern
 */
export function files(folder, pattern) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(name => pattern.test(name))
    .sort();
}

/** @param {string} script in node_modules @param {string[]} args */
function tool(script, args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0 ? onePassed : oneFailed;
}
