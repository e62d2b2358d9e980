import * as vscode from 'vscode';
import type { Account } from '../../core/account';
import { formatCode } from '../../core/codeWindow';
import type { RecoveryAnswers } from '../../core/recovery';
import type { Hmac, TotpSecret } from '../../core/totp';
import { requireConfirmed } from '../../platform/confirm';
import { sanitizeLabel } from '../../platform/sanitize';

/** @throws `vscode.CancellationError` if the person does not confirm it */
export function confirmPutBack({ name }: Account): Promise<void> {
  return requireConfirmed(
    vscode.l10n.t('Restore the old key for {0}?', sanitizeLabel(name)),
    vscode.l10n.t(
      'Codes will come from the old key again. Do this only if Xero hasn’t accepted a code from the new key. The new key is kept, just in case.',
    ),
    vscode.l10n.t('Restore Old Key'),
  );
}

/** @throws `vscode.CancellationError` if the person keeps the stored answers */
export function confirmNewAnswers({ name }: Account): Promise<void> {
  return requireConfirmed(
    vscode.l10n.t('{0} already has answers on this computer. Replace them?', sanitizeLabel(name)),
    vscode.l10n.t('Xero checks these answers against the ones you entered there.'),
    vscode.l10n.t('Replace'),
  );
}

/** @returns the owner's name, or `undefined` if none was entered */
export async function askOwner({ name }: Account): Promise<string | undefined> {
  const owner = await vscode.window.showInputBox({
    title: vscode.l10n.t('Who owns {0}?', sanitizeLabel(name)),
    prompt: vscode.l10n.t('The person to ask about this login, such as their email address'),
  });
  return owner?.trim() || undefined;
}

/** @returns the answer to the question that the person picks */
export async function pickAnswer(answers: RecoveryAnswers): Promise<string | undefined> {
  const items = answers.map(({ question, answer }) => ({ label: sanitizeLabel(question), answer }));
  const title = vscode.l10n.t('Copy the answer to which question?');
  return (await vscode.window.showQuickPick(items, { title }))?.answer;
}

/** @returns the secret that the person picks by the code it gives at `instant` */
export async function pickSecret(
  secrets: readonly TotpSecret[],
  instant: number,
  hmac: Hmac,
): Promise<TotpSecret | undefined> {
  const items = secrets.map(secret => ({
    label: formatCode(secret.codeAt(instant, hmac)),
    description: vscode.l10n.t('its current code'),
    secret,
  }));
  const title = vscode.l10n.t('Which key should make the codes?');
  const placeHolder = vscode.l10n.t('The latest key comes first. The current key is kept.');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.secret;
}

/** Shows for five seconds that something was copied. */
export function showCopied(text: string): void {
  vscode.window.setStatusBarMessage(text, 5000);
}
