import { isEmail, loginKey, type Organisation } from './account';
import type { Column } from './accountColumnNames';
import type { AccountColumns } from './accountColumns';
import { isDay } from './calendar';
import type { TableRow } from './delimited';
import { holdsKey } from './heldKey';
import type { ImportedKey } from './importedKey';
import { isKeyCell, keysInCell } from './keyCell';
import type { AccountChanges } from './listEdit';
import { SHORT_CODE } from './organisation';
import { regionNamed } from './regionNames';
import { cellText, emailIn } from './tableCell';

/** A cell that is left out of an account, and why. Holds nothing of the cell. */
export interface OmittedCell {
  readonly line: number;
  readonly column: Column | 'key';
  readonly why: OmittedReason;
}

/**
 * `holdsKey`: it has a setup key or a link with one, which must not be shared. `noOrganisation`: a region belongs to an
 * organisation. `otherCount`: it can't be told which organisation a value belongs to. `differs`: an earlier row of the
 * login has another value.
 */
export type OmittedReason =
  | 'holdsKey'
  | 'notKey'
  | 'notEmail'
  | 'isLogin'
  | 'notRegion'
  | 'noOrganisation'
  | 'otherCount'
  | 'notShortCode'
  | 'notDay'
  | 'tooLong'
  | 'differs';

/** What a row says about an account. */
export interface RowContent {
  readonly line: number;
  /** The login, or `undefined` if the row has none that is an email address. */
  readonly login: string | undefined;
  /** Whether the login's cell has something else. */
  readonly hasOther: boolean;
  readonly fields: AccountChanges;
  readonly omitted: readonly OmittedCell[];
  readonly keys: readonly ImportedKey[];
  /** Its password, to the byte; empty if it has none. */
  readonly password: string;
}

/** In UTF-16 units. A person has to see on the page what would be written. */
const MAXIMUM_CELL = 500;
const NOTHING = /^(?:[-–—?]|n\/?a|none|no|non|tbd|tbc|missing|pending)?$/i;

/** Reads a row of a spreadsheet. A cell that can't be used is left out. */
export function readRow(
  { line, cells, whole = cells }: TableRow,
  { columns, keys, password = -1 }: AccountColumns,
): RowContent {
  const omitted: OmittedCell[] = [];
  const omit = (column: OmittedCell['column'], why: OmittedReason): void => {
    if (!omitted.some(each => each.column === column && each.why === why))
      omitted.push({ line, column, why });
  };
  /** The texts of a column that may be written into a list. */
  const texts = (column: Column): string[] =>
    (columns.get(column) ?? []).flatMap(index => {
      const text = cellText(cells[index] ?? '');
      if (holdsKey(text)) omit(column, 'holdsKey');
      else if (text.length > MAXIMUM_CELL) omit(column, 'tooLong');
      else if (text !== '') return text;
      return [];
    });
  const loginCell = emailIn(cells[columns.get('login')?.[0] ?? -1] ?? '');
  const login = isEmail(loginCell) ? loginCell : undefined;
  const oneLine = (column: Column): string => (texts(column)[0] ?? '').replace(/\s+/g, ' ');
  const [name, owner, notes] = [oneLine('name'), contactIn(oneLine('owner')), texts('notes').join('\n')];
  const organisations = organisationsIn(texts, omit);
  const tags = [...new Set(texts('tags').flatMap(text => partsOf(text, /[;,\n]/)))];
  const backupEmail = backupEmailIn(texts('backupEmail')[0], login, omit);
  return {
    line,
    login,
    hasOther: loginCell !== '' && login === undefined,
    fields: {
      ...(name && { name }),
      ...(organisations.length > 0 && { organisations }),
      ...(owner && { owner }),
      ...(backupEmail && { backupEmail }),
      ...(tags.length > 0 && { tags }),
      ...(notes && { notes }),
    },
    omitted,
    keys: keysIn(
      keys.map(index => cells[index] ?? ''),
      login,
      omit,
    ),
    password: NOTHING.test(cells[password] ?? '') ? '' : (whole[password] ?? ''),
  };
}

type Omit = (column: OmittedCell['column'], why: OmittedReason) => void;

/** A person's address without what mail programs put around it; a name stays as it is. */
function contactIn(owner: string): string {
  const email = emailIn(owner);
  return /^(?:mailto:|<)/i.test(owner) && isEmail(email) ? email : owner;
}

function backupEmailIn(cell = '', login: string | undefined, omit: Omit): string | undefined {
  if (NOTHING.test(cell)) return undefined;
  const email = emailIn(cell);
  if (!isEmail(email)) omit('backupEmail', 'notEmail');
  else if (login !== undefined && loginKey(email) === loginKey(login)) omit('backupEmail', 'isLogin');
  else return email;
  return undefined;
}

/** The organisations of a row. Other columns have a value for each of them, in the same order, or one for all. */
function organisationsIn(texts: (column: Column) => string[], omit: Omit): Organisation[] {
  const names = texts('organisations').flatMap(text => partsOf(text, /[;\n]/));
  const regions = texts('region')
    .flatMap(text => partsOf(text, /[;,\n]/))
    .filter(text => !NOTHING.test(text));
  if (regions.length > 0 && names.length === 0) omit('region', 'noOrganisation');
  const read = regions.map(text => regionNamed(text));
  if (names.length > 0 && read.includes(undefined)) omit('region', 'notRegion');
  const detail = (column: DetailColumn): readonly (string | undefined)[] =>
    detailsIn(texts(column), column, names.length, omit);
  const details = {
    shortCode: detail('shortCode'),
    resetOn: detail('resetOn'),
    expiresOn: detail('expiresOn'),
  };
  return names.map((name, index) => {
    const region = read.length === 1 ? read[0] : read[index];
    const [shortCode, resetOn, expiresOn] = [
      details.shortCode[index],
      details.resetOn[index],
      details.expiresOn[index],
    ];
    return {
      name,
      ...(region && { region }),
      ...(shortCode && { shortCode }),
      ...(resetOn && { resetOn }),
      ...(expiresOn && { expiresOn }),
    };
  });
}

type DetailColumn = 'shortCode' | 'resetOn' | 'expiresOn';

/** A column's value for each of a number of organisations. A shortcode can't be that of several. */
function detailsIn(
  cells: readonly string[],
  column: DetailColumn,
  count: number,
  omit: Omit,
): readonly (string | undefined)[] {
  const parts = cells.flatMap(text => text.split(/[;\n]/)).map(part => part.trim());
  const isCode = column === 'shortCode';
  if (parts.every(part => NOTHING.test(part))) return [];
  const values = parts.map(part => {
    if (NOTHING.test(part)) return undefined;
    const value = isCode ? shortCodeIn(part) : dayIn(part);
    if (value === undefined && count > 0) omit(column, isCode ? 'notShortCode' : 'notDay');
    return value;
  });
  if (values.length === count) return values;
  if (values.length === 1 && count > 1 && !isCode) return new Array(count).fill(values[0]);
  omit(column, count === 0 ? 'noOrganisation' : 'otherCount');
  return [];
}

function shortCodeIn(cell: string): string | undefined {
  return SHORT_CODE.test(cell) ? cell : undefined;
}

/** Reads the forms that can't be mistaken: the year first, or full stops, with which the day is first. */
function dayIn(cell: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/.exec(cell) ?? [];
  const [, dayFirst, then, last] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: .*)?$/.exec(cell) ?? [];
  const parts = year ? [year, month, day] : [last, then, dayFirst];
  const text = parts.map(part => (part ?? '').padStart(2, '0')).join('-');
  return isDay(text) ? text : undefined;
}

function keysIn(cells: readonly string[], login: string | undefined, omit: Omit): ImportedKey[] {
  const keys: ImportedKey[] = [];
  for (const cell of cells) {
    if (NOTHING.test(cellText(cell))) continue;
    if (isKeyCell(cell)) keys.push(...keysInCell(cell, login ?? ''));
    else omit('key', 'notKey');
  }
  return keys;
}

function partsOf(cell: string, separator: RegExp): string[] {
  return cell
    .split(separator)
    .map(part => part.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
}
