import { l10n } from 'vscode';
import { partsInWords } from '../platform/listInWords';
import type { OrganisationCounts } from './foundOrganisations';
import type { SavedCounts } from './savedCounts';

/** What would be saved, as a button says it; empty if that is nothing. */
export function saveLabel({ keys, accounts, passwords = 0, organisations }: SavedCounts): string {
  const first = keysAndAccountsLabel(keys, accounts, organisations !== undefined || passwords > 0);
  return partsInWords([
    ...(first ? [first] : []),
    ...(passwords > 0 ? [passwordsLabel(passwords, first !== '')] : []),
    ...(organisations ? organisationLabels(organisations) : []),
  ]);
}

/** @param isMore whether the label begins with something else */
function passwordsLabel(passwords: number, isMore: boolean): string {
  if (isMore) return passwords === 1 ? l10n.t('1 Password') : l10n.t('{0} Passwords', passwords);
  return passwords === 1 ? l10n.t('Save 1 Password') : l10n.t('Save {0} Passwords', passwords);
}

function keysAndAccountsLabel(keys: number, accounts: number, hasMore: boolean): string {
  if (keys === 0 && accounts === 0) return '';
  if (keys === 0) return accounts === 1 ? l10n.t('Add 1 Account') : l10n.t('Add {0} Accounts', accounts);
  if (accounts === 0 && hasMore) return keys === 1 ? l10n.t('Save 1 Key') : l10n.t('Save {0} Keys', keys);
  if (accounts === 0) return keys === 1 ? l10n.t('Save 1 Setup Key') : l10n.t('Save {0} Setup Keys', keys);
  if (keys === 1 && accounts === 1) return l10n.t('Save 1 Key, Add 1 Account');
  if (keys === 1) return l10n.t('Save 1 Key, Add {0} Accounts', accounts);
  if (accounts === 1) return l10n.t('Save {0} Keys, Add 1 Account', keys);
  return l10n.t('Save {0} Keys, Add {1} Accounts', keys, accounts);
}

function organisationLabels({ added, updated }: OrganisationCounts): readonly string[] {
  return [
    ...(added === 1 ? [l10n.t('Add 1 Organisation')] : []),
    ...(added > 1 ? [l10n.t('Add {0} Organisations', added)] : []),
    ...(updated === 1 ? [l10n.t('Update 1 Organisation')] : []),
    ...(updated > 1 ? [l10n.t('Update {0} Organisations', updated)] : []),
  ];
}

/** What was saved. */
export function savedText({ keys, accounts, passwords = 0, organisations }: SavedCounts): string {
  const { added, updated } = organisations ?? { added: 0, updated: 0 };
  return [
    ...(keys > 0 ? [keys === 1 ? l10n.t('1 setup key saved.') : l10n.t('{0} setup keys saved.', keys)] : []),
    ...(passwords > 0
      ? [passwords === 1 ? l10n.t('1 password saved.') : l10n.t('{0} passwords saved.', passwords)]
      : []),
    ...(accounts > 0
      ? [accounts === 1 ? l10n.t('1 account added.') : l10n.t('{0} accounts added.', accounts)]
      : []),
    ...(added > 0
      ? [added === 1 ? l10n.t('1 organisation added.') : l10n.t('{0} organisations added.', added)]
      : []),
    ...(updated > 0
      ? [updated === 1 ? l10n.t('1 organisation updated.') : l10n.t('{0} organisations updated.', updated)]
      : []),
  ].join(' ');
}

/** What to do with files that keys or passwords were imported from. */
export function filesTexts({ keys, passwords = 0 }: SavedCounts): string[] {
  if (passwords > 0)
    return [l10n.t('The imported files contain unencrypted passwords. Delete them if you don’t need them.')];
  return keys > 0
    ? [l10n.t('The imported files contain unencrypted setup keys. Delete them if you don’t need them.')]
    : [];
}
