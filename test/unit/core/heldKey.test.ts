import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { holdsKey } from '../../../src/core/heldKey';
import { cases, Kinds } from '../../shared/thorough';

describe('A text for a list', () => {
  for (const text of [
    ...['Demo Company (Global)', 'Telecommunications Ltd', 'internationalisation', 'resets every Monday'],
    ...['AU payroll, nightly', 'customer payments', 'this test user must wait', 'ACME TEST DEMO BOOK'],
    ...['Payroll Team Sydney AU2 book', 'qa-australia-payroll2@acme.test', '+44 2234 2345 2346 2342'],
    ...[
      'https://go.xero.com/app/!x1Y2z/homepage',
      'Priya <priyanambiarpayroll2@acme.test>',
      '2026-11-30',
      '',
    ],
    'b7c1e2a4-5d0d-4a58-9d2f-1f3d6c2b9a01',
  ]) {
    it(`has no key: ${text}`, () => assert.equal(holdsKey(text), false));
  }

  it('has one, however it is written and whatever is around it', () => {
    const key = fc.array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), {
      minLength: 32,
      maxLength: 52,
    });
    const by = (length: number, separator: string) => (text: string) =>
      text.replace(new RegExp(`.{${length}}(?=.)`, 'g'), `$&${separator}`);
    const shape = new Kinds({
      plain: fc.constant((text: string) => text),
      lower: fc.constant((text: string) => text.toLowerCase()),
      fours: fc.constant(by(4, ' ')),
      dashes: fc.constant((text: string) => by(4, '-')(text.toLowerCase())),
      fives: fc.constant(by(5, ' ')),
      letters: fc.constant(by(1, ' ')),
      hidden: fc.constant(by(1, '\u200B')),
      link: fc.constant((text: string) => `otpauth://totp/x?secret=${text}`),
    });
    const around = fc.constantFrom(
      ...[
        ['', ''],
        ['key: ', ''],
        ['Setup key (', ')'],
        ['"', '".'],
        ['use ', ' please'],
        ['x=', ';'],
      ],
    );
    fc.assert(
      fc.property(key, shape.any, around, (letters, shaped, [before = '', after = '']) => {
        assert.equal(holdsKey(`${before}${shaped(letters.join(''))}${after}`), true);
      }),
      { numRuns: cases(500, 20_000) },
    );
    shape.assertAllMade();
  });
});
