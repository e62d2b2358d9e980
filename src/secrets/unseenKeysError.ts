import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { learnMore } from '../platform/learnMore';
import { nameList } from '../platform/nameList';

/**
 * Another window wrote something that this one doesn't see, and what to do about it.
 *
 * @param logins those whose first key that window stored, if any
 */
export function unseenKeysError(logins: readonly string[]): UserError {
  const message =
    logins.length > 0
      ? vscode.l10n.t(
          'Another window saved setup keys for {0}, and this window can’t see them. If you save anything here, those keys are lost. Reload this window, then try again.',
          nameList(logins),
        )
      : vscode.l10n.t(
          'Another window changed the saved keys or answers, and this window can’t see the change. If you save anything here, the change is lost. Reload this window, then try again.',
        );
  return new UserError(message, [
    {
      label: vscode.l10n.t('Reload Window'),
      run: () => vscode.commands.executeCommand('workbench.action.reloadWindow'),
    },
    learnMore('browser'),
  ]);
}
