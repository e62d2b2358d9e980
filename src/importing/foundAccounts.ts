import { l10n } from 'vscode';
import { loginKey } from '../core/account';
import type { AccountTableView } from '../core/accountTable';
import type { NewEntry } from '../core/listEdit';
import type { SessionAccounts } from './services';

/** The accounts that an import has found in spreadsheets, and those that it has added. */
export class FoundAccounts {
  readonly #rows: AccountTableView[] = [];
  readonly #added = new Set<string>();

  constructor(private readonly lists: Pick<SessionAccounts, 'find' | 'addAll'>) {}

  /** The rows of all spreadsheets. */
  get rows(): readonly AccountTableView[] {
    return this.#rows;
  }

  /** The rows that would be added: those whose login no list has by now. */
  get newRows(): readonly AccountTableView[] {
    return this.#rows.filter(({ login, entry }) => entry && !this.lists.find(login));
  }

  isAdded({ login }: AccountTableView): boolean {
    return this.#added.has(loginKey(login));
  }

  /** Takes the rows of a spreadsheet, except those that an earlier one has as well. */
  addRows(rows: readonly AccountTableView[]): void {
    const earlier = new Set(this.#rows.map(identityOf));
    const logins = new Set(this.#rows.flatMap(({ entry }) => (entry ? loginKey(entry.login) : [])));
    for (const row of rows) {
      if (earlier.has(identityOf(row))) continue;
      const { entry, ...others } = row;
      const isOther = entry !== undefined && logins.has(loginKey(entry.login));
      this.#rows.push(isOther ? { ...others, kind: 'different', state: otherDetailsText() } : row);
    }
  }

  /** What to add to the lists for some logins: their rows, where spreadsheets have them. */
  entriesFor(logins: readonly string[]): readonly NewEntry[] {
    const rows = new Map(this.newRows.map(({ login, entry }) => [loginKey(login), entry]));
    return logins.map(login => rows.get(loginKey(login)) ?? { login, fields: {} });
  }

  /** @param list where they go, as its URI */
  async addToLists(entries: readonly NewEntry[], list: string | undefined): Promise<void> {
    if (entries.length === 0) return;
    await this.lists.addAll(entries, list);
    for (const { login } of entries) this.#added.add(loginKey(login));
  }
}

/** Rows with the same identity are duplicates, whatever line they are on. */
function identityOf(row: AccountTableView): string {
  return JSON.stringify({ ...row, line: 0 });
}

function otherDetailsText(): string {
  return l10n.t('Found before with other details. Only the first is added.');
}
