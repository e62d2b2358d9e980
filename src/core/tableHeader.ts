// cspell:ignore compte konto actuel
import { isEmail } from './account';
import { type ColumnRole, headerKey, NAME_PARTS, NAMES } from './columnNames';
import type { TableRow } from './delimited';

/**
 * What a table is. `export`: a password manager wrote it, so its rows are never accounts to add, and only its one-time
 * passwords are read. `accounts`: a sheet that people keep, which may have columns of passwords and keys as well.
 */
export type TableKind = 'export' | 'accounts';

/** A title, or some blank cells, may stand above a header. */
const HEADER_ROWS = 10;
/** The cells of this many rows tell what an unknown column holds. */
const SAMPLED_ROWS = 50;
/** More than any manager writes. */
const MAXIMUM_COLUMNS = 200;
/** In UTF-16 units. Longer cells are sentences. */
const LONGEST_NAME = 40;

/** What a column holds according to its name, if that says anything about the table. */
export function columnRole(name: string): ColumnRole | undefined {
  if (name.length > LONGEST_NAME || name.includes('://')) return undefined;
  const key = headerKey(name);
  for (const role of ['setupKey', 'ours'] as const) if (NAMES[role].has(key)) return role;
  if (namesOneTimePassword(name, key)) return 'oneTimePassword';
  if (NAME_PARTS.password.some(part => key.includes(part)) || NAMES.password.has(key)) return 'password';
  if (namesUrl(name, key)) return 'url';
  const found = (['issuer', 'manager', 'login'] as const).find(role => NAMES[role].has(key));
  return found ?? (/(?:username|email)\d?$/.test(key) ? 'login' : undefined);
}

/** What may stand beside the word in the name of a column of passwords. */
const BESIDE_PASSWORD = /xero|login|user|test|account|compte|konto|current|actuel/g;

/** Whether a column has the passwords themselves, and not hints, their dates, or those of a mailbox. */
export function namesPassword(name: string): boolean {
  if (columnRole(name) !== 'password') return false;
  const key = headerKey(name).replace(BESIDE_PASSWORD, '');
  return NAME_PARTS.password.includes(key) || NAMES.password.has(key);
}

/**
 * Tells by the header of a table whether a password manager wrote it. No header of an export is a sheet's, whatever the
 * language, order or further columns.
 *
 * @param rows the table, its header included
 * @returns `undefined` if the header says nothing, or there is none
 */
export function tableKind(rows: readonly TableRow[]): TableKind | undefined {
  if (rows.slice(0, HEADER_ROWS).some(isRule)) return undefined;
  if (exportHeader(rows)) return 'export';
  const kind = headers(rows).some(([row, sample]) => kindByHeader(row, sample) === 'accounts');
  return kind ? 'accounts' : hasNoHeader(rows) ? 'export' : undefined;
}

/** The header of a password manager's table. Some have none. */
export function exportHeader(rows: readonly TableRow[]): TableRow | undefined {
  return headers(rows).find(([row, sample]) => kindByHeader(row, sample) === 'export')?.[0];
}

/** The rows that may be the header, each with some that follow it. */
function headers(
  rows: readonly TableRow[],
): readonly (readonly [row: TableRow, sample: readonly TableRow[]])[] {
  const first = rows.slice(0, HEADER_ROWS);
  const end = first.findIndex(isData);
  return first
    .slice(0, end < 0 ? undefined : end)
    .map((row, index) => [row, rows.slice(index + 1, index + 1 + SAMPLED_ROWS)]);
}

function kindByHeader({ cells: all }: TableRow, sample: readonly TableRow[]): TableKind | undefined {
  const cells = all.slice(0, MAXIMUM_COLUMNS);
  const roles = cells.map(columnRole);
  const has = (role: ColumnRole): boolean => roles.includes(role);
  if (cells.filter(Boolean).length === 1) return has('login') || has('ours') ? 'accounts' : undefined;
  const hasOneTime = roles.some((role, column) => role === 'oneTimePassword' && mayHoldKeys(sample, column));
  const hasUrl = has('url') || (!has('ours') && cells.some((_, column) => mostAre(sample, column, isUrl)));
  if (has('password') && hasUrl) return 'export';
  if (hasOneTime && (hasUrl || has('manager') || !has('ours'))) return 'export';
  // An authenticator's table.
  if (has('issuer') && (hasOneTime || has('setupKey'))) return 'export';
  const managed = roles.filter(role => role === 'manager').length;
  if (!has('ours') && (managed > 1 || (managed === 1 && has('password')))) return 'export';
  if (has('ours') || has('login')) return 'accounts';
  // Keys without the logins that accounts have.
  const hasEmails = cells.some((_, column) => mostAre(sample, column, isEmail));
  return has('setupKey') && cells.some(Boolean) && !hasEmails ? 'export' : undefined;
}

/** Keeper writes no header, and Enpass names each value in the cell before it. */
function hasNoHeader(rows: readonly TableRow[]): boolean {
  return rows.slice(0, SAMPLED_ROWS).some(({ cells: all }) => {
    const cells = all.slice(0, MAXIMUM_COLUMNS);
    if (cells.length < 7 || isEmail(cells[0] ?? '')) return false;
    const labels = cells.filter((_, column) => column % 2 === 1).map(columnRole);
    return isUrl(cells[4] ?? '') || labels.includes('password') || labels.includes('oneTimePassword');
  });
}

/** Whether a row is the line below the header of a table in Markdown, which is a text. */
function isRule({ cells }: TableRow): boolean {
  const filled = cells.filter(Boolean);
  return filled.length > 0 && filled.every(cell => /^:?-{2,50}:?$/.test(cell));
}

/** Whether a row has values, unlike a header or a title. */
function isData({ cells }: TableRow): boolean {
  const filled = cells.filter(Boolean);
  return (
    filled.length > 1 &&
    filled.some(cell => isEmail(cell) || isUrl(cell) || /otpauth(?:-migration)?:/i.test(cell))
  );
}

/** Whether a column may have keys: "2FA" may also say whether MFA is on. */
function mayHoldKeys(sample: readonly TableRow[], column: number): boolean {
  const values = sample.flatMap(({ cells }) => cells[column] || []);
  return values.length === 0 || values.some(value => /otpauth|^[a-z2-7\s=-]{16,}$/i.test(value));
}

function mostAre(sample: readonly TableRow[], column: number, is: (cell: string) => boolean): boolean {
  const values = sample.flatMap(({ cells }) => cells[column] || []);
  return values.length > 0 && values.filter(is).length * 2 >= values.length;
}

function isUrl(cell: string): boolean {
  return /^(https?|android|ftp):\/\//i.test(cell);
}

function namesOneTimePassword(name: string, key: string): boolean {
  return (
    NAME_PARTS.oneTimePassword.some(part => key.includes(part)) ||
    key.startsWith('otp') ||
    key.endsWith('otp') ||
    // Not a part of a word, as in "footprint".
    /(?:^|[^\p{L}])otp/iu.test(name) ||
    /[\p{Ll}](?:Otp|OTP)/u.test(name)
  );
}

function namesUrl(name: string, key: string): boolean {
  return (
    NAMES.url.has(key) ||
    NAME_PARTS.url.some(part => key.includes(part)) ||
    /^ur[li]|ur[li]s?$/.test(key) ||
    /(?:^|[^\p{L}])ur[li]s?(?:$|[^\p{L}])/iu.test(name)
  );
}
