import { l10n } from 'vscode';
import { isEmail, loginKey } from '../core/account';
import type { AccountTableView } from '../core/accountTable';
import { sanitizeLabel } from '../platform/sanitize';
import type { FoundAccounts } from './foundAccounts';
import type { FoundKeys, KeyItem, Target } from './foundKeys';
import { readableAppsText } from './importProblemText';
import type { ImportSession } from './importSession';
import type { AccountRowView, AccountsView, ImportView, KeyRowView, KeysView } from './protocol';

/** What the page shows besides keys and accounts. */
export interface PageDetails {
  /** How many files have been read. */
  readonly reading?: { readonly done: number; readonly all: number } | undefined;
  /** What the last action did. */
  readonly notes: readonly string[];
  /** Where new accounts can go. */
  readonly lists: readonly { readonly uri: string; readonly label: string }[];
  /** The chosen list, as its URI. */
  readonly list: string | undefined;
}

/** The page of an import. */
export function importView(
  session: ImportSession,
  accounts: readonly { readonly login: string; readonly name: string }[],
  { reading, notes, lists, list }: PageDetails,
): ImportView {
  const { problems, login } = session;
  const { items } = session.keys;
  const { rows } = session.accounts;
  const addsAccounts =
    session.accounts.newRows.length > 0 || session.keys.wanted.some(({ target }) => target.kind === 'new');
  return {
    title:
      login === undefined
        ? l10n.t('Import')
        : l10n.t('Import Setup Key for {0}', sanitizeLabel(accounts.find(isLogin(login))?.name ?? login)),
    intro: l10n.t(
      'Import setup keys from QR code pictures, Google Authenticator transfers, or exports of {0}. Import accounts from a spreadsheet. Nothing is stored before you confirm it.',
      readableAppsText(),
    ),
    drop: l10n.t('Drop or paste files, pictures or text here.'),
    choose: l10n.t('Choose Files…'),
    ...(reading && {
      status: l10n.t('Reading file {0} of {1}…', Math.min(reading.done + 1, reading.all), reading.all),
    }),
    notes,
    ...(problems.length > 0 && {
      problems: {
        title: problems.length === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', problems.length),
        items: problems.map(({ source, reason }) => ({ source: sanitizeLabel(source.name), reason })),
      },
    }),
    ...(items.length > 0 && { keys: keysView(session.keys, accounts) }),
    ...(rows.length > 0 && { accounts: accountsView(session.accounts) }),
    ...(addsAccounts &&
      lists.length > 1 && {
        lists: {
          label: l10n.t('Add new accounts to'),
          current: list ?? lists[0]?.uri ?? '',
          options: lists.map(({ uri, label }) => ({ value: uri, label: sanitizeLabel(label) })),
        },
      }),
  };
}

function keysView(keys: FoundKeys, accounts: readonly { login: string; name: string }[]): KeysView {
  const { items, wanted, contested } = keys;
  const listed = new Set(accounts.map(({ login }) => loginKey(login)));
  const count = wanted.length;
  return {
    title: items.length === 1 ? l10n.t('1 setup key found') : l10n.t('{0} setup keys found', items.length),
    columns: {
      store: l10n.t('Store'),
      issuer: l10n.t('Issuer'),
      account: l10n.t('Account'),
      code: l10n.t('Current code'),
      target: l10n.t('Goes to'),
      note: l10n.t('Note'),
    },
    rows: [...items.filter(({ isXero }) => isXero), ...items.filter(({ isXero }) => !isXero)].map(item =>
      keyRow(item, keys, contested, listed),
    ),
    noTarget: { value: targetValue({ kind: 'none' }), label: l10n.t('Choose an account…') },
    targets: accounts.map(({ login, name }) => ({
      value: targetValue({ kind: 'account', login }),
      label: sanitizeLabel(name === login ? login : `${name} · ${login}`),
    })),
    ...(items.some(item => !isDone(item, keys)) && {
      store: {
        label: count === 1 ? l10n.t('Store 1 Setup Key') : l10n.t('Store {0} Setup Keys', count),
        isEnabled: count > 0,
      },
    }),
  };
}

function keyRow(
  item: KeyItem,
  keys: FoundKeys,
  contested: ReadonlySet<string>,
  listed: ReadonlySet<string>,
): KeyRowView {
  const [issuer, account] = [sanitizeLabel(item.issuer), sanitizeLabel(item.account)];
  const note = noteOf(item, keys.isStored(item), contested);
  return {
    id: item.id,
    label: l10n.t(
      'Store the setup key of {0}',
      [issuer, account].filter(Boolean).join(' ') || String(item.id + 1),
    ),
    issuer,
    account,
    ticked: item.ticked && !keys.isStored(item),
    isStored: isDone(item, keys),
    target: targetView(item, listed),
    ...(note && { note }),
  };
}

/** Whether its account has the key already. */
function isDone(item: KeyItem, keys: FoundKeys): boolean {
  return keys.isStored(item) || item.stored === 'same';
}

function noteOf(item: KeyItem, isStored: boolean, contested: ReadonlySet<string>): KeyRowView['note'] {
  const warn = (text: string): KeyRowView['note'] => ({ text, isWarning: true });
  if (isStored) return { text: l10n.t('Stored.'), isWarning: false };
  if (item.stored === 'same') return { text: l10n.t('This key is already stored.'), isWarning: false };
  if (item.otherLogin !== undefined) return warn(l10n.t('This key is for another login.'));
  if (!item.isXero) return warn(l10n.t('This key is not for Xero.'));
  if (item.target.kind === 'none') return warn(l10n.t('Choose the account it belongs to.'));
  if (item.stored === 'different') return warn(l10n.t('It would replace another key that is stored.'));
  if (item.stored === 'unreadable') return warn(l10n.t('It would replace a stored key that can’t be read.'));
  if (contested.has(loginKey(item.target.login)))
    return warn(l10n.t('There is another key for this account. Choose one.'));
  return undefined;
}

/** A target as the page names it. */
export function targetValue(target: Target): string {
  return target.kind === 'none' ? '' : `${target.kind}:${target.login}`;
}

/** The reverse of {@link targetValue}. Anything else is no target. */
export function targetOf(value: string): Target {
  const [, kind, login = ''] = /^(account|new):(.+)$/.exec(value) ?? [];
  return kind === 'account' || kind === 'new' ? { kind, login } : { kind: 'none' };
}

function targetView(item: KeyItem, listed: ReadonlySet<string>): KeyRowView['target'] {
  const login = item.target.kind === 'new' ? item.target.login : item.account;
  const canAdd = isEmail(login) && !listed.has(loginKey(login));
  return {
    label: l10n.t('Account for the setup key of {0}', sanitizeLabel(item.account || item.issuer)),
    current: targetValue(item.target),
    ...(canAdd && {
      added: {
        value: targetValue({ kind: 'new', login }),
        label: l10n.t('New account: {0}', sanitizeLabel(login)),
      },
    }),
  };
}

function isLogin(wanted: string): (account: { readonly login: string }) => boolean {
  return ({ login }) => loginKey(login) === loginKey(wanted);
}

function stateOf(
  row: AccountTableView,
  found: FoundAccounts,
  fresh: ReadonlySet<AccountTableView>,
): Pick<AccountRowView, 'kind' | 'state'> {
  if (row.entry === undefined || fresh.has(row)) return { kind: row.kind, state: row.state };
  return found.isAdded(row)
    ? { kind: 'added', state: l10n.t('Added') }
    : { kind: 'same', state: l10n.t('Already in a list') };
}

function accountsView(found: FoundAccounts): AccountsView {
  const { rows, newRows } = found;
  const count = newRows.length;
  const fresh = new Set(newRows);
  return {
    title: rows.length === 1 ? l10n.t('1 account found') : l10n.t('{0} accounts found', rows.length),
    columns: {
      line: l10n.t('Line'),
      state: l10n.t('State'),
      login: l10n.t('Login'),
      name: l10n.t('Name'),
      organisations: l10n.t('Organisations'),
    },
    rows: rows.map(row => {
      return {
        line: row.line,
        ...stateOf(row, found, fresh),
        login: sanitizeLabel(row.login),
        name: sanitizeLabel(row.name),
        organisations: sanitizeLabel(row.organisations),
      };
    }),
    ...(count > 0 && {
      add: {
        label: count === 1 ? l10n.t('Add 1 Account') : l10n.t('Add {0} Accounts', count),
        isEnabled: true,
      },
    }),
  };
}
