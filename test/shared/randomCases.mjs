/** On the global object, because each test file is a bundle with its own copy of this module. */
const KEY = Symbol.for('xero-test-mfa.randomCases');

/** @type {typeof globalThis & { [KEY]?: { tried: number, all: number } }} */
const shared = globalThis;

/**
 * Adds the random cases of a test.
 *
 * @param {number} tried
 * @param {number} all how many a thorough run tries
 */
export function countCases(tried, all) {
  shared[KEY] ??= { tried: 0, all: 0 };
  shared[KEY].tried += tried;
  shared[KEY].all += all;
}

/** How many random cases were tried, as a line to print; undefined where there were none. */
export function casesInWords() {
  const { tried, all } = shared[KEY] ?? { tried: 0, all: 0 };
  if (all === 0) return undefined;
  const [some, most] = [tried, all].map(count => count.toLocaleString('en'));
  return tried === all ? `${most} random cases` : `${some} random cases of ${most} (--thorough tries all)`;
}
