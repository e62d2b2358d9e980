import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { keyFromUri } from '../../../src/core/importedKey';
import { readLabel } from '../../../src/core/keyLabel';
import { anyUnits } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';
import { cases } from '../../shared/thorough';

const KEY = 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U';

describe('The label of a key', () => {
  for (const [label, issuer, expected] of [
    [`Xero:${LOGIN}`, 'Xero', ['Xero', LOGIN]],
    [`Xero:${LOGIN}`, '', ['Xero', LOGIN]],
    [LOGIN, '', ['', LOGIN]],
    [`Xero: ${LOGIN}`, '', ['Xero', LOGIN]],
    [`Xero:Xero:${LOGIN}`, 'Xero', ['Xero', LOGIN]],
    [`Xero:Acme Pty:${LOGIN}`, 'Xero', ['Xero', LOGIN]],
    [`Acme: Payroll:${LOGIN}`, 'Xero', ['Xero', LOGIN]],
    [`Xero:${LOGIN}/`, 'Xero', ['Xero', LOGIN]],
    [`/Xero:${LOGIN}`, 'Xero/', ['Xero', LOGIN]],
    [`mailto:${LOGIN}`, '', ['', LOGIN]],
    [`Xero:mailto:${LOGIN}`, '', ['Xero', LOGIN]],
    [`Xero:Priya Rao <${LOGIN}>`, '', ['Xero', LOGIN]],
    [`Xero:"Rao, Priya" <${LOGIN}>`, '', ['Xero', LOGIN]],
    [`<${LOGIN}>`, 'Xero', ['Xero', LOGIN]],
    [`Xero:AU payroll (${LOGIN})`, '', ['Xero', LOGIN]],
    [`"${LOGIN}"`, '“Xero”', ['Xero', LOGIN]],
    [`Xero:+${LOGIN}`, '', ['Xero', LOGIN]],
    ['"Xero":"AU payroll"/', '', ['Xero', 'AU payroll']],
    [`\u200BXero:\u2060${LOGIN}\u200B`, 'Xe\u200Bro', ['Xero', LOGIN]],
    [`Xero\uFF1A${LOGIN}`, '', ['Xero', LOGIN]],
    [` Xero :\t${LOGIN}\n`, ' Xero ', ['Xero', LOGIN]],
    [`Xero:${LOGIN},`, 'Xero:', ['Xero', LOGIN]],
    [`Xero - ${LOGIN}`, 'Xero', ['Xero', LOGIN]],
    [`${LOGIN} (Xero)`, '', ['', LOGIN]],
    [`AU payroll, ask ${LOGIN}`, 'Xero', ['Xero', `AU payroll, ask ${LOGIN}`]],
    ['Xero:AU payroll', '', ['Xero', 'AU payroll']],
    ['Xero:Xero:AU payroll', 'Xero', ['Xero', 'AU payroll']],
    ['AU payroll', 'Xero', ['Xero', 'AU payroll']],
    ['Xero:AU:payroll', '', ['Xero', 'AU:payroll']],
    ['Xero:', '', ['Xero', '']],
    ['', '', ['', '']],
  ] as const) {
    it(`“${label}” of “${issuer}” is read as ${expected.join(' | ')}`, () => {
      const read = readLabel(label, issuer);
      assert.deepEqual([read.issuer, read.account], expected);
    });
  }

  it('stays whole if it is a name that begins with something else than its issuer', () => {
    assert.deepEqual(readLabel('AU: payroll', 'Xero', false), { account: 'AU: payroll', issuer: 'Xero' });
    assert.deepEqual(readLabel('xero: payroll', 'Xero', false), { account: 'payroll', issuer: 'Xero' });
  });

  it('never holds a key, whatever stands before and after it', () => {
    const shown = fc.constantFrom(
      `otpauth://totp/Xero:b@acme.test?secret=${KEY}&issuer=Xero`,
      `?secret=${KEY}`,
      `SECRET = ${KEY}`,
      KEY,
      KEY.toLowerCase(),
      `secret%3D${KEY}`,
    );
    fc.assert(
      fc.property(
        anyUnits,
        fc.constantFrom(' ', ',', '&', ':', '/', ''),
        shown,
        anyUnits,
        (before, between, text, after) => {
          // Letters before it would make another word of it.
          fc.pre(!/[a-z0-9@]$/i.test(before) && !/^[a-z0-9@]/i.test(after));
          const label = before + between + text + after;
          const encoded = encodeURIComponent(label.replaceAll(/\p{Cs}/gu, ''));
          for (const read of [
            readLabel(label, label),
            readLabel('Xero:a', label, false),
            keyFromUri(`otpauth://totp/${encoded}?secret=${KEY}&issuer=${encoded}`),
            keyFromUri(`otpauth://totp/${label}`),
          ])
            assert.doesNotMatch(`${read.account} ${read.issuer}`, /MFRGGZDFMZTWQ2LK/i);
        },
      ),
      { numRuns: cases(500, 5_000) },
    );
  });
});
