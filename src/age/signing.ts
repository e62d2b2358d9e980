import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { identityBytes } from './keyText';

/** Ed25519 (RFC 8032). Keys and signatures are in hexadecimal. */

// The first key would wait a tenth of a second for the default table of multiples. A small one is as fast to use.
ed25519.Point.BASE.precompute(4);

const INFO = new TextEncoder().encode('xero-mfa signing key v2');
/** Verifying takes some milliseconds, and a store has the same signature in many files. */
const MAXIMUM_VERIFIED = 20_000;

/** What a member signs with. */
export interface Signer {
  /** The public key. */
  readonly signingKey: string;
  sign(message: Uint8Array): string;
}

const signers = new Map<string, Promise<Signer>>();

/**
 * The signing key of an identity, `AGE-SECRET-KEY-1…`. Its seed is the HKDF-SHA-256 (RFC 5869) of the identity's 32 bytes,
 * clamped as X25519 does (RFC 7748), so that identities with the same recipient have the same signing key.
 */
export function signerOf(identity: string): Promise<Signer> {
  const signer = signers.get(identity) ?? derive(identity);
  signers.set(identity, signer);
  return signer;
}

async function derive(identity: string): Promise<Signer> {
  const scalar = Uint8Array.from(identityBytes(identity));
  scalar[0] = (scalar[0] ?? 0) & 248;
  scalar[31] = ((scalar[31] ?? 0) & 127) | 64;
  const material = await crypto.subtle.importKey('raw', scalar, 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: INFO };
  const seed = new Uint8Array(await crypto.subtle.deriveBits(hkdf, material, 256));
  return {
    signingKey: bytesToHex(ed25519.getPublicKey(seed)),
    sign: message => bytesToHex(ed25519.sign(message, seed)),
  };
}

/** Signatures that are ones, and those that aren't: forged ones must not push out the others. */
const verified = new Set<string>();
const forged = new Set<string>();

/** Whether a signature is one of these bytes by this key, as RFC 8032 has it: the lax rules of ZIP 215 don't count. */
export function verify(signingKey: string, message: Uint8Array, signature: string): boolean {
  const key = resultKey(signingKey, message, signature);
  if (verified.has(key)) return true;
  if (forged.has(key)) return false;
  const isValid = isSignature(signingKey, message, signature);
  const results = isValid ? verified : forged;
  if (results.size >= MAXIMUM_VERIFIED) results.clear();
  results.add(key);
  return isValid;
}

/** Whether {@link verify} knows the answer already, so that asking takes no time. */
export function isKnown(signingKey: string, message: Uint8Array, signature: string): boolean {
  const key = resultKey(signingKey, message, signature);
  return verified.has(key) || forged.has(key);
}

function resultKey(signingKey: string, message: Uint8Array, signature: string): string {
  return `${signingKey} ${signature} ${bytesToHex(sha256(message))}`;
}

function isSignature(signingKey: string, message: Uint8Array, signature: string): boolean {
  try {
    const bytes = [signature, signingKey].map(hexToBytes) as [Uint8Array, Uint8Array];
    return ed25519.verify(bytes[0], message, bytes[1], { zip215: false });
  } catch {
    return false;
  }
}
