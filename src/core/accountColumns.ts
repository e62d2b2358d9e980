import { isEmail } from './account';
import { columnKey, type TableRow } from './delimited';
import { isCertainKeyCell, isKeyCell } from './keyCell';
import { emailIn } from './tableCell';
import { columnRole } from './tableHeader';

/** What an account has that a spreadsheet can say, in the order that is assumed if there is no header. */
export const COLUMNS = [
  'login',
  'name',
  'organisations',
  'region',
  'owner',
  'backupEmail',
  'tags',
  'notes',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Where each column is; several may have tags, say. */
export interface AccountColumns {
  readonly columns: ReadonlyMap<Column, readonly number[]>;
  /** The columns of setup keys, which go to the secret storage. */
  readonly keys: readonly number[];
  /** The names of the columns of passwords, which are not read. */
  readonly passwords: readonly string[];
  /** The names of the other columns that are not read. */
  readonly unknown: readonly string[];
}

/** What people call the columns, in English and French, without {@link FILLERS}. The first that a header has counts. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  login: [
    ...[
      'login',
      'login email',
      'email login',
      'login name',
      'sign in',
      'sign in email',
      'email',
      'mail',
      'user email',
    ],
    ...[
      'user',
      'username',
      'user login',
      'user ID',
      'identifiant',
      'courriel',
      'nom d’utilisateur',
      'utilisateur',
    ],
    ...['account', 'account email', 'account login', 'compte', 'logins', 'emails', 'users', 'identifiants'],
  ],
  name: [
    ...[
      'name',
      'label',
      'nom',
      'account name',
      'login label',
      'display name',
      'full name',
      'name of account',
      'nom affiché',
    ],
    ...['nom du compte', 'libellé', 'intitulé', 'persona', 'account', 'compte'],
  ],
  organisations: [
    ...[
      'organisations',
      'organisation',
      'organizations',
      'organization',
      'organisation name',
      'organization name',
    ],
    ...[
      'orgs',
      'org',
      'org name',
      'tenant',
      'tenants',
      'tenant name',
      'company',
      'companies',
      'company name',
    ],
    ...['demo company', 'entreprise', 'entreprises', 'société', 'sociétés', 'nom de l’organisation'],
  ],
  region: [
    ...[
      'region',
      'regions',
      'country',
      'countries',
      'pays',
      'région',
      'régions',
      'edition',
      'édition',
      'country region',
    ],
    ...[
      'organisation region',
      'org region',
      'organisation country',
      'region code',
      'country code',
      'code pays',
    ],
  ],
  owner: [
    ...[
      'owner',
      'contact',
      'responsable',
      'propriétaire',
      'owner email',
      'contact email',
      'contact person',
      'owned by',
    ],
    ...['account owner', 'person responsible', 'responsible', 'managed by', 'maintainer', 'référent'],
  ],
  backupEmail: [
    ...[
      'backup email',
      'recovery email',
      'email de secours',
      'adresse de secours',
      'backup',
      'backup mail',
      'email backup',
    ],
    ...[
      'secondary email',
      'alternate email',
      'alternative email',
      'backup mailbox',
      'recovery mail',
      'recovery',
    ],
    ...['email de récupération', 'courriel de secours', 'adresse de récupération', 'email secondaire'],
  ],
  tags: [
    'tags',
    'tag',
    'labels',
    'étiquettes',
    'étiquette',
    'keywords',
    'mots-clés',
    'categories',
    'group',
    'groups',
  ],
  notes: [
    ...['notes', 'note', 'comment', 'comments', 'remarques', 'remarque', 'commentaire', 'commentaires'],
    ...['description', 'remarks', 'purpose', 'usage'],
  ],
};

/** No sheet of people has more. */
const MAXIMUM_COLUMNS = 200;

/** Words that say nothing about what a column holds. */
const FILLERS = new Set([
  'xero',
  'test',
  'address',
  'addresses',
  'adresse',
  'adresses',
  'the',
  'your',
  'of',
  'de',
  'du',
  'des',
  'd',
  'l',
  'la',
  'le',
]);
const PRECISE: ReadonlySet<Column> = new Set(['login', 'name', 'region', 'owner', 'backupEmail']);

/** What tells the columns of a header from each other, so that the ones that say less can be made up for by the cells. */
const ALIASES = new Map(COLUMNS.map(column => [column, [...new Set(NAMES[column].map(headerKey))]]));

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
  return {
    columns,
    keys,
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
  return words.filter(word => !FILLERS.has(word)).join('');
}
