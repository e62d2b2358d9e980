import type * as vscode from 'vscode';

/** Disposes of what it owns in reverse order. Once disposed, it disposes of new disposables immediately. */
export abstract class DisposableOwner implements vscode.Disposable {
  readonly #owned: vscode.Disposable[] = [];
  #isDisposed = false;

  protected register<T extends vscode.Disposable>(disposable: T): T {
    if (this.#isDisposed) disposable.dispose();
    else this.#owned.push(disposable);
    return disposable;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const disposable of this.#owned.splice(0).reverse()) disposable.dispose();
  }
}

/** Holds one disposable at a time and disposes of the previous one. Once disposed, it disposes of new values immediately. */
export class MutableDisposable<T extends vscode.Disposable = vscode.Disposable> implements vscode.Disposable {
  #value: T | undefined;
  #isDisposed = false;

  get value(): T | undefined {
    return this.#value;
  }

  set value(value: T | undefined) {
    const previous = this.#value;
    if (value === previous) return;
    this.#value = this.#isDisposed ? undefined : value;
    previous?.dispose();
    if (this.#isDisposed) value?.dispose();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.value = undefined;
  }
}

/** Runs a callback once after a delay, unless disposed first. */
export function runAfter(milliseconds: number, run: () => void): vscode.Disposable {
  const timer = setTimeout(run, milliseconds);
  return { dispose: () => clearTimeout(timer) };
}
