/** Decides when the page gets a new view: once for changes made together, and never in the middle of them. */
export class ViewUpdates {
  #isWanted = false;
  #holds = 0;

  constructor(private readonly send: () => void) {}

  /** Sends in a microtask, so that several requests in a row send once. */
  request(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    queueMicrotask(() => this.#flush());
  }

  /** Sends nothing until a task is done. The task must be short. */
  async hold<T>(task: () => Promise<T>): Promise<T> {
    this.#holds++;
    try {
      return await task();
    } finally {
      this.#holds--;
      this.#flush();
    }
  }

  #flush(): void {
    if (!this.#isWanted || this.#holds > 0) return;
    this.#isWanted = false;
    this.send();
  }
}
