import * as vscode from 'vscode';
import type { KeyWork } from '../age/scryptRecipient';

/** Shows how far the work on a passphrase is, with a button that stops it. */
export function withKeyWork<T>(title: string, task: (work: KeyWork) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (bar, token) => {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort(new vscode.CancellationError()));
    let shown = 0;
    const report = (done: number): void => {
      const percent = Math.floor(done * 100);
      if (percent > shown) bar.report({ increment: percent - shown });
      shown = percent;
    };
    try {
      return await task({ signal: stop.signal, report });
    } finally {
      cancelling.dispose();
    }
  });
}
