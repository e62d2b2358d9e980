import { l10n } from 'vscode';
import { requireConfirmed } from '../platform/confirm';
import { nameList } from '../platform/nameList';

/**
 * Asks before passwords take the place of others.
 *
 * @param names of the accounts, one at least
 * @throws `vscode.CancellationError` if the person keeps the passwords that are stored
 */
export async function confirmReplacingPasswords(names: readonly string[]): Promise<void> {
  const list = nameList(names);
  await requireConfirmed(
    names.length === 1
      ? l10n.t('{0} already has a different password on this computer. Replace it?', list)
      : l10n.t('These accounts already have different passwords on this computer. Replace them? {0}', list),
    l10n.t('The old password will be lost.'),
    l10n.t('Replace'),
  );
}
