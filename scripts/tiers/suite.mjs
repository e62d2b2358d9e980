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
 * `options.folder`, and writes its counts to `options.report`.
 *
 * @param {string} script
 * @param {Record<string, unknown> & { grep: string | undefined }} options
 */
export function runSuite(script, options) {
  return run(options.grep, (folder, report) => ({
    args: [
      '--enable-source-maps',
      join(import.meta.dirname, script),
      JSON.stringify({ ...options, folder, report }),
    ],
    read: /** @param {Counts} counts */ counts => counts,
  }));
}

/**
 * Runs the tests of a folder with Playwright.
 *
 * @param {string} folder in the project
 * @param {string | undefined} grep
 */
export function runPlaywright(folder, grep) {
  const matching = grep === undefined ? [] : ['--grep', grep, '--pass-with-no-tests'];
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  return run(grep, (_folder, report) => ({
    args: [cli, 'test', '--config', folder, '--reporter', 'list,json', ...matching],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    read: countsOf,
  }));
}

/** @param {JSONReport} report @returns {Counts} */
function countsOf({ config, stats, errors, suites }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    files: Object.fromEntries(suites.map(suite => [join(config.rootDir, suite.file), durationOf(suite)])),
  };
}

/** @param {JSONReportSuite} suite @returns {number} */
function durationOf({ specs, suites = [] }) {
  const results = specs.flatMap(({ tests }) => tests.flatMap(test => test.results));
  return [...results.map(({ duration }) => duration), ...suites.map(durationOf)].reduce((a, b) => a + b, 0);
}

/**
 * @template Report
 * @param {string | undefined} grep with it, none of the tests need to match
 * @param {(folder: string, report: string) => { args: string[], env?: NodeJS.ProcessEnv, read: (report: Report) => Counts }} describe
 *   Node's arguments, and how to read the report that the process writes
 * @returns {Promise<Counts>}
 */
async function run(grep, describe) {
  // A short path: the desktop's sockets in it may have 103 characters.
  const folder = await mkdtemp(join(tmpdir(), 'xmfa-'));
  const file = join(folder, 'report.json');
  const { args, env, read } = describe(folder, file);
  const child = spawnGroup(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    last: 'SIGTERM',
  });
  // In one piece at its end: suites run side by side.
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', data => (output += data));
  const [code] = await once(child, 'close');
  console.log(output);
  /** @type {Counts} */
  let counts;
  try {
    counts = read(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    console.log(`The suite left no report: ${error}`);
    return oneFailed;
  }
  const ranNone = counts.passed + counts.failed === 0 && grep === undefined;
  if (ranNone) console.log('The suite ran no test.');
  else if (code !== 0 && counts.failed === 0) console.log(`The suite ended with exit code ${code}.`);
  else {
    if (counts.failed > 0) console.log(`What it left: ${folder}`);
    else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return { ...counts, files: named(counts.files) };
  }
  return sum([counts, oneFailed]);
}

/** Files by the names of their sources. @param {Counts['files']} files */
function named(files = {}) {
  return Object.fromEntries(
    Object.entries(files).map(([file, duration]) => [
      relative(root, file).replace(/^out./, '').replace(/\.js$/, '.ts'),
      duration,
    ]),
  );
}
