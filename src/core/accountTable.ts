import { type Account, isEmail, loginKey, type Organisation } from './account';
import { COLUMNS } from './accountColumnNames';
import { type AccountColumns, columnsIn } from './accountColumns';
import { type OmittedCell, type RowContent, readRow } from './accountRow';
import { type TableRow, tableRows } from './delimited';
import type { ImportedKey } from './importedKey';
import { isCertainKeyCell } from './keyCell';
import type { AccountChanges } from './listEdit';
import { emailIn } from './tableCell';
import { tableKind } from './tableHeader';

/** A spreadsheet of accounts. */
export interface AccountTable {
  /** One for each login, and for each row without one. */
  readonly rows: readonly AccountTableRow[];
  /** Setup keys, each for the login of its row. They are not part of the rows, because lists are shared. */
  readonly keys: readonly RowKey[];
  /** The logins with a password, and the line of each. */
  readonly withPassword: readonly RowWithPassword[];
  /** The names of columns that are not read, as the header has them: those of passwords, and others. */
  readonly passwords: readonly string[];
  readonly unknown: readonly string[];
}

/** The rows of a login, or a row without a login, and what an import would do with it. */
export interface AccountTableRow {
  /** The line it begins on, from 1. */
  readonly line: number;
  /** Empty if it is wrong. */
  readonly login: string;
  readonly fields: AccountChanges;
  /** The cells that are left out. */
  readonly omitted: readonly OmittedCell[];
  readonly verdict: RowVerdict;
}

/** `different`: the lists have the login with other details, which stay. */
export type RowVerdict =
  | { readonly kind: 'new' | 'same' | 'different' }
  | { readonly kind: 'wrong'; readonly problem: RowProblem };

export type RowProblem = 'noLogin' | 'notEmail';

export interface RowKey {
  readonly login: string;
  readonly key: ImportedKey;
}

/** A row that has a password, which is not part of what is read. */
export interface RowWithPassword {
  readonly login: string;
  readonly line: number;
}

/** Why a text can't be read as a spreadsheet of accounts. */
export type TableProblem = 'noTable' | 'unreadable' | 'export';

/** How far down the header may be: a title may stand above it. */
const HEADER_ROWS = 10;

/**
 * Reads the accounts of a spreadsheet: CSV, or copied cells. A header names the columns, in any order. Semicolons or line
 * breaks separate several organisations or tags in a cell, and a login may have several rows.
 *
 * @param listed the accounts that the lists have
 */
export function parseAccountTable(text: string, listed: readonly Account[]): AccountTable | TableProblem {
  const read = readTable(text);
  if (typeof read === 'string') return read;
  const { contents, columns } = read;
  const known = new Map(listed.map(account => [loginKey(account.login), account]));
  const { passwords, unknown } = columns;
  return {
    rows: merged(contents).map(row => rowOf(row, known)),
    keys: contents.flatMap(({ login, keys }) =>
      login === undefined ? [] : keys.map(key => ({ login, key })),
    ),
    withPassword: contents.flatMap(({ login, line, password }) =>
      login !== undefined && password !== '' ? { login, line } : [],
    ),
    passwords,
    unknown,
  };
}

/** The passwords of the rows of a spreadsheet, by their lines. */
export function passwordsInTable(text: string): ReadonlyMap<number, string> {
  const read = readTable(text);
  const contents = typeof read === 'string' ? [] : read.contents;
  return new Map(contents.flatMap(({ line, password }) => (password === '' ? [] : [[line, password]])));
}

interface ReadTable {
  readonly contents: readonly RowContent[];
  readonly columns: AccountColumns;
}

function readTable(text: string): ReadTable | TableProblem {
  const rows = tableRows(text);
  // The first line shows whether an unreadable text is meant as a spreadsheet.
  const given = rows ?? tableRows(firstLineOf(text)) ?? [];
  if (tableKind(given) === 'export') return 'export';
  const table = withHeader(given) ?? withoutHeader(given);
  if (!table) return 'noTable';
  if (!rows) return 'unreadable';
  const contents = unmerged(table.rows.filter(row => !isRule(row)).map(row => readRow(row, table.columns)));
  return { contents, columns: table.columns };
}

function firstLineOf(text: string): string {
  return /^\s*(?:sep=[,;\t|]\s+)?([^\r\n]*)/i.exec(text)?.[1] ?? '';
}

interface Body {
  readonly columns: AccountColumns;
  readonly rows: readonly TableRow[];
}

/** The rows below the header: of the first rows, the one that names the most columns. Above it may be titles, but no data. */
function withHeader(rows: readonly TableRow[]): Body | undefined {
  let best: (Body & { readonly names: number }) | undefined;
  for (const [index, row] of rows.slice(0, HEADER_ROWS).entries()) {
    const isData = row.cells.some(cell => isEmail(emailIn(cell)));
    if (isData && row.cells.filter(Boolean).length > 1) break;
    const below = rows.slice(index + 1);
    const columns = isData ? undefined : columnsIn(row, below);
    if (!columns) continue;
    const [login = -1] = columns.columns.get('login') ?? [];
    const hasLogins = below.some(({ cells }) => isEmail(emailIn(cells[login] ?? '')));
    const names = columns.columns.size;
    // A letter may have "Email" on a line.
    if ((index === 0 || hasLogins) && names > (best?.names ?? 0))
      best = { columns, rows: below.filter(({ cells }) => `${cells}` !== `${row.cells}`), names };
  }
  return best;
}

/** Rows that begin with a login. */
function withoutHeader(rows: readonly TableRow[]): Body | undefined {
  const [first, second] = rows;
  const isLogin = (cell = ''): boolean => isEmail(emailIn(cell));
  if (!first || !isLogin(first.cells[0])) return undefined;
  const filled = first.cells.filter(Boolean);
  if (!second && filled.length > 1 && filled.every(isLogin)) {
    // A list of addresses, as mail programs write it.
    return { columns: POSITIONS, rows: filled.map(cell => ({ line: first.line, cells: [cell] })) };
  }
  if (first.cells.length < 2 && !isLogin(second?.cells[0])) return undefined;
  const keys = [...first.cells.keys()].filter(index =>
    rows.some(({ cells }) => isCertainKeyCell(cells[index] ?? '')),
  );
  const isKey = (indexes: readonly number[]): boolean => keys.includes(indexes[0] ?? -1);
  const columns = new Map([...POSITIONS.columns].filter(([, indexes]) => !isKey(indexes)));
  return { columns: { ...POSITIONS, columns, keys }, rows };
}

const POSITIONS: AccountColumns = {
  columns: new Map(COLUMNS.map((column, index) => [column, [index]])),
  keys: [],
  passwords: [],
  unknown: [],
};

/** The line below a header in Markdown. */
function isRule({ cells }: TableRow): boolean {
  return cells.every(cell => /^:?-*:?$/.test(cell)) && cells.some(cell => cell.includes('--'));
}

/** A cell that spans several rows is in the first of them only: rows that have nothing but organisations go on a login. */
function unmerged(rows: readonly RowContent[]): readonly RowContent[] {
  let login: string | undefined;
  return rows.map(row => {
    const { organisations, ...others } = row.fields;
    const goesOn = row.login === undefined && !row.hasOther && row.keys.length === 0;
    if (goesOn && organisations && Object.keys(others).length === 0 && login !== undefined)
      return { ...row, login };
    login = row.login;
    return row;
  });
}

/** Makes one row of all that have the same login. */
function merged(rows: readonly RowContent[]): readonly RowContent[] {
  const byLogin = new Map<string, RowContent>();
  const others: RowContent[] = [];
  for (const row of rows) {
    if (row.login === undefined) others.push(row);
    else {
      const key = loginKey(row.login);
      const earlier = byLogin.get(key);
      byLogin.set(key, earlier ? combined(earlier, row) : row);
    }
  }
  return [...byLogin.values(), ...others].sort((a, b) => a.line - b.line);
}

/** Of two values, the earlier one counts; organisations and tags of both. */
function combined(earlier: RowContent, later: RowContent): RowContent {
  const [before, after] = [earlier.fields, later.fields];
  const differing = (['name', 'owner', 'backupEmail', 'notes'] as const).filter(
    field => before[field] !== undefined && after[field] !== undefined && before[field] !== after[field],
  );
  const organisations = [...(before.organisations ?? [])];
  for (const organisation of after.organisations ?? []) {
    const same = organisations.findIndex(each => mayBeSame(each, organisation));
    if (same < 0) organisations.push(organisation);
    else organisations[same] = { ...organisation, ...organisations[same] } as Organisation;
  }
  const tags = [...new Set([...(before.tags ?? []), ...(after.tags ?? [])])];
  return {
    ...earlier,
    fields: {
      ...after,
      ...before,
      ...(organisations.length > 0 && { organisations }),
      ...(tags.length > 0 && { tags }),
    },
    omitted: [
      ...earlier.omitted,
      ...later.omitted,
      ...differing.map(column => ({ line: later.line, column, why: 'differs' as const })),
    ],
  };
}

/** A login may have several demo companies of a region, which only their shortcodes distinguish. */
function mayBeSame(a: Organisation, b: Organisation): boolean {
  const hasSameCode = !a.shortCode || !b.shortCode || a.shortCode === b.shortCode;
  return a.name === b.name && a.region === b.region && hasSameCode;
}

function rowOf(
  { line, login, hasOther, fields, omitted }: RowContent,
  known: ReadonlyMap<string, Account>,
): AccountTableRow {
  if (login === undefined) {
    const problem = hasOther ? 'notEmail' : 'noLogin';
    return { line, login: '', fields: {}, omitted: [], verdict: { kind: 'wrong', problem } };
  }
  const listed = known.get(loginKey(login));
  return { line, login, fields, omitted, verdict: { kind: listed ? compared(fields, listed) : 'new' } };
}

/** A list may have more details than a spreadsheet. */
function compared(fields: AccountChanges, listed: Account): 'same' | 'different' {
  const { organisations = [], tags = [], ...texts } = fields;
  const isSame =
    organisations.every(organisation =>
      listed.organisations.some(each =>
        Object.entries(organisation).every(([key, value]) => each[key as keyof Organisation] === value),
      ),
    ) &&
    tags.every(tag => listed.tags.includes(tag)) &&
    Object.entries(texts).every(([field, value]) => listed[field as keyof typeof texts] === value);
  return isSame ? 'same' : 'different';
}
