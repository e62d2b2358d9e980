import * as vscode from 'vscode';
import type { KeyWork } from '../age/scryptRecipient';

/** Shows the progress of deriving a key, with a button that cancels it. */
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
