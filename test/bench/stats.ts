/** @throws {RangeError} for no values at all */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that 95 of 100 do not exceed. */
export function p95(values: readonly number[]): number {
  return quantile(values, 0.95);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError('There is nothing to take the quantile of.');
  return value;
}

/** How long a task takes, in milliseconds. */
export async function timed(task: () => unknown): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

/** The same for a task that does not wait: nothing else runs in between. */
export function timedSync(task: () => unknown): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}
