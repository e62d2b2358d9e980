import { columnKey, type TableRow, tableRows } from './delimited';
import { type ImportedKey, importedKey, type KeyLabel, keyFromUri } from './importedKey';
import { isMigration, type MigrationBatch, MigrationError, parseMigration } from './migration';
import { parseSecret, SecretError } from './secret';

/** Programs whose exports are known. */
export type ExportingApp = 'Aegis' | '2FAS' | 'Bitwarden' | 'Proton' | 'age' | 'OpenPGP';

/** Why a text, or a line of it, gives no keys. Holds nothing of the text. */
export type KeyExportProblem =
  /** `app` encrypted it. */
  | { readonly kind: 'encrypted'; readonly app: ExportingApp }
  | {
      readonly kind:
        | 'notRecognised'
        | 'damaged'
        | 'tooLarge'
        | 'tooMany'
        | 'archive'
        | 'noKeys'
        | 'migration';
    }
  /** Counted from 1. */
  | { readonly kind: 'badLine'; readonly line: number };

/** What a text holds. */
export interface KeyExport {
  readonly keys: readonly ImportedKey[];
  /** The parts of transfers of Google Authenticator among it. */
  readonly batches: readonly MigrationBatch[];
  readonly problems: readonly KeyExportProblem[];
}

/** Larger than the vault of a password manager, in UTF-16 units. */
const MAXIMUM_EXPORT = 5_000_000;
/** Larger than a list of {@link MAXIMUM_KEYS} links. */
const MAXIMUM_LINES = 1_000_000;
const MAXIMUM_KEYS = 2000;
const MAXIMUM_PROBLEMS = 20;

/**
 * Reads what the text of a QR code, a file or the clipboard holds: `otpauth://` links, a line each, transfers of Google
 * Authenticator, and plain exports of Aegis, 2FAS, Bitwarden and Proton. Never throws.
 */
export function parseKeyExport(text: string): KeyExport {
  const reader = new Reader();
  if (text.length > MAXIMUM_EXPORT) reader.fail({ kind: 'tooLarge' });
  else reader.read(text.replace(/^\uFEFF/, ''));
  return reader;
}

/** The text of a file: UTF-8, UTF-16 with its mark, or else what older programs write (Windows-1252). */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

type Json = Readonly<Record<string, unknown>>;

class Reader implements KeyExport {
  readonly keys: ImportedKey[] = [];
  readonly batches: MigrationBatch[] = [];
  readonly problems: KeyExportProblem[] = [];

  fail(problem: KeyExportProblem): void {
    if (this.problems.length < MAXIMUM_PROBLEMS) this.problems.push(problem);
  }

  read(text: string): void {
    const start = text.slice(0, 200).trimStart();
    const wrapped = wrapperOf(start);
    if (wrapped) this.fail(wrapped);
    else if (start.startsWith('{') || start.startsWith('[')) this.#json(text);
    else this.#lines(text);
    const isSilent = this.problems.length === 0 && this.batches.length === 0;
    if (this.keys.length === 0 && isSilent) this.fail({ kind: 'noKeys' });
  }

  #add(key: () => ImportedKey): void {
    if (this.keys.length < MAXIMUM_KEYS) this.keys.push(key());
    else if (!this.problems.some(({ kind }) => kind === 'tooMany'))
      this.problems.unshift({ kind: 'tooMany' });
  }

  get #isFull(): boolean {
    return this.problems.length >= MAXIMUM_PROBLEMS || this.problems[0]?.kind === 'tooMany';
  }

  #lines(text: string): void {
    if (text.length > MAXIMUM_LINES) {
      this.fail({ kind: 'tooLarge' });
      return;
    }
    const lines = text.split(/\r\n|\r|\n/);
    if (!lines.some(line => /^\s*(otpauth(-migration)?|steam):/i.test(line))) {
      this.#table(text);
      return;
    }
    for (const [index, line] of lines.entries()) {
      if (this.#isFull) break;
      // Comments stand in the lists that this extension's backup makes, too.
      if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
      if (isMigration(line)) this.#migration(line);
      else if (/^\s*(otpauth|steam):/i.test(line)) this.#add(() => keyFromUri(line.trim()));
      else this.fail({ kind: 'badLine', line: index + 1 });
    }
  }

  #migration(text: string): void {
    try {
      const { keys, batch } = parseMigration(text);
      this.batches.push(batch);
      for (const key of keys) this.#add(() => key);
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error;
      this.fail({ kind: 'migration' });
    }
  }

  /** Bitwarden's other export: a table with passwords, of which only what makes codes is looked at. */
  #table(text: string): void {
    const rows = tableRows(text);
    const names = rows?.[0]?.cells.map(columnKey) ?? [];
    const [totp, username, name, uris] = ['logintotp', 'loginusername', 'name', 'loginuri'].map(key =>
      names.indexOf(key),
    );
    if (!rows || totp === undefined || totp < 0) {
      this.fail({ kind: 'notRecognised' });
      return;
    }
    const cell = ({ cells }: TableRow, index = -1): string => cells[index] ?? '';
    for (const row of rows.slice(1)) {
      const value = cell(row, totp);
      const issuer = isXeroUri(cell(row, uris)) ? 'Xero' : cell(row, name);
      if (value) this.#add(() => keyFromText(value, { account: cell(row, username), issuer }));
    }
  }

  #json(text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.fail({ kind: 'damaged' });
      return;
    }
    const file = record(value);
    const encryptedBy = encryptingApp(file);
    if (encryptedBy) this.fail({ kind: 'encrypted', app: encryptedBy });
    else if ('db' in file) this.#aegis(file);
    else if ('services' in file) this.#twoFas(file);
    else if ('items' in file) this.#bitwarden(file);
    else if ('entries' in file) this.#proton(file);
    else if ('vaults' in file) this.#protonPass(file);
    else this.fail({ kind: 'notRecognised' });
  }

  #aegis(file: Json): void {
    for (const entry of records(record(file['db'])['entries'])) {
      const info = record(entry['info']);
      const label = { account: string(entry['name']), issuer: string(entry['issuer']) };
      this.#add(() =>
        keyFromFields(string(entry['type']), string(info['secret']), label, {
          algorithm: info['algo'],
          digits: info['digits'],
          period: info['period'],
        }),
      );
    }
  }

  #twoFas(file: Json): void {
    for (const service of records(file['services'])) {
      const otp = record(service['otp']);
      const name = string(service['name']);
      const label = {
        account: string(otp['account']) || string(otp['label']) || name,
        issuer: string(otp['issuer']) || name,
      };
      this.#add(() =>
        keyFromFields(string(otp['tokenType']) || 'totp', string(service['secret']), label, {
          algorithm: otp['algorithm'],
          digits: otp['digits'],
          period: otp['period'],
        }),
      );
    }
  }

  #bitwarden(file: Json): void {
    for (const item of records(file['items'])) {
      const login = record(item['login']);
      const totp = string(login['totp']);
      const isXero = records(login['uris']).some(({ uri }) => isXeroUri(string(uri)));
      const issuer = isXero ? 'Xero' : string(item['name']);
      if (totp) this.#add(() => keyFromText(totp, { account: string(login['username']), issuer }));
    }
  }

  #proton(file: Json): void {
    for (const entry of records(file['entries'])) {
      const content = record(entry['content']);
      const uri = string(content['uri']);
      if (uri) this.#add(() => keyFromText(uri, { account: string(content['name']), issuer: '' }));
    }
  }

  #protonPass(file: Json): void {
    for (const vault of Object.values(record(file['vaults']))) {
      for (const item of records(record(vault)['items'])) {
        const data = record(item['data']);
        const content = record(data['content']);
        const account = string(content['itemEmail']) || string(content['itemUsername']);
        const issuer = string(record(data['metadata'])['name']);
        const totp = string(content['totpUri']);
        if (totp) this.#add(() => keyFromText(totp, { account, issuer }));
      }
    }
  }
}

/** What a whole file is, where that can be told from its beginning. */
function wrapperOf(start: string): KeyExportProblem | undefined {
  if (start.startsWith('PK')) return { kind: 'archive' };
  if (/^(age-encryption\.org\/|-----BEGIN AGE )/.test(start)) return { kind: 'encrypted', app: 'age' };
  if (start.startsWith('-----BEGIN PGP MESSAGE')) return { kind: 'encrypted', app: 'OpenPGP' };
  return undefined;
}

function encryptingApp(file: Json): ExportingApp | undefined {
  if (typeof file['db'] === 'string') return 'Aegis';
  if (string(file['servicesEncrypted'])) return '2FAS';
  if (file['encrypted'] === true) return 'vaults' in file ? 'Proton' : 'Bitwarden';
  return typeof file['content'] === 'string' && 'salt' in file ? 'Proton' : undefined;
}

function isXeroUri(uri: string): boolean {
  return /\bxero\.com\b/i.test(uri);
}

/** A link, or a setup key alone, as password managers keep it. */
function keyFromText(text: string, label: KeyLabel): ImportedKey {
  if (!/^\s*[a-z][a-z0-9+-]*:\/\//i.test(text)) return importedKey(label, () => parseSecret(text).secret);
  const key = keyFromUri(text.trim());
  // A link names what it is for more exactly than whoever named the entry.
  const { account, issuer } = key;
  return {
    ...key,
    account: account.includes('@') ? account : label.account || account,
    issuer: issuer || label.issuer,
  };
}

/** Fields are put into a link, so that all of them are read by the same rules. */
function keyFromFields(
  type: string,
  secret: string,
  label: KeyLabel,
  parameters: Readonly<Record<'algorithm' | 'digits' | 'period', unknown>>,
): ImportedKey {
  const kind = type.toLowerCase();
  const query = new URLSearchParams({ secret });
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return importedKey(label, () => {
    if (!/^[a-z]+$/.test(kind)) throw new SecretError({ kind: 'badUri' });
    return parseSecret(`otpauth://${kind}/x?${query}`).secret;
  });
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function records(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
