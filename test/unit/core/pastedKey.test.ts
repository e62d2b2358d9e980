// cspell:ignore Raghunathan Subramaniam
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ScureBase32Plugin } from 'otplib';
import { pastedKey } from '../../../src/core/pastedKey';
import { parseSecret } from '../../../src/core/secret';
import { anyText } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';
import { EXAMPLE_KEY } from '../../shared/oracle';

const LINK = `otpauth://totp/Xero:${LOGIN}?secret=${EXAMPLE_KEY.base32}&issuer=Xero`;

const findsNothing = (): boolean => false;
const paste = (text: string, finds: (text: string) => boolean = findsNothing) => pastedKey('', text, finds);

const key = fc
  .uint8Array({ minLength: 10, maxLength: 64 })
  .map(bytes => new ScureBase32Plugin().encode(bytes).replaceAll('=', ''));
const oneCase = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toLowerCase(),
);
const separator = fc.constantFrom(' ', '-', '\u00A0', '\u2013', '\u2212', '\u200B', '\t', ' - ');

describe('A setup key that is pasted into a box', () => {
  it('is recognised in one piece, in any case', () => {
    const inOnePiece = key.chain(text =>
      fc
        .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
        .map(lower => [...text].map((letter, at) => (lower[at] ? letter.toLowerCase() : letter)).join('')),
    );
    fc.assert(fc.property(inOnePiece, text => paste(text)?.text === text));
  });

  it('is recognised in groups of any length, with any separator, in upper or lower case', () => {
    fc.assert(
      fc.property(key, oneCase, fc.integer({ min: 1, max: 12 }), separator, (text, to, length, between) => {
        const grouped =
          to(text)
            .match(new RegExp(`.{1,${length}}`, 'g'))
            ?.join(between) ?? '';
        assert.equal(paste(grouped)?.text, grouped);
        assert.equal(parseSecret(grouped).secret.base32, text);
      }),
    );
  });

  it('is recognised in groups of different lengths, in any case, if letters and digits are mixed', () => {
    const grouped = key.chain(text =>
      fc
        .array(fc.tuple(fc.boolean(), fc.constantFrom('', '', '', ' ', '-', '\n')), {
          minLength: text.length,
          maxLength: text.length,
        })
        .map(gaps =>
          [...text]
            .map((letter, at) => (gaps[at]?.[0] ? letter.toLowerCase() : letter) + (gaps[at]?.[1] ?? ''))
            .join(''),
        ),
    );
    fc.assert(
      fc.property(grouped, text => {
        fc.pre(/[a-z][2-7]|[2-7][a-z]/i.test(text));
        assert.equal(paste(text)?.text, text);
      }),
    );
  });

  for (const [what, text] of [
    ['as Xero shows it', EXAMPLE_KEY.shown],
    ['grouped in two ways', 'jbsw y3dp-ehpk 3pxp jbswy3dpehpk3pxp'],
    ['with a capital letter, as telephones write', 'Jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp'],
    ['with padding', `${EXAMPLE_KEY.base32}====`],
    ['with spaces around it', `\n ${EXAMPLE_KEY.base32} \n`],
    ['of which a character is missing', EXAMPLE_KEY.shown.slice(0, -1)],
    ['with a full stop after it', `${EXAMPLE_KEY.shown}.`],
    ['with its name before it', `Setup key: ${EXAMPLE_KEY.shown}`],
    ['with its name and no colon', `Setup key ${EXAMPLE_KEY.base32}`],
    ['with its name in another language', `Clé de configuration : ${EXAMPLE_KEY.base32}`],
    ['in quotation marks', `“${EXAMPLE_KEY.base32}”,`],
    ['in a sentence', `Use the key ${EXAMPLE_KEY.base32} for Xero`],
    ['as a link', LINK],
    ['as a link of Steam', `steam://${EXAMPLE_KEY.base32}`],
    ['as a link that is cut off', LINK.slice(0, 40)],
    ['as a link in a sentence', `Here it is: ${LINK}`],
    ['as an export of several', 'otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8%3D'],
  ] as const) {
    it(`is recognised ${what}`, () => assert.equal(paste(text)?.text, text));
  }

  it('has the login of a link', () => {
    assert.deepEqual(paste(LINK), { text: LINK, login: LOGIN });
    assert.equal(paste(LINK.replace(LOGIN, 'AU%20payroll'))?.login, undefined);
    assert.equal(paste(EXAMPLE_KEY.shown)?.login, undefined);
  });

  it('is recognised after typed text, and kept if it can be separated from it', () => {
    for (const before of ['qa@', 'Demo Company (', '1', 'é'])
      assert.equal(pastedKey(before, before + EXAMPLE_KEY.shown, findsNothing)?.text, EXAMPLE_KEY.shown);
    for (const before of ['AU payroll ', 'JBSW'])
      assert.deepEqual(pastedKey(before, before + EXAMPLE_KEY.shown, findsNothing), {
        text: undefined,
        login: undefined,
      });
    // Pasted over it.
    assert.equal(pastedKey('AU', EXAMPLE_KEY.shown, findsNothing)?.text, EXAMPLE_KEY.shown);
  });
});

describe('Not a setup key:', () => {
  const names = [
    'AU payroll',
    'Partner, all regions',
    'Harbour Trading Company Ltd',
    'Demo Company Australia',
    'Demo Company (AU)',
    'Second Demo Company Global',
    'International Holdings',
    'UK VAT and CIS',
    'Payroll test, second quarter',
    'Kiwi Trading 2026',
    'Region Two Quarterly Report',
    'test company for payroll testing',
    'acme-payroll-australia-testing',
    'qa-australia-payroll@acme.test',
    'QA-AU@ACME.TEST',
    'abcdefghijklmnop@acme.test',
    'b7c1f0a2-5d3e-4c1b-9a57-0e2d8f6c4a11',
    'https://login.xero.com/',
    'https://go.xero.com/otp',
    'Reference: Harbour Trading Company Ltd',
    'Payroll: international holdings company',
    'Owner = Priya Raghunathan Subramaniam',
    '“Demo Company Australia Limited”.',
  ];
  for (const name of names) it(`“${name}”, typed or pasted, found or not`, () => expectNone(name));

  /** Neither pasted nor typed. */
  function expectNone(text: string, finds = findsNothing): void {
    assert.equal(paste(text, finds), undefined);
    for (let length = 1; length <= text.length; length++)
      assert.equal(pastedKey(text.slice(0, length - 1), text.slice(0, length), finds), undefined);
  }

  it('anything typed character by character, even a key', () => {
    const typed = fc.oneof(anyText, key, fc.string({ unit: fc.constantFrom(...'AB27 -') }));
    fc.assert(
      fc.property(typed, text => {
        const characters = [...text];
        fc.pre(!/otpauth/i.test(text));
        for (let count = 2; count <= characters.length; count++) {
          const [before, after] = [count - 1, count].map(end => characters.slice(0, end).join(''));
          assert.equal(pastedKey(before ?? '', after ?? '', findsNothing), undefined);
        }
      }),
    );
  });

  it('anything that finds an account, even if it could be a key', () => {
    fc.assert(fc.property(fc.oneof(key, anyText), text => paste(text, () => true) === undefined));
    assert.equal(
      pastedKey('x', `x${EXAMPLE_KEY.base32}`, text => text === EXAMPLE_KEY.base32),
      undefined,
    );
  });

  it('any text with an @ in it, or another character that keys don’t have', () => {
    fc.assert(
      fc.property(key, fc.nat(), fc.constantFrom(...'@0189.,_()/ßé'), (text, at, character) => {
        const position = 1 + (at % (text.length - 1));
        const other = text.slice(0, position) + character + text.slice(position);
        assert.equal(paste(other), undefined);
      }),
    );
  });

  it('any number of words that begin with a capital letter', () => {
    const word = fc
      .tuple(
        fc.constantFrom(...'QUARTZ'),
        fc.string({ unit: fc.constantFrom(...'quartz'), minLength: 1, maxLength: 14 }),
      )
      .map(parts => parts.join(''));
    const separated = fc
      .tuple(fc.array(word, { minLength: 2, maxLength: 12 }), fc.constantFrom(' ', '-', ' - '))
      .map(([words, between]) => words.join(between));
    fc.assert(fc.property(separated, text => paste(text) === undefined));
  });

  it('any text of fewer than 16 characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'QUARTZ234567'), maxLength: 15 }),
        text => paste(text) === undefined,
      ),
    );
  });

  it('the rest after deleting some text', () => {
    assert.equal(pastedKey(EXAMPLE_KEY.shown, EXAMPLE_KEY.shown.slice(0, -1), findsNothing), undefined);
  });
});
