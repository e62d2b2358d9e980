/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} [failures] the titles of what failed
 * @property {[file: string, duration: number][]} [files] how long the tests of each took, in milliseconds
 */

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of all) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return {
    ...total,
    failures: all.flatMap(({ failures = [] }) => failures),
    files: all.flatMap(({ files = [] }) => files),
  };
}

/** @param {Counts} counts */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The ten files that took longest, a line each. @param {Counts} counts */
export function slowest({ files = [] }) {
  return files
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 10)
    .map(([file, duration]) => `${(duration / 1000).toFixed(1).padStart(7)} s  ${file}\n`)
    .join('');
}

/** What failed, a line each: in a long output it is hard to find. @param {Counts} counts */
export function failed({ failures = [] }) {
  return failures.map(title => `Failed: ${title}\n`).join('');
}

/** One check that holds. @type {Counts} */
export const onePassed = { passed: 1, failed: 0, skipped: 0 };

/** One check that does not hold, or a tier that could not run. @type {Counts} */
export const oneFailed = { passed: 0, failed: 1, skipped: 0 };
