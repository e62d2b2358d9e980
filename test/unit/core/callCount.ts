import { Session } from 'node:inspector';

/** Counts the calls of functions in the bundle of a test: work that is the same on every computer. */
export class CallCount {
  readonly #session = new Session();

  /** @param file the bundle, `__filename` */
  constructor(private readonly file: string) {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  }

  /** How often each function was called since the last time, by the function's name. */
  take(): ReadonlyMap<string, number> {
    const calls = new Map<string, number>();
    // A session in the same thread answers at once.
    this.#session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
      for (const { functions } of result.filter(({ url }) => url.endsWith(this.file)))
        for (const { functionName, ranges } of functions)
          calls.set(functionName, (calls.get(functionName) ?? 0) + (ranges[0]?.count ?? 0));
    });
    return calls;
  }

  dispose(): void {
    this.#session.disconnect();
  }
}

export function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
