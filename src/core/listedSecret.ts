// cspell:ignore setupkey
import type { JsonPath } from './jsonSpans';

/** A part of an account's entry that looks like a secret, which a list must not hold. Holds nothing of it. */
export interface ListedSecret {
  readonly path: JsonPath;
  readonly kind: 'holdsKey' | 'holdsPassword';
}

/** The fields that people add by hand. No list has them, whatever their case. */
const PASSWORD_FIELDS = ['password', 'Password', 'passwd', 'pwd'] as const;
const KEY_FIELDS = [
  'setupKey',
  'setup_key',
  'setupkey',
  'secret',
  'totp',
  'otp',
  'otpauth',
  'mfaSecret',
  'mfaKey',
] as const;

/** The names of fields that only secrets have. */
export const SECRET_FIELDS: readonly string[] = [...PASSWORD_FIELDS, ...KEY_FIELDS];

/** No more of a text is read, in UTF-16 units. */
const LOOKED_AT = 10_000;
/** Longer than all keys of Xero, as one word or in groups of four. Each alternative begins at the start of a word only. */
const LONG_KEY =
  /(?<![\p{L}\p{N}_/-])(?:[A-Z2-7]{32,128}|[a-z2-7]{32,128}|(?:[A-Z2-7]{4}[ -]){7,31}[A-Z2-7]{4}|(?:[a-z2-7]{4}[ -]){7,31}[a-z2-7]{4})(?![\p{L}\p{N}_/-])/gu;

/**
 * The secrets in an entry, as far as that is beyond doubt: fields that only secrets have, links of keys, and long keys in
 * what people write. Time is linear.
 */
export function listedSecrets(entry: Readonly<Record<string, unknown>>): readonly ListedSecret[] {
  const found: ListedSecret[] = [];
  for (const [fields, kind] of [
    [PASSWORD_FIELDS, 'holdsPassword'],
    [KEY_FIELDS, 'holdsKey'],
  ] as const)
    for (const name of fields) if (isFilled(entry, name)) found.push({ path: [name], kind });
  for (const name of ['name', 'owner', 'notes'])
    if (holds(entry[name], text => hasLink(text) || hasLongKey(text)))
      found.push({ path: [name], kind: 'holdsKey' });
  // A tag or an ID may have the letters of a key.
  const { tags, organisations } = entry;
  for (const [index, tag] of (Array.isArray(tags) ? tags : []).entries())
    if (holds(tag, hasLink)) found.push({ path: ['tags', index], kind: 'holdsKey' });
  for (const [index, organisation] of (Array.isArray(organisations) ? organisations : []).entries())
    if (holds(organisation?.name, hasLink))
      found.push({ path: ['organisations', index, 'name'], kind: 'holdsKey' });
  return found;
}

function isFilled(entry: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.hasOwn(entry, name) && holds(entry[name], text => text.trim() !== '');
}

function holds(value: unknown, is: (text: string) => boolean): boolean {
  return typeof value === 'string' && is(value.slice(0, LOOKED_AT));
}

function hasLink(text: string): boolean {
  return /otpauth(?:-migration)?:\/\//i.test(text);
}

/** Hexadecimal numbers have other digits, or no letters beyond F; words have no digits. */
function hasLongKey(text: string): boolean {
  // The address of a page may have an ID of the same letters.
  const plain = text.replace(/https?:\/\/\S*/gi, ' ');
  return (plain.match(LONG_KEY) ?? []).some(
    key => /[g-z]/i.test(key) && (key.match(/[2-7]/g) ?? []).length >= 2,
  );
}
