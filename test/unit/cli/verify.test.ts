import assert from 'node:assert/strict';
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { verify } from '../../../cli/src/verify';
import { verify as verifyAsExtension } from '../../../src/age/signing';
import { cases } from '../../shared/thorough';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('A signature in xero-mfa', () => {
  it('is valid where it is for the extension', () => {
    const change = fc.option(fc.record({ at: fc.nat(95), bit: fc.nat(7) }), { freq: 2 });
    fc.assert(
      fc.property(bytes(32), fc.uint8Array({ maxLength: 100 }), change, (seed, message, changed) => {
        const both = [...ed25519.getPublicKey(seed), ...ed25519.sign(message, seed)];
        if (changed) both[changed.at] = (both[changed.at] ?? 0) ^ (1 << changed.bit);
        const [key, signature] = [both.slice(0, 32), both.slice(32)].map(part =>
          bytesToHex(Uint8Array.from(part)),
        );
        const isValid = verify(key ?? '', message, signature ?? '');
        assert.equal(isValid, verifyAsExtension(key ?? '', message, signature ?? ''));
        assert.equal(isValid, changed === null);
      }),
      { numRuns: cases(100, 1000) },
    );
  });

  it('is never by a key of small order or in another spelling, which fit what nobody signed', () => {
    const message = new Uint8Array(3);
    const p = 2n ** 255n - 19n;
    const inHex = (y: bigint): string =>
      Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex');
    const spellings = [0n, 1n, 2n, 3n, 4n, 18n].flatMap(y => [inHex(p + y), inHex(p + y + 2n ** 255n)]);
    const points = ED25519_TORSION_SUBGROUP.flatMap(hex => {
      const flipped = hexToBytes(hex);
      flipped[31] = (flipped[31] ?? 0) ^ 128;
      return [hex, bytesToHex(flipped)];
    });
    assert.equal(new Set(points).size, 10);
    for (const key of [...spellings, ...points])
      for (const r of points) {
        const signature = r + '0'.repeat(64);
        assert.equal(verify(key, message, signature), false, key);
        assert.equal(verifyAsExtension(key, message, signature), false, key);
      }
  });

  it('is never one that isn’t written as the store has it', () => {
    const seed = new Uint8Array(32).fill(3);
    const key = bytesToHex(ed25519.getPublicKey(seed));
    const signature = bytesToHex(ed25519.sign(new Uint8Array(1), seed));
    assert.ok(verify(key, new Uint8Array(1), signature));
    for (const text of ['', key.slice(2), `${key}00`, 'x'.repeat(64)])
      assert.equal(verify(text, new Uint8Array(1), signature), false);
    for (const text of ['', signature.slice(2), `${signature}00`])
      assert.equal(verify(key, new Uint8Array(1), text), false);
  });
});
