/** As many as Node.js has threads for cryptography. */
const LANES = 4;

/** Runs a task for each item, a few at a time. After a failure, those under way are still ended. */
export async function forEachConcurrently<T>(
  items: readonly T[],
  task: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  let isStopped = false;
  const lanes = Array.from({ length: LANES }, async () => {
    for (const item of left) {
      if (isStopped) return;
      try {
        await task(item);
      } catch (error) {
        isStopped = true;
        throw error;
      }
    }
  });
  const failed = (await Promise.allSettled(lanes)).find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Lets the extension host do something else. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0));
}
