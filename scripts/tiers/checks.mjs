import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../folders.mjs';
import { oneFailed, onePassed, sum } from './counts.mjs';
import { runNode } from './run.mjs';

/** Lint, format, imports, spelling, wording and unused code of the whole project. */
export async function lint() {
  const counts = [
    await tool('@biomejs/biome/bin/biome', 'check', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`),
    await tool('cspell/bin.mjs', '--no-progress', '--no-summary'),
    await check('the wording of comments and documents', 'scripts/wording.mjs'),
  ];
  // Knip requires ES modules from CommonJS, which Node can do since 20.19.
  if (process.features.require_module) counts.push(await tool('knip/bin/knip.js'));
  else console.log('Skipped knip, which needs Node 20.19.');
  return sum(counts);
}

/** Type checks of the extension and tests, and of each webview with the browser's types instead of Node's. */
export async function types() {
  const counts = [];
  for (const project of ['.', ...files('src', /[\\/]webview[\\/]tsconfig\.json$/)])
    counts.push(await tool('typescript/bin/tsc', '-p', project));
  return sum(counts);
}

/** The bundles and the package. */
export async function bundles() {
  return sum(
    await Promise.all([
      check('the extension and its package', 'scripts/package.mjs', '--for-tools'),
      check('the tests', 'esbuild.js', '--tests'),
    ]),
  );
}

/** Checks the bundles and the package against their size limits. */
export function sizes() {
  return tool('size-limit/bin.js');
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
async function tool(script, ...args) {
  const { code, output, processor } = await runNode([join('node_modules', script), ...args]);
  if (output) console.log(output.trimEnd());
  return { ...(code === 0 ? onePassed : oneFailed), processor };
}

/** @param {string} what @param {string[]} args */
async function check(what, ...args) {
  const { code, output, processor } = await runNode(args);
  console.log(code === 0 ? `  ✔ ${what}` : `  ✖ ${what}: ${output.trim()}`);
  return { ...(code === 0 ? onePassed : oneFailed), processor };
}
