import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { bech32 } from '@scure/base';

const seeds = new Map<string, Uint8Array>();

/** The seed of an identity's signing key, which its owner has. */
export async function nonceReady(identity: string): Promise<void> {
  if (seeds.has(identity)) return;
  const scalar = Uint8Array.from(bech32.decodeToBytes(identity.toLowerCase()).bytes);
  scalar[0] = (scalar[0] ?? 0) & 248;
  scalar[31] = ((scalar[31] ?? 0) & 127) | 64;
  const material = await crypto.subtle.importKey('raw', scalar, 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode('xero-mfa signing key v2');
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  seeds.set(identity, new Uint8Array(await crypto.subtle.deriveBits(hkdf, material, 256)));
}

/** RFC 8032, but for the nonce, which is the one of another message. */
export function signWithNonceOf(identity: string, other: Uint8Array, message: Uint8Array): string {
  const { prefix, scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(
    seeds.get(identity) ?? new Uint8Array(32),
  );
  const order = ed25519.Point.Fn.ORDER;
  const hash = (...parts: Uint8Array[]): bigint =>
    bytesToNumberLE(sha512(Uint8Array.from(parts.flatMap(part => [...part])))) % order;
  const nonce = hash(prefix, other);
  const first = ed25519.Point.BASE.multiply(nonce).toBytes();
  const last = (nonce + hash(first, pointBytes, message) * scalar) % order;
  return bytesToHex(Uint8Array.from([...first, ...numberToBytesLE(last, 32)]));
}
