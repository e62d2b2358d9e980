import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats a check until it passes; fails with its last error when it has not after `bound` milliseconds. */
export async function eventually(check: () => unknown, bound = 20_000): Promise<void> {
  for (const end = Date.now() + bound; ; await sleep(100)) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
