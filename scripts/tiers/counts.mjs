/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {Record<string, number>} [files] how long the tests of each file took, in milliseconds
 */

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0, files: {} };
  for (const { passed, failed, skipped, files } of all) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    Object.assign(total.files, files);
  }
  return total;
}

/** @param {Counts} counts */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The files that took longest, a line each. @param {Counts} counts */
export function slowest({ files = {} }, howMany = 10) {
  return Object.entries(files)
    .sort(([, a], [, b]) => b - a)
    .slice(0, howMany)
    .map(([file, duration]) => `${(duration / 1000).toFixed(1).padStart(7)} s  ${file}`)
    .join('\n');
}

/** One check that holds. @type {Counts} */
export const onePassed = { passed: 1, failed: 0, skipped: 0 };

/** One check that does not hold, or a tier that could not run. @type {Counts} */
export const oneFailed = { passed: 0, failed: 1, skipped: 0 };
