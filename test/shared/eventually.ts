import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until `check` does not throw; the last failure is the test's if that never happens. */
export async function eventually<T>(check: () => T | Promise<T>, bound = 180_000): Promise<T> {
  // Below mocha's own timeout, which would not say what was wrong.
  const end = Date.now() + bound;
  // Each look has a cost, and what has not happened soon takes a while.
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 250)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(pause);
    }
  }
}
