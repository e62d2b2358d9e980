import { l10n } from 'vscode';
import { loginKey } from '../core/account';
import type { AccountRowWords, AccountTableView } from '../core/accountTableView';
import type { NewEntry } from '../core/listEdit';
import type { SessionAccounts } from './services';
import type { Source } from './source';

/** A row of a spreadsheet. */
export interface AccountItem {
  readonly id: number;
  readonly source: Source;
  readonly row: AccountRowWords;
  /** Whether its account will be added, if it is new. */
  ticked: boolean;
}

/** The accounts that an import has found in spreadsheets, and those that it has added. */
export class FoundAccounts {
  readonly #items: AccountItem[] = [];
  readonly #identities = new Set<string>();
  readonly #added = new Set<string>();
  readonly #notes = new Set<string>();

  constructor(private readonly lists: Pick<SessionAccounts, 'find' | 'addAll'>) {}

  /** The rows of all spreadsheets. */
  get items(): readonly AccountItem[] {
    return this.#items;
  }

  /** What was not read of the spreadsheets, in sentences. */
  get notes(): readonly string[] {
    return [...this.#notes];
  }

  /** The rows that would be added. */
  get wanted(): readonly AccountItem[] {
    return this.#items.filter(item => item.ticked && this.isNew(item));
  }

  /** Whether no list has its login by now. */
  isNew({ row: { entry } }: AccountItem): boolean {
    return entry !== undefined && !this.lists.find(entry.login);
  }

  isAdded({ row: { login } }: AccountItem): boolean {
    return this.#added.has(loginKey(login));
  }

  /** Takes the rows of a spreadsheet, except those that an earlier one has as well. Ticks those that can be added. */
  addTable(source: Source, { rows, notes }: Pick<AccountTableView, 'rows' | 'notes'>): void {
    for (const note of notes) this.#notes.add(note);
    const logins = new Set(this.#items.flatMap(({ row: { entry } }) => (entry ? loginKey(entry.login) : [])));
    const known = new Set(this.#identities);
    for (const row of rows) {
      if (known.has(identityOf(row))) continue;
      this.#identities.add(identityOf(row));
      const { entry, ...others } = row;
      const isOther = entry !== undefined && logins.has(loginKey(entry.login));
      this.#items.push({
        id: this.#items.length,
        source,
        row: isOther ? { ...others, kind: 'different', state: otherDetailsText() } : row,
        ticked: entry !== undefined && !isOther,
      });
    }
  }

  /** Ticks a row that can be added, or not. */
  tick(id: number, ticked: boolean): void {
    const item = this.#items[id];
    if (item?.row.entry) item.ticked = ticked;
  }

  /** What to add to the lists: the ticked rows, and the other logins, which have no details. */
  entriesWith(logins: readonly string[]): readonly NewEntry[] {
    const entries = new Map(
      this.wanted.flatMap(({ row: { entry } }) => (entry ? [[loginKey(entry.login), entry]] : [])),
    );
    for (const login of logins) {
      const key = loginKey(login);
      if (!entries.has(key)) entries.set(key, { login, fields: {} });
    }
    return [...entries.values()];
  }

  /** @param list where they go, as its URI */
  async addToLists(entries: readonly NewEntry[], list: string | undefined): Promise<void> {
    if (entries.length === 0) return;
    await this.lists.addAll(entries, list);
    for (const { login } of entries) this.#added.add(loginKey(login));
  }
}

/** Rows with the same identity are duplicates, whatever line they are on. */
function identityOf(row: AccountRowWords): string {
  return JSON.stringify({ ...row, line: 0, omitted: [] });
}

function otherDetailsText(): string {
  return l10n.t('Duplicate with different details. Only the first is added.');
}
