/** Runs asynchronous tasks one after another. A task that fails does not keep the next one from running. */
export class Sequencer {
  #last: Promise<unknown> = Promise.resolve();

  /** @returns what the task returns; rejects with what it throws */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => {});
    return result;
  }
}
