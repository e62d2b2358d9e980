import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root } from '../folders.mjs';
import { checked, readReport } from './report.mjs';
import { runNode } from './run.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('@playwright/test/reporter').JSONReport} JSONReport */
/** @typedef {import('@playwright/test/reporter').JSONReportSuite} JSONReportSuite */

/**
 * Runs the tests of a folder with Playwright.
 *
 * @param {string} folder in the project, with a playwright.config.ts
 * @param {{ grep?: string | undefined, trace: boolean }} options
 * @returns {Promise<Counts>}
 */
export async function runPlaywright(folder, { grep, trace }) {
  const tier = basename(folder);
  const report = join(root, 'out', `playwright-${tier}.json`);
  await rm(report, { force: true });
  const isLongest = tier === 'e2e';
  const ended = await runNode(
    [
      ...['node_modules/@playwright/test/cli.js', 'test', '--config', folder],
      ...['--reporter', 'list,json'],
      ...(grep === undefined ? [] : ['--grep', grep, '--pass-with-no-tests']),
      ...(trace ? ['--trace', 'retain-on-failure'] : []),
    ],
    { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report }, live: isLongest },
  );
  if (!isLongest) console.log(ended.output);
  const counts = checked(ended, countsOf(await readReport(report)), grep !== undefined);
  if (counts.failed > 0)
    console.log(
      trace
        ? 'To look into a trace: npx playwright show-trace --host 127.0.0.1 <trace.zip>'
        : `To look into a failure: npm test -- --only ${tier} --trace --grep <title>`,
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
