import * as vscode from 'vscode';

/**
 * Fires at the start of every second of the clock, but runs a timer only while somebody listens: nothing ticks
 * while nothing is visible.
 */
export class Ticker implements vscode.Disposable {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly onSecond = (listener: () => void): vscode.Disposable => {
    this.#listeners.add(listener);
    if (!this.#timer) this.#schedule();
    return new vscode.Disposable(() => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    });
  };

  #schedule(): void {
    this.#timer = setTimeout(
      () => {
        this.#schedule();
        for (const listener of [...this.#listeners]) listener();
      },
      1000 - (Date.now() % 1000),
    );
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  dispose(): void {
    this.#listeners.clear();
    this.#stop();
  }
}
