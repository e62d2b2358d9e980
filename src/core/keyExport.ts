import type { ImportedKey } from './importedKey';
import { ExportText } from './keyFormats/exportText';
import type { Found, KeyFormat, PartProblem } from './keyFormats/keyFormat';
import { KEY_FORMATS } from './keyFormats/keyFormats';
import { keysInLinks } from './keyFormats/links';
import { hasLink } from './linksInText';
import type { MigrationBatch } from './migration';

type Format = (typeof KEY_FORMATS)[number];

/** What a text may be encrypted by: an app whose exports are known, or a tool for any file. */
export type EncryptingApp =
  | Extract<Format, { isEncrypted: unknown }>['app']
  | 'age'
  | 'OpenPGP'
  | 'Stratum'
  | 'KeePass';

/** Why a text, or a part of it, gives no keys. Holds nothing of the text. */
export type KeyExportProblem =
  | PartProblem
  | { readonly kind: 'encrypted'; readonly app: EncryptingApp }
  | {
      readonly kind: 'notRecognised' | 'damaged' | 'tooLarge' | 'tooMany' | 'archive' | 'noKeys';
    };

/** What a text holds. */
export interface KeyExport {
  readonly keys: readonly ImportedKey[];
  /** The parts of Google Authenticator transfers that are in it. */
  readonly batches: readonly MigrationBatch[];
  readonly problems: readonly KeyExportProblem[];
  /** The indexes of the keys whose entries have a password, too. */
  readonly withPassword: readonly number[];
}

/** Larger than the vault of a password manager, in UTF-16 units. */
const MAXIMUM_EXPORT = 5_000_000;
const MAXIMUM_KEYS = 2000;
const MAXIMUM_PROBLEMS = 20;

/** The apps whose exports can be read, each once. */
export function readableApps(): readonly string[] {
  const apps = (format: KeyFormat): readonly string[] => format.apps ?? (format.app ? [format.app] : []);
  return [...new Set(KEY_FORMATS.flatMap(apps))];
}

/**
 * Reads the keys in the text of a QR code, a file or the clipboard, in any of the {@link KEY_FORMATS}. Never throws. Only a
 * text that is `notRecognised` may be a sheet of accounts: an export without keys has the problem `noKeys`.
 */
export function parseKeyExport(text: string): KeyExport {
  return readExport(text).read;
}

/** The passwords of the entries that keys are in, by the index that {@link parseKeyExport} gives each key. */
export function passwordsInExport(text: string): ReadonlyMap<number, string> {
  return readExport(text).passwords;
}

/** What a text holds, and the passwords, which only a person's decision lets out of here. */
interface ReadExport {
  readonly read: KeyExport;
  readonly passwords: ReadonlyMap<number, string>;
}

function readExport(text: string): ReadExport {
  if (text.length > MAXIMUM_EXPORT) return withoutKeys({ kind: 'tooLarge' });
  const file = new ExportText(text.replace(/^\uFEFF/, ''));
  const wrapper = wrapperOf(file.start);
  if (wrapper) return withoutKeys(wrapper);
  if (file.isBrokenJson) return withoutKeys({ kind: 'damaged' });
  if (file.isTooLong) return withoutKeys({ kind: 'tooLarge' });
  // Its keys are read with its accounts.
  if (file.table === 'accounts') return withoutKeys({ kind: 'notRecognised' });
  const format = KEY_FORMATS.find(each => each.recognises(file));
  // An app that isn't known may keep links.
  if (!format && file.strings.some(hasLink)) return collected(keysInLinks(file.strings));
  // A password manager's rows are never accounts to add.
  if (!format) return withoutKeys({ kind: file.table === 'export' ? 'noKeys' : 'notRecognised' });
  if ('isEncrypted' in format && format.isEncrypted(file))
    return withoutKeys({ kind: 'encrypted', app: format.app });
  return collected(format.read(file));
}

/** What a file is that hides its content from formats. */
function wrapperOf(start: string): KeyExportProblem | undefined {
  if (start.startsWith('PK')) return { kind: 'archive' };
  if (/^(age-encryption\.org\/|-----BEGIN AGE )/.test(start)) return { kind: 'encrypted', app: 'age' };
  if (start.startsWith('-----BEGIN PGP MESSAGE')) return { kind: 'encrypted', app: 'OpenPGP' };
  if (/^AUTHENTICATORPRO/i.test(start)) return { kind: 'encrypted', app: 'Stratum' };
  // The signature of a KeePass database, as Windows-1252.
  if (start.startsWith('\u0003\u00D9\u00A2\u0161g\u00FBK\u00B5'))
    return { kind: 'encrypted', app: 'KeePass' };
  return undefined;
}

function collected(found: Iterable<Found>): ReadExport {
  const keys: ImportedKey[] = [];
  const batches: MigrationBatch[] = [];
  const problems: KeyExportProblem[] = [];
  const passwords = new Map<number, string>();
  for (const each of found) {
    if ('batch' in each) batches.push(each.batch);
    else if ('problem' in each) problems.push(each.problem);
    else if (keys.length < MAXIMUM_KEYS) {
      if (each.password) passwords.set(keys.length, each.password);
      keys.push(each.key);
    } else {
      problems.unshift({ kind: 'tooMany' });
      break;
    }
    if (problems.length >= MAXIMUM_PROBLEMS) break;
  }
  if (keys.length + batches.length + problems.length === 0) return withoutKeys({ kind: 'noKeys' });
  return { read: { keys, batches, problems, withPassword: [...passwords.keys()] }, passwords };
}

function withoutKeys(problem: KeyExportProblem): ReadExport {
  return { read: { keys: [], batches: [], problems: [problem], withPassword: [] }, passwords: new Map() };
}
