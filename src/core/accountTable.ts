import { type Account, isEmail, loginKey, type Organisation } from './account';
import { columnKey, type TableRow, tableRows } from './delimited';
import { parseList } from './list';
import type { AccountChanges, NewEntry } from './listEdit';
import type { ListProblem } from './listProblem';
import type { Region } from './organisation';

/** A row of a spreadsheet of accounts, and what would become of it. */
export interface AccountTableRow {
  /** Where it begins in the text, from 1. */
  readonly line: number;
  readonly login: string;
  readonly fields: AccountChanges;
  readonly verdict: RowVerdict;
}

/** `different`: the login is in the lists with other details, which are kept. */
export type RowVerdict =
  | { readonly kind: 'new' | 'same' | 'different' }
  | { readonly kind: 'wrong'; readonly problem: RowProblem };

/** A row of a spreadsheet of accounts, in words. */
export interface AccountTableView {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly login: string;
  readonly name: string;
  readonly organisations: string;
  readonly kind: RowVerdict['kind'];
  /** What it is, or what is wrong with it. */
  readonly state: string;
  /** What to add, where it is new. */
  readonly entry?: NewEntry;
}

export type RowProblem =
  | { readonly kind: 'noLogin' }
  /** The same login stands in an earlier line. */
  | { readonly kind: 'twice'; readonly line: number }
  | { readonly kind: 'entry'; readonly problem: ListProblem };

/** Why a text is no spreadsheet of accounts. */
export type TableProblem = 'noTable' | 'unreadable';

type Column = 'login' | 'name' | 'organisations' | 'region' | 'owner' | 'backupEmail' | 'tags' | 'notes';

/** In the order that is assumed where the first row names no columns. */
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

/** What people call the columns, in English and French. Where there are several, the first of these counts. */
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
 * Reads the accounts of a spreadsheet: CSV, or copied cells. The first row names the columns, in any order; those it
 * does not know are left out. Several organisations or tags in a cell are separated by semicolons, or line breaks.
 *
 * @param listed the accounts there are
 */
export function parseAccountTable(
  text: string,
  listed: readonly Account[],
): readonly AccountTableRow[] | TableProblem {
  const rows = tableRows(text);
  // Of a text that cannot be read, the first line still tells whether it is a spreadsheet.
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

/** Where each column is, or `undefined` if the row names none that can be the login's. */
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

/** One region counts for all organisations; several count one each. */
function organisationsIn(names: string, regions: string): Organisation[] {
  const given = partsOf(regions, /[;,\n]/).map(region => region.toUpperCase());
  return partsOf(names, /[;\n]/).map((name, index) => {
    const region = given.length === 1 ? given[0] : given[index];
    // One that there is not is a problem of the entry, as it is in a list.
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
