/**
 * Makes `ed25519Statements.json` by Node.js's own cryptography, which shares no code with the extension:
 * `node test/unit/vectors/ed25519Statements.mjs`
 */
import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
/** The beginning of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Bech32 (BIP 173). @param {string} prefix @param {Buffer} bytes */
function bech32(prefix, bytes) {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('');
  const words = (bits.match(/.{1,5}/g) ?? []).map(five => Number.parseInt(five.padEnd(5, '0'), 2));
  const expanded = [
    ...[...prefix].map(c => c.charCodeAt(0) >> 5),
    0,
    ...[...prefix].map(c => c.charCodeAt(0) & 31),
  ];
  let sum = 1;
  for (const value of [...expanded, ...words, 0, 0, 0, 0, 0, 0]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((generator, index) => {
      if ((top >> index) & 1) sum ^= generator;
    });
  }
  const checksum = Array.from({ length: 6 }, (_, index) => ((sum ^ 1) >>> (5 * (5 - index))) & 31);
  return `${prefix}1${[...words, ...checksum].map(word => ALPHABET[word]).join('')}`;
}

/** @param {number} fill @param {readonly unknown[]} statement */
function vector(fill, statement) {
  const scalar = Buffer.alloc(32, fill);
  const identity = bech32('age-secret-key-', scalar).toUpperCase();
  scalar[0] = (scalar[0] ?? 0) & 248;
  scalar[31] = ((scalar[31] ?? 0) & 127) | 64;
  const seed = Buffer.from(hkdfSync('sha256', scalar, '', 'xero-mfa signing key v2', 32));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const message = Buffer.from(JSON.stringify(statement));
  const signingKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    identity,
    signingKey: signingKey.toString('hex'),
    message: message.toString('utf8'),
    signature: sign(null, message, key).toString('hex'),
  };
}

const vectors = [
  vector(1, ['xero-mfa key', 'a'.repeat(26), 'qa-au@acme.test', 1, 1]),
  vector(7, ['xero-mfa person', 'a'.repeat(26), 'Zoë “the tester”', 1_000_000, []]),
  vector(0xfe, ['xero-mfa rotation', 'a'.repeat(26), '\n\u2028\\"', ['b', ['c']]]),
];
writeFileSync(new URL('ed25519Statements.json', import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`);
