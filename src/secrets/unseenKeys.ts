import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretStore } from './store';

/**
 * Warns of keys that another window has stored and this one does not see, when this window comes to the front: in a
 * browser each window of VS Code reads the stored secrets once, and what it stores later erases what it does not know.
 */
export function warnOfUnseenKeys(
  secrets: Pick<SecretStore, 'ready' | 'unseen'>,
  { run, offer }: Pick<ErrorBoundary, 'run' | 'offer'>,
): vscode.Disposable {
  let warnedOf = '';
  return vscode.window.onDidChangeWindowState(({ focused }) => {
    if (!focused) return;
    void run('unseen keys', async () => {
      await secrets.ready();
      const { unseen } = secrets;
      if (unseen.length === 0 || warnedOf === unseen.join()) return;
      warnedOf = unseen.join();
      const { message, remedies } = unseenKeysError(unseen);
      void offer(message, remedies, vscode.window.showWarningMessage);
    });
  });
}

/** What to do about keys that another window has stored and this one does not see. */
export function unseenKeysError(logins: readonly string[]): UserError {
  return new UserError(
    vscode.l10n.t(
      'Another window stored the setup key of {0}, and this window can’t see it. Storing anything here would erase that key. Reload this window, then try again.',
      logins.map(sanitizeLabel).join(', '),
    ),
    [
      {
        label: vscode.l10n.t('Reload Window'),
        run: () => vscode.commands.executeCommand('workbench.action.reloadWindow'),
      },
    ],
  );
}
