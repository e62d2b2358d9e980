import { l10n } from 'vscode';
import { loginKey } from '../core/account';
import { sanitizeLabel } from '../platform/sanitize';
import { canTick, type FoundPasswords, type PasswordItem } from './foundPasswords';
import { accountLabel } from './keysView';
import type { PasswordRowView, PasswordsView } from './protocol';

/**
 * The passwords of an import, without any of them; `undefined` if no file has some.
 *
 * @param accounts of the lists
 * @param hasSources whether to say where each was found
 */
export function passwordsView(
  passwords: FoundPasswords,
  accounts: readonly { readonly login: string; readonly name: string }[],
  hasSources: boolean,
): PasswordsView | undefined {
  const { files, items } = passwords;
  if (files.length === 0) return undefined;
  const names = new Map(accounts.map(account => [loginKey(account.login), accountLabel(account)]));
  const rows = items.map(item => passwordRow(item, names));
  return {
    files: files.map(({ id, source, isOn }) => ({
      id,
      label: hasSources
        ? l10n.t('Passwords, too: {0}', sanitizeLabel(source.name))
        : l10n.t('Passwords, too'),
      isOn,
    })),
    ...(rows.length > 0 && {
      found: {
        title: rows.length === 1 ? l10n.t('1 password found') : l10n.t('{0} passwords found', rows.length),
        columns: {
          save: l10n.t('Save'),
          account: l10n.t('Account'),
          ...(hasSources && { source: l10n.t('Source') }),
          ...(rows.some(({ note }) => note) && { note: l10n.t('Note') }),
        },
        rows,
      },
    }),
  };
}

function passwordRow(item: PasswordItem, names: ReadonlyMap<string, string>): PasswordRowView {
  const login = item.login();
  const account = names.get(loginKey(login ?? '')) ?? sanitizeLabel(login ?? item.account);
  const source = sanitizeLabel(item.source.name);
  const note = noteOf(item, names);
  return {
    id: item.id,
    account,
    source,
    ...(canTick(item) && {
      tick: { label: l10n.t('Save the password for {0} from {1}', account, source), ticked: item.ticked },
    }),
    ...(note && { note }),
  };
}

function noteOf(item: PasswordItem, names: ReadonlyMap<string, string>): PasswordRowView['note'] {
  const warn = (text: string): PasswordRowView['note'] => ({ text, isWarning: true });
  const login = item.login();
  if (login === undefined) return warn(l10n.t('Choose the account of its setup key.'));
  if (!item.isUsable) return warn(l10n.t('This can’t be a password: it is too long, or has line breaks.'));
  if (item.stored === 'same') return { text: l10n.t('This password is saved.'), isWarning: false };
  if (item.hasRival) return warn(l10n.t('Several passwords match this account. Choose one.'));
  if (item.stored === 'different') return warn(l10n.t('Replaces the saved password.'));
  if (item.stored === 'unreadable') return warn(l10n.t('Replaces a saved password that can’t be read.'));
  return names.has(loginKey(login)) ? undefined : { text: l10n.t('New account'), isWarning: false };
}
