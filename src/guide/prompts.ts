import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { formatCode } from '../core/codeWindow';
import type { RecoveryAnswers } from '../core/recovery';
import type { Hmac, TotpSecret } from '../core/totp';
import { requireConfirmed } from '../platform/confirm';
import { sanitizeLabel } from '../platform/sanitize';

/** What the guide asks outside its page. */
export interface GuidePrompts {
  /** @throws `vscode.CancellationError` if the person does not want it */
  confirmPutBack(account: Account): Promise<void>;
  /** @throws `vscode.CancellationError` if the person wants to keep the answers there are */
  confirmNewAnswers(account: Account): Promise<void>;
  /** @returns the owner's name, or `undefined` if none was entered */
  askOwner(account: Account): Promise<string | undefined>;
  /** @returns the answer to the question that the person picks */
  pickAnswer(answers: RecoveryAnswers): Promise<string | undefined>;
  /** @returns the secret that the person picks by the code it gives at `instant` */
  pickSecret(secrets: readonly TotpSecret[], instant: number, hmac: Hmac): Promise<TotpSecret | undefined>;
  /** Shows for a moment that an answer was copied. */
  showCopied(text: string): void;
}

export const guidePrompts: GuidePrompts = {
  confirmPutBack: ({ name }) =>
    requireConfirmed(
      vscode.l10n.t('Restore the old key of {0}?', sanitizeLabel(name)),
      vscode.l10n.t(
        'Codes will come from the old key again. Do this only if Xero has not accepted a code from the new key. The new key is kept, just in case.',
      ),
      vscode.l10n.t('Restore Old Key'),
    ),

  confirmNewAnswers: ({ name }) =>
    requireConfirmed(
      vscode.l10n.t('{0} already has answers on this computer. Replace them?', sanitizeLabel(name)),
      vscode.l10n.t('Xero checks these answers against the ones you entered there.'),
      vscode.l10n.t('Replace'),
    ),

  askOwner: async ({ name }) => {
    const owner = await vscode.window.showInputBox({
      title: vscode.l10n.t('Who owns {0}?', sanitizeLabel(name)),
      prompt: vscode.l10n.t('The person to ask about this login, such as their email address'),
    });
    return owner?.trim() || undefined;
  },

  pickAnswer: async answers => {
    const items = answers.map(({ question, answer }) => ({ label: sanitizeLabel(question), answer }));
    const title = vscode.l10n.t('Copy the answer to which question?');
    return (await vscode.window.showQuickPick(items, { title }))?.answer;
  },

  pickSecret: async (secrets, instant, hmac) => {
    const items = secrets.map(secret => ({
      label: formatCode(secret.codeAt(instant, hmac)),
      description: vscode.l10n.t('its code now'),
      secret,
    }));
    const title = vscode.l10n.t('Which key should make the codes?');
    const placeHolder = vscode.l10n.t('The latest key comes first. The current key is kept.');
    return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.secret;
  },

  showCopied: text => void vscode.window.setStatusBarMessage(text, 5000),
};
