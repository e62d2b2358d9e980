import * as vscode from 'vscode';
import { MutableDisposable, runAfter } from './disposables';

/**
 * Fires at the start of every second of the corrected clock. The timer runs only while there are listeners, so nothing
 * ticks while nothing is visible.
 */
export class Ticker implements vscode.Disposable {
  readonly #listeners = new Set<() => void>();
  readonly #timer = new MutableDisposable();

  /** @param now milliseconds since the Unix epoch */
  constructor(private readonly now: () => number) {}

  readonly onSecond = (listener: () => void): vscode.Disposable => {
    this.#listeners.add(listener);
    if (!this.#timer.value) this.#schedule();
    return new vscode.Disposable(() => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#timer.value = undefined;
    });
  };

  #schedule(): void {
    this.#timer.value = runAfter(1000 - (this.now() % 1000), () => {
      this.#schedule();
      for (const listener of [...this.#listeners]) listener();
    });
  }

  dispose(): void {
    this.#listeners.clear();
    this.#timer.dispose();
  }
}
