import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until `check` does not throw; the last failure is the test's if that never happens. */
export async function eventually<T>(check: () => T | Promise<T>, bound = 60_000): Promise<T> {
  // Below mocha's own timeout, which would not say what was wrong.
  const end = Date.now() + bound;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(30);
    }
  }
}
