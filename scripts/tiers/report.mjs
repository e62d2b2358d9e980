import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { root } from '../folders.mjs';
import { oneFailed, sum } from './counts.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

/** @param {string} file @returns {Promise<any>} undefined if there is none */
export async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The result of a suite. One that crashed or ran no test has failed.
 *
 * @param {{ code: number, processor: number | undefined }} ended
 * @param {Counts | undefined} reported
 * @param {boolean} mayBeEmpty
 * @returns {Counts}
 */
export function checked({ code, processor }, reported, mayBeEmpty) {
  const problem = problemOf(code, reported, mayBeEmpty);
  if (problem !== undefined) console.log(problem);
  const { files = [], ...counts } = sum([...(reported ? [reported] : []), ...(problem ? [oneFailed] : [])]);
  return { ...counts, files: files.map(([file, duration]) => [sourceOf(file), duration]), processor };
}

/** @param {number} code @param {Counts | undefined} counts @param {boolean} mayBeEmpty */
function problemOf(code, counts, mayBeEmpty) {
  if (counts === undefined) return `The suite left no report (exit code ${code}).`;
  if (counts.passed + counts.failed === 0 && !mayBeEmpty) return 'The suite ran no test.';
  return code !== 0 && counts.failed === 0 ? `The suite ended with exit code ${code}.` : undefined;
}

/** @param {string} file bundled or not */
function sourceOf(file) {
  return relative(root, file).replace(/^out./, '').replace(/\.js$/, '.ts');
}
