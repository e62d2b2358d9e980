import { wordlist } from '@scure/bip39/wordlists/english.js';

const WORDS = 8;
/** Of the 2,048 words of BIP 39, each stands for this many bits. */
const BITS = 11;

/**
 * A person's keys as eight words that two people can compare on the phone: the first 88 bits of the SHA-256 (FIPS 180-4) of
 * both keys in BIP 39 words, which differ in their first four letters.
 *
 * @param signingKey in hexadecimal; empty if the person has none
 */
export async function fingerprintOf(recipient: string, signingKey = ''): Promise<string> {
  const keys = signingKey === '' ? recipient : `${recipient} ${signingKey}`;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(keys));
  return inWords(new Uint8Array(digest));
}

/** A passphrase of eight words, 88 bits. */
export function newPassphrase(): string {
  return inWords(crypto.getRandomValues(new Uint8Array(WORDS * BITS)));
}

function inWords(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  const words = Array.from(
    { length: WORDS },
    (_, index) => wordlist[Number.parseInt(bits.slice(index * BITS, (index + 1) * BITS), 2)],
  );
  return words.join(' ');
}
