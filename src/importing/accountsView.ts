import { l10n } from 'vscode';
import type { AccountCells } from '../core/accountTableView';
import { toOneLine } from '../core/oneLine';
import { sanitizeLabel } from '../platform/sanitize';
import type { AccountItem, FoundAccounts } from './foundAccounts';
import type { AccountRowView, AccountsView } from './protocol';

type CellName = keyof AccountCells;

/**
 * The accounts of spreadsheets.
 *
 * @param hasSources whether to say where each was found
 */
export function accountsView(found: FoundAccounts, hasSources: boolean): AccountsView {
  const { items } = found;
  const names = cellNames();
  const cells = (Object.keys(names) as CellName[]).filter(
    name => name === 'login' || items.some(({ row }) => row[name] !== ''),
  );
  const all = items.map(item => accountRow(item, found, cells, hasSources));
  const done = all.filter(isDone);
  return {
    title: items.length === 1 ? l10n.t('1 account found') : l10n.t('{0} accounts found', items.length),
    columns: {
      add: l10n.t('Add'),
      state: l10n.t('State'),
      source: hasSources ? l10n.t('Source') : l10n.t('Line'),
    },
    cells: cells.map(name => names[name]),
    notes: found.notes,
    rows: all.filter(row => !isDone(row)),
    ...(done.length > 0 && {
      done: {
        label:
          done.length === 1
            ? l10n.t('1 account is already in a list')
            : l10n.t('{0} accounts are already in a list', done.length),
        rows: done,
      },
    }),
  };
}

function cellNames(): Readonly<Record<CellName, string>> {
  return {
    login: l10n.t('Login'),
    name: l10n.t('Name'),
    organisations: l10n.t('Organisations'),
    owner: l10n.t('Owner'),
    backupEmail: l10n.t('Backup email'),
    tags: l10n.t('Tags'),
    notes: l10n.t('Notes'),
  };
}

function isDone({ kind }: AccountRowView): boolean {
  return kind === 'same' || kind === 'added';
}

function accountRow(
  item: AccountItem,
  found: FoundAccounts,
  cells: readonly CellName[],
  hasSources: boolean,
): AccountRowView {
  const { id, source, row, ticked } = item;
  const { line } = row;
  return {
    id,
    ...stateOf(item, found),
    source: hasSources ? l10n.t('{0}, line {1}', sanitizeLabel(source.name), line) : String(line),
    // In full: nothing that is not seen here is written into a list.
    cells: cells.map(name => toOneLine(row[name])),
    ...(found.isNew(item) && { tick: { label: l10n.t('Add the account {0}', row.login), ticked } }),
  };
}

function stateOf(item: AccountItem, found: FoundAccounts): Pick<AccountRowView, 'kind' | 'state'> {
  const { kind, state, entry, omitted } = item.row;
  if (entry && !found.isNew(item)) {
    return found.isAdded(item)
      ? { kind: 'added', state: l10n.t('Added') }
      : { kind: 'same', state: l10n.t('Already in a list') };
  }
  return { kind, state: entry && omitted.length > 0 ? l10n.t('New, some cells left out') : state };
}
