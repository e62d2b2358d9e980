import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats a check until it passes, and returns what it gave; fails with its last error when it has not after `bound`
 * milliseconds.
 */
export async function eventually<T>(check: () => T | Promise<T>, bound = 20_000): Promise<T> {
  for (const end = Date.now() + bound; ; await sleep(100)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
