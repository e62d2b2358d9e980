import * as vscode from 'vscode';
import { requireConfirmed } from '../platform/confirm';

const AGREED = 'passwordsAgreed';

/**
 * Asks before the first password comes to this computer.
 *
 * @throws {@link vscode.CancellationError} if the person declines
 */
export async function requireAgreed(state: vscode.Memento): Promise<void> {
  if (state.get(AGREED, false)) return;
  await requireConfirmed(
    vscode.l10n.t('Keep passwords on this computer?'),
    vscode.l10n.t(
      'Then a login’s password and its codes are both here, and anyone who can use this computer can sign in with them. Only do this for logins of test organisations.',
    ),
    vscode.l10n.t('Keep Passwords'),
  );
  await state.update(AGREED, true);
}
