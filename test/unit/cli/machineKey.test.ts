import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MachineKey } from '../../../cli/src/machineKey';
import { AgeError, decrypt, encrypt, newIdentity, recipientOf } from '../../../src/age/age';
import { cases, Kinds } from '../../shared/thorough';

const CHUNK = 64 * 1024;

const kinds = Kinds.of('whole', 'flip', 'cut', 'insert', 'remove', 'repeat');

/** What becomes of a file: its text, or why not. */
const outcome = (opening: Promise<string>): Promise<string> =>
  opening.then(
    text => `text ${text}`,
    error => {
      assert.ok(error instanceof AgeError, String(error));
      return error.problem;
    },
  );

describe('A machine’s key', () => {
  it('opens what age-encryption opens, and refuses what it refuses, whatever becomes of a file', async () => {
    const identities = await Promise.all([newIdentity(), newIdentity(), newIdentity()]);
    const recipients = await Promise.all(identities.map(recipientOf));
    const key = new MachineKey(identities[0] ?? '');
    assert.equal(key.recipient, recipients[0]);
    const some = fc.record({
      text: fc.oneof(
        { weight: 8, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(0, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK).map(size => 'x'.repeat(size)),
        },
      ),
      readers: fc.subarray(recipients, { minLength: 1 }),
      kind: kinds.any,
      /** Most changes are made in the header. */
      at: fc.oneof(fc.nat(400), fc.nat(200_000)),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(10, 13, 32, 45, 61)),
    });
    await fc.assert(
      fc.asyncProperty(some, async ({ text, readers, kind, at, byte }) => {
        const file = [...(await encrypt(text, readers))];
        const index = at % file.length;
        if (kind === 'flip') file[index] = byte;
        else if (kind === 'cut') file.length = index;
        else if (kind === 'insert') file.splice(index, 0, byte);
        else if (kind === 'remove') file.splice(index, 1);
        else if (kind === 'repeat') file.splice(index, 0, ...file.slice(index, index + byte));
        const bytes = Uint8Array.from(file);
        const [ours, theirs] = await Promise.all([
          outcome(key.decrypt(bytes)),
          outcome(decrypt(bytes, identities[0] ?? '')),
        ]);
        assert.equal(ours, theirs, Buffer.from(bytes).toString('latin1').slice(0, 600));
        if (kind === 'whole')
          assert.equal(ours, readers.includes(key.recipient) ? `text ${text}` : 'notForUs');
      }),
      { numRuns: cases(300, 2000) },
    );
    kinds.assertAllMade();
  });

  it('rejects an identity with a typing mistake', async () => {
    const identity = await newIdentity();
    const wrong = identity.slice(0, -1) + (identity.endsWith('Q') ? 'P' : 'Q');
    assert.throws(() => new MachineKey(wrong));
  });
});
