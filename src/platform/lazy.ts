/** Loads a value on the first call; later calls share it. */
export interface Lazy<Value> {
  (): Promise<Value>;
  /** The load that is under way or has succeeded, without starting one. */
  started(): Promise<Value> | undefined;
}

/** Wraps a loader. A failure is forgotten, so that the next call tries again. */
export function lazy<Value>(load: () => Promise<Value>): Lazy<Value> {
  let started: Promise<Value> | undefined;
  const get = (): Promise<Value> => {
    started ??= load().catch(error => {
      started = undefined;
      throw error;
    });
    return started;
  };
  get.started = () => started;
  return get;
}
