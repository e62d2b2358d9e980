// cspell:ignore título titolo titel papierkorb ordner gruppe corbeille archivé archiviert
import { isEmail } from '../account';
import type { TableRow } from '../delimited';
import type { KeyPlace } from '../importedKey';
import { linksIn } from '../linksInText';
import { cellText } from '../tableCell';
import { columnRole, exportHeader, namesPassword } from '../tableHeader';
import { entryKey, isXeroUri } from './entryKey';
import type { Found, KeyFormat } from './keyFormat';

/**
 * A table of a password manager. Whatever the manager, its header says which columns have one-time passwords, and which
 * one has passwords. Notes and all else stay unread, except for links of keys in an entry that has no other key.
 */
export const passwordTable = {
  apps: ['1Password', 'KeePassXC', 'LastPass', 'Apple Passwords', 'Dashlane', 'Keeper', 'Enpass', 'NordPass'],
  recognises: ({ table }) => table === 'export',

  *read({ rows }) {
    const header = exportHeader(rows);
    if (header) {
      const columns = columnsOf(header.cells);
      for (const row of rows.slice(rows.indexOf(header) + 1)) yield* keysOf(entryIn(row, columns));
    } else for (const row of rows) yield* keysOf(entryInPairs(row));
  },
} as const satisfies KeyFormat;

/** A row, without what is not for us. */
interface TableEntry {
  readonly keys: readonly string[];
  /** Cells that may have links. */
  readonly others: readonly string[];
  readonly accounts: readonly string[];
  readonly title: string;
  readonly isXero: boolean;
  readonly place: KeyPlace | undefined;
  readonly password: string;
}

type Columns = Readonly<
  Record<
    'key' | 'account' | 'issuer' | 'title' | 'url' | 'archive' | 'bin' | 'password' | 'other',
    readonly number[]
  >
>;

const TITLE = /^(?:title|name|titel|titre|nom|título|titolo|account|service|record|item)$/i;
const ARCHIVE = /^(?:archived|archiviert|archivé)$/i;
const BIN = /^(?:trashed|deleted|group|groupe|gruppe|grouping|folder|dossier|ordner)$/i;
const BIN_VALUE = /^(?:true|yes|1)$|recycle bin|trash|papierkorb|corbeille/i;
/** Shorter than any key: "no", "–". */
const SHORTEST = 8;

function columnsOf(names: readonly string[]): Columns {
  const where = (matches: (role: ReturnType<typeof columnRole>, name: string) => boolean): number[] =>
    names.flatMap((name, column) => (matches(columnRole(name), name.trim()) ? column : []));
  return {
    key: where(role => role === 'oneTimePassword' || role === 'setupKey'),
    account: where((role, name) => role === 'login' && !TITLE.test(name)),
    issuer: where(role => role === 'issuer'),
    title: where((_, name) => TITLE.test(name)),
    url: where(role => role === 'url'),
    archive: where((_, name) => ARCHIVE.test(name)),
    bin: where((_, name) => BIN.test(name)),
    password: where((_, name) => namesPassword(name)),
    other: where(role => role !== 'password' && role !== 'oneTimePassword' && role !== 'setupKey'),
  };
}

function entryIn({ cells, whole = cells }: TableRow, columns: Columns): TableEntry {
  const values = (of: keyof Columns): readonly string[] =>
    columns[of].flatMap(column => cellText(cells[column] ?? '') || []);
  return {
    keys: values('key').filter(value => value.length >= SHORTEST),
    others: values('other'),
    // Beside an issuer, a name is the account's.
    accounts: columns.issuer.length > 0 ? [...values('account'), ...values('title')] : values('account'),
    title: values('issuer')[0] ?? values('title')[0] ?? '',
    isXero: values('url').some(isXeroUri),
    place: values('bin').some(value => BIN_VALUE.test(value))
      ? 'bin'
      : values('archive').some(value => BIN_VALUE.test(value))
        ? 'archive'
        : undefined,
    password: columns.password.map(column => whole[column] ?? '').find(Boolean) ?? '',
  };
}

/** Keeper has folder, title, login, password, URL, note, then pairs of name and value; Enpass has a title and then pairs. */
function entryInPairs({ cells, whole = cells }: TableRow): TableEntry {
  const roles = cells.map(columnRole);
  const named = (role: ReturnType<typeof columnRole>): string[] =>
    cells.filter((cell, column) => cell !== '' && column > 0 && roles[column - 1] === role);
  const isPaired = roles.includes('password') || roles.includes('login');
  const passwords = isPaired ? named('password') : cells.slice(3, 4);
  const passwordColumn = isPaired
    ? cells.findIndex((cell, column) => column % 2 === 1 && namesPassword(cell)) + 1 || cells.length
    : 3;
  const rest = cells.filter(cell => !passwords.includes(cell));
  return {
    keys: named('oneTimePassword').filter(value => value.length >= SHORTEST),
    others: rest,
    accounts: isPaired ? named('login') : [cells[2] ?? '', ...rest.filter(isEmail)].filter(Boolean),
    title: cells[isPaired ? 0 : 1] ?? '',
    isXero: rest.some(isXeroUri),
    place: undefined,
    password: whole[passwordColumn] ?? '',
  };
}

function* keysOf({ keys, others, accounts, title, isXero, place, password }: TableEntry): Iterable<Found> {
  const label = { account: accounts.find(isEmail) ?? accounts[0] ?? '', issuer: isXero ? 'Xero' : title };
  const texts = keys.length > 0 ? keys : others.flatMap(linksIn);
  for (const text of new Set(texts)) yield { key: entryKey(text, label, place), password };
}
