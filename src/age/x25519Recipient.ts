import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { base64nopad, bech32 } from '@scure/base';
import { type Recipient, Stanza } from 'age-encryption';

const INFO = new TextEncoder().encode('age-encryption.org/v1/X25519');
const X25519 = { name: 'X25519' };

type PublicKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/**
 * A native X25519 recipient (age-encryption.org/v1, "The X25519 recipient type") that uses the platform's X25519 (RFC 7748)
 * and HKDF (RFC 5869). Makes the same stanzas as age-encryption's own in a third of the time.
 *
 * @returns `undefined` if the platform has no X25519
 */
export async function x25519Recipient(recipient: string): Promise<Recipient | undefined> {
  const { bytes } = bech32.decodeToBytes(recipient);
  const publicKey = new Uint8Array(bytes);
  const peer = await crypto.subtle.importKey('raw', publicKey, X25519, false, []).catch(() => undefined);
  return peer && { wrapFileKey: fileKey => wrap(fileKey, publicKey, peer) };
}

async function wrap(fileKey: Uint8Array, publicKey: Uint8Array, peer: PublicKey): Promise<Stanza[]> {
  const ephemeral = await crypto.subtle.generateKey(X25519, false, ['deriveBits']);
  if (!('privateKey' in ephemeral)) throw new Error('A pair of keys was asked for.');
  const share = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey));
  // deriveBits itself rejects the all-zero secret of a low-order public key.
  const shared = await crypto.subtle.deriveBits({ ...X25519, public: peer }, ephemeral.privateKey, 256);
  const secret = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveBits']);
  const salt = new Uint8Array([...share, ...publicKey]);
  const key = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt, info: INFO },
    secret,
    256,
  );
  // Each key encrypts one message, so the nonce can be zero.
  const body = chacha20poly1305(new Uint8Array(key), new Uint8Array(12)).encrypt(fileKey);
  return [new Stanza(['X25519', base64nopad.encode(share)], body)];
}
