import { createPublicKey, type KeyObject, verify as verifyBy } from 'node:crypto';
import type { Verify } from '../../src/core/team/takeEntries';

/** The beginning of an Ed25519 key in SPKI (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
/** The y coordinates of the points of small order, which many signatures fit. */
const SMALL_ORDER = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** Of each key in hexadecimal; `undefined` for one that isn't a canonical one of large order. */
const keys = new Map<string, KeyObject | undefined>();

/**
 * Verifies an Ed25519 signature (RFC 8032) by `node:crypto`, in a small part of the time that the extension's own takes. It accepts no
 * signature that the extension doesn't, because keys are first checked as the extension does.
 */
export const verify: Verify = (signingKey, message, signature) => {
  if (!keys.has(signingKey)) keys.set(signingKey, keyOf(signingKey));
  const key = keys.get(signingKey);
  return key !== undefined && verifyBy(null, message, key, Buffer.from(signature, 'hex'));
};

function keyOf(signingKey: string): KeyObject | undefined {
  if (!/^[0-9a-f]{64}$/.test(signingKey)) return undefined;
  const bytes = Buffer.from(signingKey, 'hex');
  const y = Buffer.from(bytes);
  y.writeUInt8(y.readUInt8(31) & 127, 31);
  // At or above the prime 2^255 - 19, it is another spelling of a smaller one.
  if (BigInt(`0x${Buffer.from(y).reverse().toString('hex')}`) >= 2n ** 255n - 19n) return undefined;
  if (SMALL_ORDER.has(y.toString('hex'))) return undefined;
  return createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
}
