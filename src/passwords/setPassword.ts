import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import type { Account } from '../core/account';
import { requireConfirmed } from '../platform/confirm';
import { sanitizeLabel } from '../platform/sanitize';
import { requireAgreed } from './agreement';
import { askPassword } from './askPassword';
import { isSaved } from './isSaved';
import type { PasswordServices } from './services';

/**
 * Asks for the password of a login and saves it.
 *
 * @param isConfirmed whether to replace a password without a question
 * @throws {@link vscode.CancellationError} if the person declines
 */
export async function setPassword(
  { login, name }: Pick<Account, 'login' | 'name'>,
  services: PasswordServices,
  isConfirmed = false,
): Promise<void> {
  const { secrets, boundary, isShared } = services;
  await secrets.ready();
  await requireAgreed(services.globalState);
  const label = sanitizeLabel(name);
  if (!isConfirmed && (await isSaved(login, secrets))) {
    await requireConfirmed(
      vscode.l10n.t('{0} already has a password on this computer. Replace it?', label),
      vscode.l10n.t('The password that is saved now will be lost.'),
      vscode.l10n.t('Replace'),
    );
  }
  // As for a setup key, the warning that VS Code keeps nothing had better come before the password was typed.
  if (vscode.env.uiKind === vscode.UIKind.Desktop) await secrets.keepCanaries();
  const password = await askPassword(
    vscode.l10n.t('Set Password for {0}', label),
    isShared(login)
      ? vscode.l10n.t(
          'The password you use at Xero. It is saved in VS Code’s secret storage and, encrypted, in the team store.',
        )
      : // A store that is away now may get it later.
        vscode.l10n.t('The password you use at Xero. It is saved in VS Code’s secret storage.'),
  );
  if (password === undefined) throw new vscode.CancellationError();
  await secrets.passwords.set(login, password);
  void boundary.offer(vscode.l10n.t('Password saved for {0}.', label), [
    {
      label: vscode.l10n.t('Sign In'),
      run: () => vscode.commands.executeCommand(commandId('signIn'), { login }),
    },
  ]);
}
