/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} [failures] the titles of failed tests
 * @property {[file: string, duration: number][]} [files] milliseconds that each file's tests took
 * @property {number | undefined} [processor] seconds of processor time
 */

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  /** @param {(counts: Counts) => number} count */
  const total = count => all.reduce((sum, counts) => sum + count(counts), 0);
  return {
    passed: total(({ passed }) => passed),
    failed: total(({ failed }) => failed),
    skipped: total(({ skipped }) => skipped),
    failures: all.flatMap(({ failures = [] }) => failures),
    files: all.flatMap(({ files = [] }) => files),
    processor: total(({ processor = 0 }) => processor),
  };
}

/** @param {Counts} counts */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** @param {number} duration in milliseconds @param {Counts} counts */
export function timeInWords(duration, { processor }) {
  return `${(duration / 1000).toFixed(1)} s${processor ? `, ${processor.toFixed(1)} s of processor time` : ''}`;
}

/** The ten slowest files, one line each. @param {Counts} counts */
export function slowest({ files = [] }) {
  return files
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 10)
    .map(([file, duration]) => `${(duration / 1000).toFixed(1).padStart(7)} s  ${file}\n`)
    .join('');
}

/** Failed tests, one line each, repeated at the end of a long output. @param {Counts} counts */
export function failed({ failures = [] }) {
  return failures.map(title => `Failed: ${title}\n`).join('');
}

/** One check that passed. @type {Counts} */
export const onePassed = { passed: 1, failed: 0, skipped: 0 };

/** One check that failed, or a tier that could not run. @type {Counts} */
export const oneFailed = { passed: 0, failed: 1, skipped: 0 };
