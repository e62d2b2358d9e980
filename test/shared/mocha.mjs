import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { casesInWords } from './randomCases.mjs';

/** In milliseconds. Far more than any test takes, also beside all others: only what hangs ends by it. */
const TIMEOUT = 1_200_000;

/**
 * Runs test files, and writes what `npm test` counts.
 *
 * @param {{ files: string[], grep: string | undefined, report: string }} options `report`: the file to write
 * @returns {Promise<number>} how many tests failed
 */
export function runMocha({ files, grep, report }) {
  const mocha = new Mocha({
    timeout: TIMEOUT,
    ...(grep && { grep }),
    forbidOnly: process.env['CI'] !== undefined,
  });
  for (const file of files) mocha.addFile(file);
  /** @type {Record<string, number>} */
  const durations = {};
  /** @type {string[]} */
  const failures = [];
  let started = 0;
  return new Promise(resolve => {
    const runner = mocha.run(failed => {
      const words = casesInWords();
      if (words !== undefined) console.log(`  ${words}\n`);
      const { passes: passed, pending: skipped } = runner.stats ?? {};
      writeFileSync(
        report,
        JSON.stringify({ passed, failed, skipped, failures, files: Object.entries(durations) }),
      );
      resolve(failed);
    });
    runner.on('fail', test => failures.push(test.fullTitle()));
    runner.on('suite', ({ parent }) => {
      if (parent?.root) started = Date.now();
    });
    runner.on('suite end', ({ parent, file }) => {
      if (parent?.root && file) durations[file] = (durations[file] ?? 0) + Date.now() - started;
    });
  });
}
