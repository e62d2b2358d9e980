import * as v from 'valibot';
import { MAXIMUM_COUNT } from './limits';
import { statementBytes } from './statement';

/** A native X25519 recipient: Bech32 of 32 bytes. Its checksum is verified on use. */
export const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
/** An Ed25519 public key in hexadecimal. */
const SIGNING_KEY = /^[0-9a-f]{64}$/;
const MAXIMUM_NAME = 100;
const MAXIMUM_LOGINS = 1000;

/**
 * Whether a text can be a person's name: one line in NFC, without control or format characters, which could make it look
 * like another one.
 */
export function isPersonName(text: string): boolean {
  return (
    text.length <= MAXIMUM_NAME &&
    text !== '' &&
    text.trim() === text &&
    text.normalize('NFC') === text &&
    !/[\p{C}\p{Zl}\p{Zp}]/u.test(text)
  );
}

/** A name as it is written into a store. Empty if nothing of it is visible. */
export function toPersonName(text: string): string {
  const line = text.normalize('NFC').replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim();
  return line
    .slice(0, MAXIMUM_NAME)
    .replace(/\p{Cs}$/u, '')
    .trim();
}

/** The checks of the fields that several files have. */
export const FIELDS = {
  recipient: v.pipe(v.string(), v.regex(RECIPIENT)),
  signingKey: v.pipe(v.string(), v.regex(SIGNING_KEY)),
  signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
  name: v.pipe(v.string(), v.check(isPersonName)),
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAXIMUM_COUNT)),
  day: v.pipe(v.string(), v.isoDate()),
  login: v.pipe(v.string(), v.minLength(1), v.maxLength(320)),
};

export const entrySchema = v.strictObject({
  recipient: FIELDS.recipient,
  /** Empty if the person can only read. */
  signingKey: v.union([v.literal(''), FIELDS.signingKey]),
  name: FIELDS.name,
  role: v.picklist(['member', 'machine']),
  /** What a machine may read, in lower case and sorted. A member may read everything. */
  logins: v.pipe(v.array(FIELDS.login), v.maxLength(MAXIMUM_LOGINS), v.check(isSortedSet)),
  state: v.picklist(['approved', 'removed']),
  /** Of a removal: marks of the removed person's entries that stay valid, sorted. See {@link markOf}. */
  keeps: v.pipe(v.array(FIELDS.signature), v.check(isSortedSet)),
  count: FIELDS.count,
  on: FIELDS.day,
  by: FIELDS.recipient,
  signature: FIELDS.signature,
});

/** What one member says of a person, signed by that member. */
export type Entry = Readonly<v.InferOutput<typeof entrySchema>>;

/** Whether others can read an entry: its name and its logins may come from other programs' files. */
export function isEntry(entry: Entry): boolean {
  return v.is(entrySchema, entry);
}

/** An entry that is yet to be signed. */
export type Unsigned<Signed extends { readonly signature: string }> = Omit<Signed, 'signature'>;

/** What the signature of an entry covers. */
export function entryBytes(id: string, entry: Unsigned<Entry>): Uint8Array {
  const { recipient, signingKey, name, role, logins, state, keeps, count, on, by } = entry;
  return statementBytes('person', id, [
    recipient,
    signingKey,
    name,
    role,
    logins,
    state,
    keeps,
    count,
    on,
    by,
  ]);
}

/** What a removal calls an entry that it keeps: all of its signature, because a signer is free to choose the first half. */
export function markOf({ signature }: Pick<Entry, 'signature'>): string {
  return signature;
}

/** Whether somebody says something of themselves. Only a store's creator does, and only once. */
export function isAboutSigner({ recipient, by }: Pick<Entry, 'recipient' | 'by'>): boolean {
  return recipient === by;
}

/** Which of two entries about a person counts: the higher count, then a removal, then the smaller `by`. */
export function byRank(one: Entry, other: Entry): number {
  if (one.count !== other.count) return other.count - one.count;
  if (one.state !== other.state) return one.state === 'removed' ? -1 : 1;
  const [first, second] = one.by === other.by ? [one.signature, other.signature] : [one.by, other.by];
  return first < second ? -1 : 1;
}

function isSortedSet(texts: string[]): boolean {
  return texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') < text);
}
