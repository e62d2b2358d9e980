import { l10n } from 'vscode';
import { isEmail, loginKey } from '../core/account';
import { listInWords } from '../platform/listInWords';
import { sanitizeLabel } from '../platform/sanitize';
import type { FoundKeys } from './foundKeys';
import type { KeyItem, Target } from './keyItem';
import type { KeyRowView, KeysView } from './protocol';

interface Listed {
  readonly login: string;
  readonly name: string;
}

/**
 * The keys of an import.
 *
 * @param accounts of the lists, sorted
 * @param hasSources whether to say where each key was found
 */
export function keysView(keys: FoundKeys, accounts: readonly Listed[], hasSources: boolean): KeysView {
  const { items, contested } = keys;
  const listed = new Map(accounts.map(account => [loginKey(account.login), account]));
  const sorted = [...items.filter(({ isXero }) => isXero), ...items.filter(({ isXero }) => !isXero)];
  const rowsOf = (isWanted: (item: KeyItem) => boolean): KeyRowView[] =>
    groups(sorted.filter(isWanted)).flatMap(group =>
      group.map((item, index) => keyRow(item, rivalIn(group, index), keys, contested, listed)),
    );
  const rows = rowsOf(item => !keys.isDone(item));
  const done = rowsOf(item => keys.isDone(item));
  const hasNotes = [...rows, ...done].some(({ note }) => note);
  return {
    title: items.length === 1 ? l10n.t('1 setup key found') : l10n.t('{0} setup keys found', items.length),
    columns: {
      save: l10n.t('Save'),
      issuer: l10n.t('Issuer'),
      account: l10n.t('Account'),
      code: l10n.t('Current code'),
      target: l10n.t('Save to'),
      ...(hasSources && { source: l10n.t('Source') }),
      ...(hasNotes && { note: l10n.t('Note') }),
    },
    rows,
    ...(done.length > 0 && {
      done: {
        label:
          done.length === 1
            ? l10n.t('1 setup key is saved')
            : l10n.t('{0} setup keys are saved', done.length),
        rows: done,
      },
    }),
    noTarget: { value: targetValue({ kind: 'none' }), label: l10n.t('Choose an account…') },
    targets: accounts.map(account => ({
      value: targetValue({ kind: 'account', login: account.login }),
      label: accountLabel(account),
    })),
  };
}

/** Keys for one login stand together, where the first of them was found. */
function groups(items: readonly KeyItem[]): readonly (readonly KeyItem[])[] {
  const byLogin = new Map<string, KeyItem[]>();
  for (const item of items) {
    const login = loginKey(item.target.login ?? item.account);
    // A key without a name is like no other.
    const key = login || `\n${item.id}`;
    const group = byLogin.get(key);
    if (group) group.push(item);
    else byLogin.set(key, [item]);
  }
  return [...byLogin.values()];
}

function rivalIn({ length }: readonly KeyItem[], index: number): KeyRowView['rival'] {
  if (length < 2) return undefined;
  return index === 0 ? 'first' : 'other';
}

function keyRow(
  item: KeyItem,
  rival: KeyRowView['rival'],
  keys: FoundKeys,
  contested: ReadonlySet<string>,
  listed: ReadonlyMap<string, Listed>,
): KeyRowView {
  const [issuer, account] = [sanitizeLabel(item.issuer), sanitizeLabel(item.account)];
  const source = listInWords([...new Set(item.sources.map(({ name }) => sanitizeLabel(name)))]);
  const note = noteOf(item, keys.isStored(item), contested);
  const name = [issuer, account].filter(Boolean).join(' ') || String(item.id + 1);
  return {
    id: item.id,
    label: rival
      ? l10n.t('Save the setup key for {0} from {1}', name, source)
      : l10n.t('Save the setup key for {0}', name),
    issuer,
    account,
    source,
    ticked: item.ticked && !keys.isStored(item),
    target: targetView(item, listed),
    ...(rival && { rival }),
    ...(note && { note }),
  };
}

function noteOf(item: KeyItem, isStored: boolean, contested: ReadonlySet<string>): KeyRowView['note'] {
  const warn = (text: string): KeyRowView['note'] => ({ text, isWarning: true });
  if (isStored || item.stored === 'same') return undefined;
  if (item.otherLogin !== undefined) return warn(l10n.t('This key is for another login.'));
  if (item.place === 'bin') return warn(l10n.t('This key is in the app’s trash.'));
  if (item.place === 'archive') return warn(l10n.t('This key is archived in the app.'));
  if (!item.isXero) return warn(l10n.t('This key isn’t for Xero.'));
  if (item.target.kind === 'none') return warn(l10n.t('Choose the account it belongs to.'));
  if (item.stored === 'different') return warn(l10n.t('Replaces the saved key.'));
  if (item.stored === 'unreadable') return warn(l10n.t('Replaces a saved key that can’t be read.'));
  if (contested.has(loginKey(item.target.login)))
    return warn(l10n.t('Several keys match this account. Choose one.'));
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

function targetView(item: KeyItem, listed: ReadonlyMap<string, Listed>): KeyRowView['target'] {
  const login = item.target.kind === 'new' ? item.target.login : item.account;
  const canAdd = isEmail(login) && !listed.has(loginKey(login));
  // The account may have been added meanwhile.
  const target = listed.get(loginKey(item.target.login ?? ''));
  const added = l10n.t('New account: {0}', sanitizeLabel(login));
  return {
    label: l10n.t('Account for the setup key for {0}', sanitizeLabel(item.account || item.issuer)),
    current: targetValue(target ? { kind: 'account', login: target.login } : item.target),
    name: target ? accountLabel(target) : added,
    ...(canAdd && { added: { value: targetValue({ kind: 'new', login }), label: added } }),
  };
}

/** An account as a choice names it. */
export function accountLabel({ name, login }: Listed): string {
  return sanitizeLabel(name === login ? login : `${name} · ${login}`);
}
