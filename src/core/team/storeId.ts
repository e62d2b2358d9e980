import * as v from 'valibot';
import { parseCanonical, toJsonText } from './canonicalJson';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** 128 bits in base32 (RFC 4648) without padding. The last character has two bits to spare, which are zero. */
const ID = /^[a-z2-7]{25}[aeimquy4]$/; // cspell:disable-line
const VERSION = 2;

const storeSchema = v.strictObject({ version: v.literal(VERSION), id: v.pipe(v.string(), v.regex(ID)) });

/** The name of the file that says which store this is. */
export const STORE_FILE = 'store.json';

/** An id for a new store. @param random 16 random bytes */
export function storeIdOf(random: Uint8Array): string {
  let bits = '';
  for (const byte of random) bits += byte.toString(2).padStart(8, '0');
  return bits.replace(/.{1,5}/g, five => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '');
}

export function isStoreId(text: string): boolean {
  return ID.test(text);
}

/** @returns the id, or `undefined` if the text isn't what {@link formatStore} wrote */
export function parseStore(text: string): string | undefined {
  return parseCanonical(storeSchema, text, toJsonText)?.id;
}

export function formatStore(id: string): string {
  return toJsonText({ version: VERSION, id });
}
