import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { base64nopad } from '@scure/base';
import { type Identity, type Recipient, Stanza } from 'age-encryption';

const LABEL = new TextEncoder().encode('age-encryption.org/v1/scrypt');
/**
 * Base-2 logarithms of N (RFC 7914). `workToWrite` is that of the `age` command, about a second; a file may ask for four times
 * as much. Properties keep their names in the bundle, where unit tests write in a moment (`test/unit/extension.ts`).
 */
const LOG_N = { workToWrite: 18, mostToRead: 20 };
/** How long the extension host is blocked at a time, in milliseconds. */
const TICK = 10;

/** Reports the progress of deriving a key from a passphrase, and cancels it. */
export interface KeyWork {
  readonly signal?: AbortSignal;
  /** @param done from 0 to 1 */
  report?(done: number): void;
}

/**
 * A passphrase as a recipient (age-encryption.org/v1, "The scrypt recipient type"). Makes the same
 * stanzas as age-encryption's own, which would block the extension host for a second.
 */
export function passphraseRecipient(passphrase: string, work?: KeyWork): Recipient {
  return {
    wrapFileKey: async fileKey => {
      const salt = crypto.getRandomValues(new Uint8Array(16));
      const body = cipher(await keyOf(passphrase, salt, LOG_N.workToWrite, work)).encrypt(fileKey);
      return [new Stanza(['scrypt', base64nopad.encode(salt), String(LOG_N.workToWrite)], body)];
    },
  };
}

/** A passphrase as an identity. Rejects files that ask for more than {@link LOG_N}. */
export function passphraseIdentity(passphrase: string, work?: KeyWork): Identity {
  return {
    unwrapFileKey: async stanzas => {
      const [stanza, ...others] = stanzas;
      const [type, salt = '', logarithm = ''] = stanza?.args ?? [];
      if (!stanza || type !== 'scrypt') return null;
      const logN = /^[1-9]\d?$/.test(logarithm) ? Number(logarithm) : Number.NaN;
      const saltBytes = base64nopad.decode(salt);
      if (
        others.length > 0 ||
        saltBytes.length !== 16 ||
        stanza.body.length !== 32 ||
        !(logN <= LOG_N.mostToRead)
      ) {
        throw new Error('The passphrase stanza is malformed.');
      }
      const key = await keyOf(passphrase, saltBytes, logN, work);
      try {
        return cipher(key).decrypt(stanza.body);
      } catch {
        return null;
      }
    },
  };
}

function keyOf(passphrase: string, salt: Uint8Array, logN: number, work?: KeyWork): Promise<Uint8Array> {
  const password = new TextEncoder().encode(passphrase.normalize('NFC'));
  const onProgress = (done: number): void => {
    work?.signal?.throwIfAborted();
    work?.report?.(done);
  };
  const options = { N: 2 ** logN, r: 8, p: 1, dkLen: 32, asyncTick: TICK, onProgress };
  return scryptAsync(password, new Uint8Array([...LABEL, ...salt]), options);
}

/** Each key encrypts one message, so the nonce can be zero. */
function cipher(key: Uint8Array): ReturnType<typeof chacha20poly1305> {
  return chacha20poly1305(key, new Uint8Array(12));
}
