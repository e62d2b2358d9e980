// cspell:ignore tokentype secretkey otpsecret originalusername originalissuername issuername issuerint issuerext
import { ALGORITHMS, TotpSecret } from '../totp';
import { entryKey, keyFromFields } from './entryKey';
import type { ExportText } from './exportText';
import { type JsonObject, objectIn, objectsIn, stringIn } from './jsonFields';
import type { KeyFormat } from './keyFormat';

/**
 * An export of an authenticator whose entries have the fields that most of them use: a secret, an account, an issuer. They
 * are in a list, or in an object by their ids.
 */
export const jsonEntries = {
  apps: ['Authenticator', 'LastPass Authenticator', 'andOTP', 'Raivo', 'FreeOTP+', 'Stratum', 'Duo'],
  app: 'Authenticator',
  recognises: text => entriesIn(text).length > 0 || hasEncryptedEntry(text),
  isEncrypted: text => hasEncryptedEntry(text) || entriesIn(text).some(({ encrypted }) => encrypted === true),

  *read(text) {
    for (const entry of entriesIn(text)) {
      const secret = secretIn(entry);
      const label = { account: textIn(entry, ACCOUNT), issuer: textIn(entry, ISSUER) };
      if (/^[a-z-]+:\/\//i.test(secret)) yield { key: entryKey(secret, label) };
      else
        yield {
          key: keyFromFields(typeIn(entry), secret, label, {
            algorithm: algorithmIn(entry),
            digits: first(entry, ['digits', 'digit']),
            period: first(entry, ['period', 'timer', 'timestep', 'interval']),
          }),
        };
    }
  },
} as const satisfies KeyFormat;

const LISTS = ['accounts', 'tokens', 'Authenticators'] as const;
const SECRET = ['secret', 'otpsecret', 'secretkey'];
const ACCOUNT = ['account', 'username', 'originalusername', 'label', 'name', 'email'];
const ISSUER = ['issuer', 'issuername', 'originalissuername', 'issuerext', 'issuerint', 'service'];
/** The types of Stratum. */
const TYPES: Readonly<Record<number, string>> = { 1: 'hotp', 2: 'totp', 4: 'steam' };

/** The entries with their fields in lower case, those of an object in an entry included. */
function entriesIn({ json, value }: ExportText): readonly JsonObject[] {
  const lists = LISTS.flatMap(name => objectsIn(json[name]));
  return [...objectsIn(value), ...lists, ...Object.values(json).map(objectIn)]
    .map(flattened)
    .filter(entry => secretIn(entry) !== '');
}

/** Later versions of the extension encrypt an entry as a whole. */
function hasEncryptedEntry({ json }: ExportText): boolean {
  return Object.values(json).some(entry => objectIn(entry)['dataType'] === 'EncOTPStorage');
}

function flattened(entry: JsonObject): JsonObject {
  const nested = Object.values(entry).flatMap(value => Object.entries(objectIn(value)));
  return Object.fromEntries(
    [...nested, ...Object.entries(entry)].map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function first(entry: JsonObject, names: readonly string[]): unknown {
  return names.map(name => entry[name]).find(value => value !== undefined && value !== null && value !== '');
}

function textIn(entry: JsonObject, names: readonly string[]): string {
  return names.map(name => stringIn(entry[name])).find(Boolean) ?? '';
}

/** FreeOTP+ writes the bytes of a key, as signed numbers. */
function secretIn(entry: JsonObject): string {
  const { secret } = entry;
  if (!Array.isArray(secret)) return textIn(entry, SECRET);
  return secret.length > 0 && secret.length <= 256
    ? new TotpSecret(Uint8Array.from(secret, Number)).base32
    : '';
}

function typeIn(entry: JsonObject): string {
  const type = first(entry, ['type', 'kind', 'tokentype']);
  return typeof type === 'number' ? (TYPES[type] ?? String(type)) : stringIn(type) || 'totp';
}

/** Stratum writes the position of an algorithm. */
function algorithmIn(entry: JsonObject): unknown {
  const algorithm = first(entry, ['algorithm', 'algo']);
  return typeof algorithm === 'number' ? (ALGORITHMS[algorithm] ?? algorithm) : algorithm;
}
