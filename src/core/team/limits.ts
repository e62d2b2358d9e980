/** The largest file of a store that is read, in bytes. A statement about a thousand people has room. */
export const MAXIMUM_STORE_FILE = 1024 * 1024;

/** The most files that are read of a folder, because anyone who can push may have put them there. */
export const MAXIMUM_FILES = 10_000;

/** The most people that one file may tell about. */
export const MAXIMUM_ENTRIES = 1000;

/** How many signatures of one person may be wrong in a file before the others are not verified, which takes milliseconds each. */
export const MAXIMUM_FORGED = 20;

/** The highest count there is. */
export const MAXIMUM_COUNT = 1_000_000;

/** How far a count may be above the highest one seen. Nobody can push it to the end at once. */
export const MAXIMUM_STEP = 1000;

/** Whether a count can follow the highest one seen. */
export function isNextCount(count: number, highest: number): boolean {
  return (
    Number.isSafeInteger(count) && count >= 1 && count <= Math.min(MAXIMUM_COUNT, highest + MAXIMUM_STEP)
  );
}
