// cspell:ignore mfrg gzdf mztw nnwg obyx
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSecret } from '../../../src/core/secret';
import { SecretError } from '../../../src/core/secretUri';
import { cases } from '../../shared/thorough';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const WRONG = '0189!|$é';

describe('A key with a wrong character', () => {
  const key = fc
    .array(fc.nat(BASE32.length - 1), { minLength: 32, maxLength: 32 })
    .map(letters => letters.map(letter => BASE32.charAt(letter)).join(''));
  const typed = fc.record({
    key,
    at: fc.nat(31),
    wrong: fc.nat(WRONG.length - 1),
    group: fc.constantFrom(0, 4, 8),
    isLower: fc.boolean(),
    around: fc.constantFrom(
      ['', ''],
      ['Setup key: ', ''],
      ['', '.'],
      ['The key is ', ' for Xero'],
      ['- ', '\n'],
    ),
  });

  it('is never cut to one that is right', () => {
    fc.assert(
      fc.property(typed, ({ key: right, at, wrong, group, isLower, around: [before = '', after = ''] }) => {
        const mistyped = right.slice(0, at) + WRONG.charAt(wrong) + right.slice(at + 1);
        const grouped = group === 0 ? mistyped : mistyped.replace(new RegExp(`.{${group}}(?=.)`, 'g'), '$& ');
        const text = `${before}${isLower ? grouped.toLowerCase() : grouped}${after}`;
        assert.throws(() => parseSecret(text), SecretError, text);
      }),
      { numRuns: cases(500, 20_000) },
    );
  });

  it('in its last group is named', () => {
    assert.throws(
      () => parseSecret('mfrg gzdf mztw q2lk nnwg 23tp obyx e431'),
      (error: SecretError) => error.problem.kind === 'notBase32' && error.problem.character === '1',
    );
  });
});
