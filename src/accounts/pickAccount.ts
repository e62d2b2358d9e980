import { l10n } from 'vscode';
import { type LoginRow, type PickedLogin, pickLogin } from '../platform/pickLogin';

/** Asks for one of the accounts. */
export function pickAccount(rows: readonly LoginRow[], title: string): Promise<PickedLogin | undefined> {
  return pickLogin(rows, {
    title: () => title,
    placeholder: l10n.t('Type a name, login or organisation'),
  });
}
