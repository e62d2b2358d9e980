import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';

/**
 * Another window wrote something that this one doesn't see, and what to do about it.
 *
 * @param logins those whose first key that window stored, if any
 */
export function unseenKeysError(logins: readonly string[]): UserError {
  const message =
    logins.length > 0
      ? vscode.l10n.t(
          'Another window stored the setup key of {0}, and this window can’t see it. If you store anything here, that key is lost. Reload this window, then try again.',
          logins.map(sanitizeLabel).join(', '),
        )
      : vscode.l10n.t(
          'Another window changed the stored keys or answers, and this window can’t see the change. If you store anything here, the change is lost. Reload this window, then try again.',
        );
  return new UserError(message, [
    {
      label: vscode.l10n.t('Reload Window'),
      run: () => vscode.commands.executeCommand('workbench.action.reloadWindow'),
    },
  ]);
}
