/**
 * Decides when the page is sent what it is to show: once for all that changes in one go, and not while what belongs
 * together is still being changed.
 */
export class ViewUpdates {
  #isWanted = false;
  #holds = 0;

  constructor(private readonly send: () => void) {}

  /** Sends soon. */
  request(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    queueMicrotask(() => this.#flush());
  }

  /** Sends nothing before a task of short steps is done. */
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
