import * as vscode from 'vscode';
import { setContext } from '../platform/context';
import type { AwaitedCode } from './waitWithProgress';

/** Waits for the next code with a progress notification that can be cancelled or cut short. */
export class NextCodeWait {
  /** Cuts the current wait short. */
  #cut: AbortController | undefined;

  /** @param now milliseconds since the Unix epoch, by the clock that codes are made by */
  constructor(
    private readonly now: () => number,
    private readonly nameOf: (login: string) => string,
  ) {}

  /** Ends the current wait with the code of now. */
  copyNow(): void {
    this.#cut?.abort();
  }

  /** Corrects the context key at start: it outlives an extension host and its waits. */
  correctContext(): void {
    setContext('waitingForCode', this.#cut !== undefined);
  }

  /**
   * @returns an instant that is due, or the current one if the wait is cut short, in milliseconds since the Unix epoch
   * @throws {@link vscode.CancellationError} if the person cancels
   */
  async until(awaited: AwaitedCode): Promise<number> {
    if (awaited.givenUp?.aborted) throw new vscode.CancellationError();
    const cut = new AbortController();
    if (awaited.canCopyNow) {
      this.#cut = cut;
      this.correctContext();
    }
    try {
      const { waitWithProgress } = await import('./whenUsed');
      return await waitWithProgress(awaited, this.nameOf(awaited.login), cut.signal, this.now);
    } finally {
      if (this.#cut === cut) {
        this.#cut = undefined;
        this.correctContext();
      }
    }
  }
}
