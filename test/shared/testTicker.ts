import * as vscode from 'vscode';

/** A ticker whose seconds pass only when the test says so. */
export class TestTicker {
  readonly listeners = new Set<() => void>();

  readonly onSecond = (listener: () => void): vscode.Disposable => {
    this.listeners.add(listener);
    return new vscode.Disposable(() => this.listeners.delete(listener));
  };

  pass(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
