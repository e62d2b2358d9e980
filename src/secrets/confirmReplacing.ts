import * as vscode from 'vscode';
import { requireConfirmed } from '../platform/confirm';
import { nameList } from '../platform/nameList';

/**
 * Asks before setup keys take the place of others.
 *
 * @param names of the accounts, one at least
 * @throws `vscode.CancellationError` if the person keeps the keys that are stored
 */
export async function confirmReplacing(names: readonly string[]): Promise<void> {
  const list = nameList(names);
  await requireConfirmed(
    names.length === 1
      ? vscode.l10n.t('{0} already has a setup key on this computer. Replace it?', list)
      : vscode.l10n.t('These accounts already have setup keys on this computer. Replace them? {0}', list),
    vscode.l10n.t(
      'The old key is kept until Xero accepts a code from the new one. You can restore it in the guide.',
    ),
    vscode.l10n.t('Replace'),
  );
}
