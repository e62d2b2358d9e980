import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { base64nopad, bech32 } from '@scure/base';
import { type Identity, identityToRecipient } from 'age-encryption';
import { identityBytes } from './keyText';

const INFO = new TextEncoder().encode('age-encryption.org/v1/X25519');
const X25519 = { name: 'X25519' };
/** The beginning of an X25519 private key in PKCS #8 (RFC 8410). */
const PKCS8 = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32]);

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/**
 * A native X25519 identity (age-encryption.org/v1, "The X25519 recipient type") that uses the platform's X25519 (RFC 7748)
 * and HKDF (RFC 5869). A file is encrypted to a whole team, and each of its stanzas is tried: age-encryption's own would
 * block the extension host for some milliseconds a stanza.
 *
 * @returns `undefined` if the platform has no X25519
 */
export async function x25519Identity(identity: string): Promise<Identity | undefined> {
  const own = await crypto.subtle
    .importKey('pkcs8', Uint8Array.from([...PKCS8, ...identityBytes(identity)]), X25519, false, [
      'deriveBits',
    ])
    .catch(() => undefined);
  if (!own) return undefined;
  const recipient = bech32.decodeToBytes(await identityToRecipient(identity)).bytes;
  return {
    unwrapFileKey: async stanzas => {
      for (const { args, body } of stanzas) {
        if (args[0] !== 'X25519') continue;
        const share = base64nopad.decode(args[1] ?? '');
        if (args.length !== 2 || share.length !== 32 || body.length !== 32)
          throw new Error('The X25519 stanza is malformed.');
        const fileKey = decryptedBy(await keyOf(own, share, recipient), body);
        if (fileKey) return fileKey;
      }
      return null;
    },
  };
}

async function keyOf(own: Key, share: Uint8Array, recipient: Uint8Array): Promise<Uint8Array> {
  const peer = await crypto.subtle.importKey('raw', new Uint8Array(share), X25519, false, []);
  // deriveBits itself rejects the all-zero secret of a low-order share.
  const shared = await crypto.subtle.deriveBits({ ...X25519, public: peer }, own, 256);
  const secret = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveBits']);
  const salt = new Uint8Array([...share, ...recipient]);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt, info: INFO };
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, secret, 256));
}

/** Each key encrypts one message, so the nonce can be zero. */
function decryptedBy(key: Uint8Array, body: Uint8Array): Uint8Array | undefined {
  try {
    return chacha20poly1305(key, new Uint8Array(12)).decrypt(body);
  } catch {
    return undefined;
  }
}
