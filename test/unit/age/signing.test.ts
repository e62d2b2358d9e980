import assert from 'node:assert/strict';
import { fingerprintOf } from '../../../src/age/fingerprint';
import { signerOf, verify } from '../../../src/age/signing';
import vectors from '../vectors/ed25519Statements.json';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** The order of the base point (RFC 8032, section 5.1). */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

describe('A signing key', () => {
  for (const { identity, signingKey, message, signature } of vectors) {
    it(`is derived, signs and verifies as Node.js does: ${message}`, async () => {
      const signer = await signerOf(identity);
      assert.equal(signer.signingKey, signingKey);
      assert.equal(signer.sign(bytes(message)), signature);
      assert.ok(verify(signingKey, bytes(message), signature));
    });
  }

  it('is the same for identities that are the same X25519 key', async () => {
    const [{ identity, signingKey } = assert.fail()] = vectors;
    assert.equal((await signerOf(identity.toLowerCase())).signingKey, signingKey);
  });

  it('verifies nothing else: no other message, key or signature, and no bit of them flipped', () => {
    const [{ signingKey, message, signature } = assert.fail(), other = assert.fail()] = vectors;
    assert.ok(!verify(other.signingKey, bytes(message), signature));
    assert.ok(!verify(signingKey, bytes(other.message), signature));
    assert.ok(!verify(signingKey, bytes(message), other.signature));
    for (let at = 0; at < signature.length; at++)
      assert.ok(!verify(signingKey, bytes(message), flipped(signature, at)));
    for (let at = 0; at < signingKey.length; at += 5)
      assert.ok(!verify(flipped(signingKey, at), bytes(message), signature));
  });

  it('verifies no signature in a second spelling, nor one by a key of small order', () => {
    const [{ signingKey, message, signature } = assert.fail()] = vectors;
    const s = BigInt(`0x${Buffer.from(signature.slice(64), 'hex').reverse().toString('hex')}`);
    const malleable = Buffer.from((s + ORDER).toString(16).padStart(64, '0'), 'hex')
      .reverse()
      .toString('hex');
    assert.ok(!verify(signingKey, bytes(message), signature.slice(0, 64) + malleable));
    assert.ok(!verify(signingKey, bytes(message), signature.toUpperCase().slice(0, 126)));
    const identityPoint = `01${'00'.repeat(31)}`;
    assert.ok(!verify(identityPoint, bytes(message), identityPoint + '00'.repeat(32)));
    assert.ok(!verify('', bytes(message), signature));
  });
});

describe('The eight words', () => {
  const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
  it('are of both keys', async () => {
    const [{ signingKey } = assert.fail()] = vectors;
    const words = await fingerprintOf(RECIPIENT, signingKey);
    assert.match(words, /^(?:[a-z]{3,8} ){7}[a-z]{3,8}$/);
    for (const other of [
      await fingerprintOf(RECIPIENT),
      await fingerprintOf(RECIPIENT, flipped(signingKey, 1)),
      await fingerprintOf(`${RECIPIENT.slice(0, -1)}q`, signingKey),
    ])
      assert.notEqual(words, other);
  });
});

/** A text with one hexadecimal digit changed. */
function flipped(text: string, at: number): string {
  const digit = (Number.parseInt(text[at] ?? '0', 16) ^ 1).toString(16);
  return text.slice(0, at) + digit + text.slice(at + 1);
}
