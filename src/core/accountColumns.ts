import { isEmail } from './account';
import { COLUMN_NAMES, COLUMNS, type Column, FILLER_WORDS } from './accountColumnNames';
import { columnKey, type TableRow } from './delimited';
import { isCertainKeyCell, isKeyCell } from './keyCell';
import { emailIn } from './tableCell';
import { columnRole, namesPassword } from './tableHeader';

/** Where each column is; several may have tags, say. */
export interface AccountColumns {
  readonly columns: ReadonlyMap<Column, readonly number[]>;
  /** The columns of setup keys, which go to the secret storage. */
  readonly keys: readonly number[];
  /** The names of the columns of passwords and the like, which no list gets. */
  readonly passwords: readonly string[];
  /** The column of the logins' passwords, if there is one. */
  readonly password?: number;
  /** The names of the other columns that are not read. */
  readonly unknown: readonly string[];
}

/** No sheet of people has more. */
const MAXIMUM_COLUMNS = 200;

const PRECISE: ReadonlySet<Column> = new Set(['login', 'name', 'region', 'owner', 'backupEmail']);

/** The names of each column, as {@link headerKey} has them. */
const ALIASES = new Map(COLUMNS.map(column => [column, [...new Set(COLUMN_NAMES[column].map(headerKey))]]));

/** The columns that a header names, or `undefined` if none has logins. */
export function columnsIn(header: TableRow, rows: readonly TableRow[]): AccountColumns | undefined {
  const cells = header.cells.slice(0, MAXIMUM_COLUMNS);
  const roles = cells.map(cell => roleOf(cell));
  const names = cells.map((cell, index) => (roles[index] ? '' : headerKey(cell)));
  const columns = new Map<Column, readonly number[]>();
  const taken = new Set<number>();
  for (const column of COLUMNS) {
    const free = (each: string): number[] => indexesOf(names, each).filter(index => !taken.has(index));
    const found = (ALIASES.get(column) ?? []).map(free).filter(indexes => indexes.length > 0);
    const best = column === 'login' ? mostEmails(found, cells, rows) : found[0];
    if (!best) continue;
    const used = PRECISE.has(column) && column !== 'region' ? best.slice(0, 1) : best;
    columns.set(column, used);
    for (const index of used) taken.add(index);
  }
  if (!columns.has('login')) return undefined;
  const isFree = (index: number): boolean => !taken.has(index);
  const keys = [...cells.keys()].filter(index => isFree(index) && isKeyColumn(roles[index], rows, index));
  const rest = [...cells.keys()].filter(index => isFree(index) && !keys.includes(index) && cells[index]);
  const named = (isWanted: (index: number) => boolean): string[] =>
    rest.filter(isWanted).map(index => cells[index] ?? '');
  const password = rest.find(index => namesPassword(cells[index] ?? ''));
  return {
    columns,
    keys,
    ...(password !== undefined && { password }),
    passwords: named(index => roles[index] === 'password'),
    unknown: named(index => roles[index] !== 'password'),
  };
}

type Role = 'key' | 'mayBeKey' | 'password' | undefined;

/** Columns of keys and passwords, whatever else their name says. */
function roleOf(name: string): Role {
  const role = columnRole(name);
  if (role === 'setupKey') return 'key';
  if (role === 'oneTimePassword') return 'mayBeKey';
  if (
    role === 'password' ||
    /\b(?:pin|passcode|passphrase|(?:recovery|backup|security) (?:codes?|answers?))\b/i.test(name)
  )
    return 'password';
  return undefined;
}

function indexesOf(names: readonly string[], wanted: string): number[] {
  return names.flatMap((name, index) => (name === wanted ? index : []));
}

/** Of the columns that may have logins, one that says "Xero", or else the one with the most email addresses. */
function mostEmails(
  found: readonly (readonly number[])[],
  header: readonly string[],
  rows: readonly TableRow[],
): readonly number[] | undefined {
  const emails = (index: number): number =>
    rows.filter(({ cells }) => isEmail(emailIn(cells[index] ?? ''))).length;
  const candidates = found.flat().map(index => ({ index, emails: emails(index) }));
  const most = Math.max(0, ...candidates.map(each => each.emails));
  const best = candidates.filter(each => each.emails === most);
  const { index } = best.find(each => /xero/i.test(header[each.index] ?? '')) ?? best[0] ?? {};
  return index === undefined ? undefined : [index];
}

/** "2FA" may also say whether MFA is on, and a column that is not known may have keys and nothing else. */
function isKeyColumn(role: Role, rows: readonly TableRow[], index: number): boolean {
  if (role === 'key') return true;
  if (role === 'mayBeKey') return holdsKeys(rows, index);
  return role === undefined && hasOnlyKeys(rows, index);
}

function holdsKeys(rows: readonly TableRow[], index: number): boolean {
  return rows.some(({ cells }) => isKeyCell(cells[index] ?? ''));
}

function hasOnlyKeys(rows: readonly TableRow[], index: number): boolean {
  const filled = rows.flatMap(({ cells }) => cells[index] || []);
  return filled.length > 0 && filled.every(isCertainKeyCell);
}

/** A name in the form in which names are compared. */
function headerKey(name: string): string {
  const words = name
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}]+/u)
    .map(columnKey);
  return words.filter(word => !FILLER_WORDS.has(word)).join('');
}
