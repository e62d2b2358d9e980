import * as vscode from 'vscode';
import { requireConfirmed } from '../platform/confirm';
import { sanitizeLabel } from '../platform/sanitize';
import { noPasswordError } from './copyPassword';
import { isSaved } from './isSaved';
import type { PasswordServices } from './services';

/**
 * Deletes the password of a login from this computer, even if no list has the login any more.
 *
 * @param isConfirmed whether to do so without a question
 * @throws `UserError` if there is none; {@link vscode.CancellationError} if the person keeps it
 */
export async function removePassword(
  login: string,
  { secrets, accounts, boundary, isShared }: PasswordServices,
  isConfirmed = false,
): Promise<void> {
  await secrets.ready();
  const name = sanitizeLabel(accounts.nameOf(login));
  if (!(await isSaved(login, secrets))) throw noPasswordError(name);
  const fromTeam = isShared(login)
    ? [vscode.l10n.t('It is removed from the team store as well. Colleagues lose it at their next sync.')]
    : [];
  if (!isConfirmed) {
    const loss = vscode.l10n.t(
      'If no one saved it elsewhere, you must reset it at Xero to sign in as {0}.',
      sanitizeLabel(login),
    );
    await requireConfirmed(
      isShared(login)
        ? vscode.l10n.t('Remove the password for {0} from this computer and the team store?', name)
        : vscode.l10n.t('Remove the password for {0} from this computer?', name),
      [...fromTeam, loss].join(' '),
      vscode.l10n.t('Remove Password'),
    );
  }
  await secrets.passwords.remove(login);
  const text = isConfirmed
    ? vscode.l10n.t('A command removed the password for {0} from this computer.', name)
    : vscode.l10n.t('Password removed for {0}.', name);
  // A person who was asked has read the rest.
  void boundary.offer([text, ...(isConfirmed ? fromTeam : [])].join(' '));
}
