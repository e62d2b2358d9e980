import * as vscode from 'vscode';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from './store';

/**
 * Warns, when this window comes to the front, of what another window stored, replaced or removed and this one does not
 * see: in a browser each window of VS Code reads the stored secrets once, and what it stores later undoes the rest.
 */
export function warnOfUnseenKeys(
  secrets: Pick<SecretStore, 'ready' | 'isBehind' | 'unseen'>,
  { run, offer }: Pick<ErrorBoundary, 'run' | 'offer'>,
): vscode.Disposable {
  let warned = '';
  return vscode.window.onDidChangeWindowState(({ focused }) => {
    if (!focused) return;
    void run('unseen keys', async () => {
      await secrets.ready();
      if (!secrets.isBehind) return;
      const { unseenKeysError } = await import('./unseenKeysError');
      const { message, remedies } = unseenKeysError(secrets.unseen);
      if (message === warned) return;
      warned = message;
      void offer(message, remedies, vscode.window.showWarningMessage);
    });
  });
}
