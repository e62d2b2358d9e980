import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../folders.mjs';
import { spawnGroup } from '../processGroup.mjs';
import { oneFailed, sum } from './counts.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('@playwright/test/reporter').JSONReport} JSONReport */
/** @typedef {import('@playwright/test/reporter').JSONReportSuite} JSONReportSuite */

/**
 * Runs a script beside this one in a process of its own: it gets the options as JSON in its first argument, works in
 * `options.folder`, and writes {@link Counts} to `options.report`.
 *
 * @param {string} script
 * @param {Record<string, unknown> & { grep: string | undefined }} options
 * @returns {Promise<Counts>}
 */
export async function runSuite(script, options) {
  // A short path: the desktop's sockets in it may have 103 characters.
  const folder = await mkdtemp(join(tmpdir(), 'xmfa-'));
  const report = join(folder, 'report.json');
  const file = join(import.meta.dirname, script);
  const args = ['--enable-source-maps', file, JSON.stringify({ ...options, folder, report })];
  // In one piece at its end: suites run side by side.
  let output = '';
  const code = await run(args, {}, text => (output += text));
  console.log(output);
  const counts = check(code, await read(report), options.grep !== undefined);
  if (counts.failed > 0) console.log(`Files left for a look: ${folder}`);
  else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return counts;
}

/**
 * Runs the tests of a folder with Playwright.
 *
 * @param {string} folder in the project, which has a playwright.config.ts
 * @param {{ grep: string | undefined, trace: boolean }} options
 * @returns {Promise<Counts>}
 */
export async function runPlaywright(folder, { grep, trace }) {
  const report = join(root, 'out/playwright.json');
  await rm(report, { force: true });
  const code = await run(
    [
      ...[join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', folder],
      ...['--reporter', 'list,json'],
      ...(grep === undefined ? [] : ['--grep', grep, '--pass-with-no-tests']),
      ...(trace ? ['--trace', 'retain-on-failure'] : []),
    ],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    line => process.stdout.write(line),
  );
  const counts = check(code, countsOf(await read(report)), grep !== undefined);
  if (counts.failed > 0)
    console.log(
      trace
        ? 'To look into a trace: npx playwright show-trace --host 127.0.0.1 <trace.zip>'
        : 'To look into a failure: npm test -- --only e2e --trace --grep <title>',
    );
  return counts;
}

/** @param {JSONReport | undefined} report @returns {Counts | undefined} */
function countsOf(report) {
  if (report === undefined) return undefined;
  const { config, stats, errors, suites } = report;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: suites.flatMap(failuresIn),
    files: suites.map(suite => [join(config.rootDir, suite.file), durationOf(suite)]),
  };
}

/** @param {JSONReportSuite} suite @returns {string[]} */
function failuresIn({ file, specs, suites = [] }) {
  const titles = specs.filter(({ ok }) => !ok).map(({ title }) => `${file}: ${title}`);
  return [...titles, ...suites.flatMap(failuresIn)];
}

/** @param {JSONReportSuite} suite @returns {number} milliseconds */
function durationOf({ specs, suites = [] }) {
  const results = specs.flatMap(({ tests }) => tests.flatMap(test => test.results));
  return [...results.map(({ duration }) => duration), ...suites.map(durationOf)].reduce((a, b) => a + b, 0);
}

/**
 * @param {string[]} args of Node
 * @param {NodeJS.ProcessEnv} env added to this process's own
 * @param {(text: string) => void} hear what it writes
 * @returns {Promise<number>} its exit code
 */
async function run(args, env, hear) {
  const child = spawnGroup(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    last: 'SIGTERM',
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear);
  const [code] = await once(child, 'close');
  return code;
}

/** @param {string} file @returns {Promise<any>} undefined when there is none */
async function read(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * What a suite comes to: that it broke off, or ran nothing, is a failure too.
 *
 * @param {number} code
 * @param {Counts | undefined} counts
 * @param {boolean} mayBeEmpty
 * @returns {Counts}
 */
function check(code, counts, mayBeEmpty) {
  if (counts === undefined) return fail(`The suite left no report (exit code ${code}).`);
  if (counts.passed + counts.failed === 0 && !mayBeEmpty) return fail('The suite ran no test.');
  if (code !== 0 && counts.failed === 0) return fail(`The suite ended with exit code ${code}.`, counts);
  return { ...counts, files: counts.files?.map(([file, duration]) => [sourceOf(file), duration]) ?? [] };
}

/** @param {string} message @param {Counts[]} counts */
function fail(message, ...counts) {
  console.log(message);
  return sum([...counts, oneFailed]);
}

/** @param {string} file bundled or not */
function sourceOf(file) {
  return relative(root, file).replace(/^out./, '').replace(/\.js$/, '.ts');
}
