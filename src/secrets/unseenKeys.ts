import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
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
      const { message, remedies } = unseenKeysError(secrets.unseen);
      if (message === warned) return;
      warned = message;
      void offer(message, remedies, vscode.window.showWarningMessage);
    });
  });
}

/**
 * What to do about what another window did and this one does not see.
 *
 * @param logins whose first key that window stored, where it did that
 */
export function unseenKeysError(logins: readonly string[]): UserError {
  const message =
    logins.length > 0
      ? vscode.l10n.t(
          'Another window stored the setup key of {0}, and this window can’t see it. Storing anything here would erase that key. Reload this window, then try again.',
          logins.map(sanitizeLabel).join(', '),
        )
      : vscode.l10n.t(
          'Another window changed the stored keys or answers, and this window can’t see it. Storing anything here would undo that. Reload this window, then try again.',
        );
  return new UserError(message, [
    {
      label: vscode.l10n.t('Reload Window'),
      run: () => vscode.commands.executeCommand('workbench.action.reloadWindow'),
    },
  ]);
}
