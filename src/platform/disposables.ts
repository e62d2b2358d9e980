import type * as vscode from 'vscode';

/** Owns what it registers and disposes of it in reverse order; at once what it is given after its own end. */
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

/** Holds one disposable at a time and disposes of the one before. Once disposed, it disposes of all it is given. */
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

/** Runs once after so many milliseconds, unless it is disposed of before. */
export function runAfter(milliseconds: number, run: () => void): vscode.Disposable {
  const timer = setTimeout(run, milliseconds);
  return { dispose: () => clearTimeout(timer) };
}
