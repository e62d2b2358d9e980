import { type Account, isEmail, loginKey, type Organisation } from './account';
import { columnKey, type TableRow, tableRows } from './delimited';
import { parseList } from './list';
import type { AccountChanges, NewEntry } from './listEdit';
import type { ListProblem } from './listProblem';
import type { Region } from './organisation';

/** A row of a spreadsheet of accounts, and what an import would do with it. */
export interface AccountTableRow {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly login: string;
  readonly fields: AccountChanges;
  readonly verdict: RowVerdict;
}

/** `different`: the lists have the login with other details, which stay. */
export type RowVerdict =
  | { readonly kind: 'new' | 'same' | 'different' }
  | { readonly kind: 'wrong'; readonly problem: RowProblem };

/** A row of a spreadsheet of accounts, in words. */
export interface AccountTableView {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly login: string;
  readonly name: string;
  readonly organisations: string;
  readonly kind: RowVerdict['kind'];
  /** The verdict on it, as a sentence. */
  readonly state: string;
  /** What to add to a list, if it is new. */
  readonly entry?: NewEntry;
}

export type RowProblem =
  | { readonly kind: 'noLogin' }
  /** An earlier line has the same login. */
  | { readonly kind: 'twice'; readonly line: number }
  | { readonly kind: 'entry'; readonly problem: ListProblem };

/** Why a text can't be read as a spreadsheet of accounts. */
export type TableProblem = 'noTable' | 'unreadable';

type Column = 'login' | 'name' | 'organisations' | 'region' | 'owner' | 'backupEmail' | 'tags' | 'notes';

/** In the order that is assumed if the first row is not a header. */
const COLUMNS: readonly Column[] = [
  'login',
  'name',
  'organisations',
  'region',
  'owner',
  'backupEmail',
  'tags',
  'notes',
];

/** What people call the columns, in English and French. If a header has several of them, the first in this order counts. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  login: ['Xero login', 'login', 'email', 'user', 'username', 'identifiant', 'adresse email', 'courriel'],
  name: ['name', 'label', 'nom'],
  organisations: ['organisations', 'organisation', 'organizations', 'organization', 'tenant'],
  region: ['region', 'country', 'pays'],
  owner: ['owner', 'contact', 'responsable', 'propriétaire'],
  backupEmail: ['backup email', 'recovery email', 'email de secours', 'adresse de secours'],
  tags: ['tags', 'tag', 'labels', 'étiquettes'],
  notes: ['notes', 'note', 'comment', 'comments', 'remarques'],
};

/**
 * Reads the accounts of a spreadsheet: CSV, or copied cells. The first row names the columns, in any order; unknown
 * ones are ignored. Semicolons or line breaks separate several organisations or tags in a cell.
 *
 * @param listed the accounts that the lists have
 */
export function parseAccountTable(
  text: string,
  listed: readonly Account[],
): readonly AccountTableRow[] | TableProblem {
  const rows = tableRows(text);
  // The first line shows whether an unreadable text is meant as a spreadsheet.
  const [first] = rows ?? tableRows(firstLineOf(text)) ?? [];
  if (!first) return 'noTable';
  const header = columnsIn(first);
  if (!header && !looksLikeRow(first)) return 'noTable';
  if (!rows) return 'unreadable';
  const columns = header ?? new Map(COLUMNS.map((column, index) => [column, index]));
  const known = new Map(listed.map(account => [loginKey(account.login), account]));
  const lines = new Map<string, number>();
  return (header ? rows.slice(1) : rows).map(row => {
    const { login, fields } = entryOf(row, columns);
    const key = loginKey(login);
    const earlier = lines.get(key);
    if (earlier === undefined && login !== '') lines.set(key, row.line);
    return { line: row.line, login, fields, verdict: verdictOn(login, fields, known.get(key), earlier) };
  });
}

function firstLineOf(text: string): string {
  return /^\s*(?:sep=[,;\t|]\s+)?([^\r\n]*)/i.exec(text)?.[1] ?? '';
}

/** The index of each column, or `undefined` if no column has logins. */
function columnsIn({ cells }: TableRow): ReadonlyMap<Column, number> | undefined {
  const keys = cells.map(columnKey);
  const columns = new Map<Column, number>();
  for (const column of COLUMNS) {
    const name = NAMES[column].map(columnKey).find(each => keys.includes(each));
    if (name !== undefined) columns.set(column, keys.indexOf(name));
  }
  return columns.has('login') ? columns : undefined;
}

function looksLikeRow({ cells: [login = '', ...others] }: TableRow): boolean {
  return isEmail(login) && others.length > 0;
}

function entryOf(
  { cells }: TableRow,
  columns: ReadonlyMap<Column, number>,
): { login: string; fields: AccountChanges } {
  const cell = (column: Column): string => cells[columns.get(column) ?? -1] ?? '';
  const organisations = organisationsIn(cell('organisations'), cell('region'));
  const tags = partsOf(cell('tags'), /[;,\n]/);
  const [name, owner, backupEmail, notes] = [cell('name'), cell('owner'), cell('backupEmail'), cell('notes')];
  return {
    login: cell('login'),
    fields: {
      ...(name && { name }),
      ...(organisations.length > 0 && { organisations }),
      ...(owner && { owner }),
      ...(backupEmail && { backupEmail }),
      ...(tags.length > 0 && { tags }),
      ...(notes && { notes }),
    },
  };
}

/** A single region applies to all organisations; several apply to one each. */
function organisationsIn(names: string, regions: string): Organisation[] {
  const given = partsOf(regions, /[;,\n]/).map(region => region.toUpperCase());
  return partsOf(names, /[;\n]/).map((name, index) => {
    const region = given.length === 1 ? given[0] : given[index];
    // An unknown region is reported with the entry, as it is in a list.
    return { name, ...(region && { region: region as Region }) };
  });
}

function partsOf(cell: string, separator: RegExp): string[] {
  return cell
    .split(separator)
    .map(part => part.trim())
    .filter(Boolean);
}

function verdictOn(
  login: string,
  fields: AccountChanges,
  listed: Account | undefined,
  earlier: number | undefined,
): RowVerdict {
  if (login === '') return { kind: 'wrong', problem: { kind: 'noLogin' } };
  if (earlier !== undefined) return { kind: 'wrong', problem: { kind: 'twice', line: earlier } };
  const { problems, accounts } = parseList(JSON.stringify({ version: 1, accounts: [{ login, ...fields }] }));
  const [problem] = problems;
  const [entry] = accounts;
  if (problem || !entry)
    return { kind: 'wrong', problem: problem ? { kind: 'entry', problem } : { kind: 'noLogin' } };
  if (!listed) return { kind: 'new' };
  return {
    kind: Object.keys(fields).every(field => isSame(entry, listed, field as keyof Account))
      ? 'same'
      : 'different',
  };
}

function isSame(entry: Account, listed: Account, field: keyof Account): boolean {
  return JSON.stringify(entry[field]) === JSON.stringify(listed[field]);
}
