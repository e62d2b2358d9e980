import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { generateURI, ScureBase32Plugin } from 'otplib';
import { ADVISED_BITS, parseSecret } from '../../../src/core/secret';
import { SecretError, type SecretProblem, toUri } from '../../../src/core/secretUri';
import { ALGORITHMS, TotpSecret, XERO_PARAMETERS } from '../../../src/core/totp';
import { hmac } from '../../../src/platform/runtime';
import { anyText, anyUnits } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';
import { cases, Kinds } from '../../shared/thorough';

const KEY = 'JBSWY3DPEHPK3PXP';
const encodeBase32 = (bytes: Uint8Array): string => new ScureBase32Plugin().encode(bytes);

function problemOf(text: string, login?: string): SecretProblem {
  try {
    parseSecret(text, login);
  } catch (error) {
    assert.ok(error instanceof SecretError, inspect(error));
    return error.problem;
  }
  assert.fail(`accepted: ${text}`);
}

describe('parseSecret, of a setup key', () => {
  it('gives for jbsw y3dp-ehpk 3pxp the code of JBSWY3DPEHPK3PXP', () => {
    const pasted = parseSecret('jbsw y3dp-ehpk 3pxp').secret;
    const plain = parseSecret(KEY).secret;
    assert.ok(pasted.equals(plain));
    assert.equal(pasted.codeAt(59_000, hmac), plain.codeAt(59_000, hmac));
    assert.equal(plain.base32, KEY);
    assert.deepEqual({ ...plain }, { ...XERO_PARAMETERS });
  });

  it('reads long white space in linear time', () => {
    const text = `A${' '.repeat(4000)}A`;
    for (let index = 0; index < 5000; index++) assert.equal(problemOf(text).kind, 'tooShort');
  });

  it('reads a key with any case, grouping, invisible characters and padding', () => {
    const separator = fc.constantFrom(
      ...[' ', '\t', '\n', '\r\n', '\u2028', '\u00A0', '\u2007', '\u2009', '\u200A', '\u202F', '\u3000'],
      ...['-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\uFF0D', '\uFE58'],
      ...['\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD', '\u200E', '\u202E', '\u2066'],
    );
    const between = fc.array(separator, { maxLength: 3 }).map(parts => parts.join(''));
    const pasted = fc
      .tuple(fc.uint8Array({ minLength: 10, maxLength: 256 }), fc.nat(6), fc.boolean())
      .chain(([key, equals, padded]) => {
        const base32 = encodeBase32(key).replaceAll('=', '');
        const characters = [...base32, ...'='.repeat(padded ? equals : 0)];
        return fc
          .array(fc.tuple(between, fc.boolean()), {
            minLength: characters.length + 1,
            maxLength: characters.length + 1,
          })
          .map(gaps => ({
            base32,
            text: gaps
              .map(([gap, lower], at) => {
                const character = characters[at] ?? '';
                return gap + (lower ? character.toLowerCase() : character);
              })
              .join(''),
          }));
      });
    fc.assert(fc.property(pasted, ({ base32, text }) => parseSecret(text).secret.base32 === base32));
  });

  const rejected: [what: string, text: string, problem: SecretProblem][] = [
    ['nothing', '', { kind: 'empty' }],
    ['white space alone', ' \r\n\u00A0', { kind: 'empty' }],
    ['grouping alone', ' -\u200B- ', { kind: 'empty' }],
    ['the digit 0', 'JBSW Y3DP EHPK 0PXP', notBase32('0', 16, ['O'])],
    ['the digit 1', '1BSWY3DPEHPK3PXP', notBase32('1', 1, ['I', 'L'])],
    ['the digit 8', `${KEY}8`, notBase32('8', 17, ['B'])],
    ['the digit 9', 'JBSWY3DP9HPK3PXP', notBase32('9', 9)],
    ['a symbol', 'JBSW_Y3DPEHPK3PXP', notBase32('_', 5)],
    ['a control character', `${KEY}\u0000`, notBase32('\u0000', 17)],
    ['a dotless i', 'JBSWY3DPEHPK3PXı', notBase32('ı', 16)],
    ['a long s', 'JBſWY3DPEHPK3PXP', notBase32('ſ', 3)],
    ['a Kelvin sign', 'JBSWY3DPEHP\u212A3PXP', notBase32('\u212A', 12)],
    ['a Cyrillic letter', 'JBSWY3DPЕHPK3PXP', notBase32('Е', 9)],
    ['a full-width letter', 'ＪBSWY3DPEHPK3PXP', notBase32('Ｊ', 1)],
    ['a full-width digit', 'JBSWY３DPEHPK3PXP', notBase32('３', 6)],
    ['an emoji, which is one character', 'JB😀WY3DPEHPK3PX0', notBase32('😀', 3)],
    ['what follows an emoji', '\u{E0001}JBSWY3DPEHPK3PX0', notBase32('0', 17, ['O'])],
    ['a key after leading spaces, which count', '  JBSWY3DPEHPK3PX0', notBase32('0', 18, ['O'])],
    ['padding first', `=${KEY}`, notBase32('=', 1)],
    ['letters behind padding', `${KEY}=A`, notBase32('A', 18)],
    ['two keys', `${KEY}==\n${KEY}`, notBase32('J', 20)],
    ['72 bits', 'JBSWY3DPEHPK3PX', { kind: 'tooShort', bits: 72 }],
    ['one letter', 'A', { kind: 'tooShort', bits: 0 }],
    ['17 characters', `${KEY}A`, { kind: 'incomplete', characters: 17 }],
    ['19 characters', `${KEY} AAA`, { kind: 'incomplete', characters: 19 }],
    ['22 characters', `${KEY}-AAAAAA`, { kind: 'incomplete', characters: 22 }],
    ['more than 2048 bits', 'A'.repeat(412), { kind: 'tooLong' }],
    ['more than 4096 characters', `${KEY}${' '.repeat(4096)}${KEY}`, { kind: 'tooLong' }],
  ];
  for (const [what, text, problem] of rejected)
    it(`rejects ${what}`, () => assert.deepEqual(problemOf(text), problem));

  function notBase32(character: string, position: number, meant: readonly string[] = []): SecretProblem {
    return { kind: 'notBase32', character, position, meant };
  }

  const around: [what: string, text: string][] = [
    ['quotation marks', `"${KEY}"`],
    ['other quotation marks', `“${KEY}”`],
    ['a backtick', `\`${KEY}\``],
    ['a full stop', `${KEY}.`],
    ['a comma', `${KEY},`],
    ['its name', `Setup key: ${KEY}`],
    ['its name, without a colon', `Setup key ${KEY}`],
    ['its name on a line of its own', `Setup key\n${KEY}`],
    ['its name, in groups', 'Your key is: jbsw y3dp ehpk 3pxp.'],
    ['its name, in groups and without a colon', 'Setup key jbsw y3dp ehpk 3pxp'],
    ['an equals sign', `secret=${KEY}`],
    ['a field of JSON', `"secret": "${KEY}",`],
    ['its name in French', `Clé de configuration : ${KEY}`],
    ['names with colons', `Xero (AU): Setup key: ${KEY}`],
    ['words in small letters', `${KEY} is the key`],
    ['a word that is base32, too', `${KEY} Xero`],
    ['words before it', `AU payroll ${KEY}`],
    ['a word that is base32, in the same case', `AU ${KEY}`],
    ['a word after it that is base32', `${KEY} AU`],
    ['words in the same case', `use ${KEY.toLowerCase()} for xero`],
    ['a word, in groups', 'JBSW Y3DP EHPK 3PXP Xero'],
    ['words on both sides, in groups', 'Xero jbsw y3dp ehpk 3pxp Australia'],
    ['a number', `1) ${KEY}`],
    ['Markdown', `**Key:** \`${KEY}\``],
    ['a bullet', `- ${KEY}`],
  ];
  for (const [what, text] of around)
    it(`reads a key with ${what} around it`, () => assert.equal(parseSecret(text).secret.base32, KEY));

  it('counts the characters of the key alone if its name stands before it', () => {
    assert.deepEqual(problemOf('Setup key: JBSW Y3DP EHPK 0PXP'), notBase32('0', 16, ['O']));
  });

  it('takes neither of two keys', () => {
    for (const text of [`${KEY}: ${KEY}`, `${KEY}=${KEY}`, `${KEY}. ${KEY}`, `${KEY}, ${KEY}`])
      assert.equal(problemOf(text).kind, 'notBase32');
  });

  for (const [bits, characters] of [
    [80, 16],
    [120, 24],
    [128, 26],
    [160, 32],
    [2048, 410],
  ] as const) {
    it(`accepts ${bits} bits, ${bits < ADVISED_BITS ? 'fewer than' : 'as many as'} advised`, () => {
      assert.equal(parseSecret('A'.repeat(characters)).secret.bits, bits);
    });
  }

  it('throws only a SecretError, which has nothing of the key except an invalid character', () => {
    const text = new Kinds({
      anyUnits,
      'nearly base32': fc.string({ unit: fc.constantFrom(...'ABC234018=- ') }),
      'any URI': anyText.map(tail => `otpauth://totp/${tail}`),
      'any parameters': anyText.map(tail => `otpauth://totp/a?secret=${KEY}&${tail}`),
    });
    fc.assert(
      fc.property(text.any, pasted => {
        try {
          parseSecret(pasted, LOGIN);
        } catch (error) {
          assert.ok(error instanceof SecretError, inspect(error));
        }
      }),
      { numRuns: cases(200, 500) },
    );
    text.assertAllMade();
    try {
      parseSecret(`${KEY}!`);
    } catch (error) {
      assert.ok(!inspect(error, { depth: 9, showHidden: true }).includes(KEY.slice(0, 4)));
    }
  });
});

describe('parseSecret, of an otpauth URI', () => {
  const uri = (label: string, parameters = ''): string =>
    `otpauth://totp/${label}?secret=${KEY}${parameters}`;

  it('uses its own digits, period and algorithm', () => {
    const { secret, issuer } = parseSecret(
      uri(`Xero:${LOGIN}`, '&issuer=Xero&algorithm=SHA512&digits=8&period=60'),
      LOGIN,
    );
    assert.deepEqual(
      { ...secret, base32: secret.base32, issuer },
      { algorithm: 'SHA512', digits: 8, period: 60, base32: KEY, issuer: 'Xero' },
    );
  });

  it('uses Xero’s parameters by default', () => {
    assert.deepEqual({ ...parseSecret(uri(LOGIN)).secret }, { ...XERO_PARAMETERS });
    assert.equal(parseSecret(uri(LOGIN)).issuer, undefined);
  });

  for (const [name, algorithm] of [
    ['sha1', 'SHA1'],
    ['SHA-256', 'SHA256'],
    ['HmacSHA512', 'SHA512'],
    ['hmac-sha-1', 'SHA1'],
  ] as const) {
    it(`reads ${name} as ${algorithm}`, () =>
      assert.equal(parseSecret(uri(LOGIN, `&algorithm=${name}`)).secret.algorithm, algorithm));
  }

  const accepted: [what: string, text: string][] = [
    ['in upper case', uri(`Xero:${LOGIN}`).replace('otpauth://totp', 'OTPAUTH://TOTP')],
    [
      'in upper case throughout',
      uri(`Xero:${LOGIN}`).replace('secret', '\0').toUpperCase().replace('\0', 'secret'),
    ],
    ['with a label without issuer', uri(LOGIN)],
    ['with a label in another case', uri(`Xero:${LOGIN.toUpperCase()}`)],
    ['with a percent-encoded colon and @', uri('Xero%3Aqa-au%40acme.test')],
    ['with a space behind the colon', uri(`Xero:%20${LOGIN}`)],
    ['with a name that is no email', uri('Xero:AU%20payroll')],
    ['with an empty label', uri('')],
    ['with no label', `otpauth://totp?secret=${KEY}`],
    ['with a grouped key in lower case', uri(LOGIN).replace(KEY, 'jbsw+y3dp%20ehpk-3pxp%3D%3D')],
    ['broken over lines', uri(`Xero:${LOGIN}`, '&issuer=Xero').replaceAll(/.{20}/g, '$&\r\n')],
    ['broken over lines within its key', uri(LOGIN).replace(KEY, 'JBSWY3DP\n  EHPK3PXP')],
    ['with white space around it', `\u00A0 ${uri(LOGIN)}\r\n`],
    ['with invisible characters around it', `\u200B\u2060${uri(LOGIN)}\u200B`],
    ['with unknown parameters, even doubled', uri(LOGIN, '&image=a&image=b&lock=true')],
    ['with a fragment', uri(LOGIN, '#secret=A')],
    ['without a type', `otpauth:///${LOGIN}?secret=${KEY}`],
    ['without a type or a label', `otpauth://?secret=${KEY}`],
    ['with a percent sign in the label that encodes nothing', uri('Xero:%ZZ')],
    ['with bytes in the label that are no UTF-8', uri('Xero:%FF')],
    ['with empty parameters', uri(LOGIN, '&issuer=&algorithm=&digits=&period=')],
    ['with parameters that are null', uri(LOGIN, '&issuer=null&algorithm=null&digits=undefined&period=None')],
    ['with a parameter twice', uri(LOGIN, '&algorithm=SHA1&algorithm=sha1&period=30&period=&period=30')],
    ['with an ampersand from HTML', uri(LOGIN, '&amp;issuer=Xero&amp;period=30')],
    ['with its key after an ampersand from HTML', `otpauth://totp/${LOGIN}?issuer=Xero&amp;secret=${KEY}`],
    ['with names in another case', `otpauth://totp/${LOGIN}?Issuer=Xero&SECRET=${KEY}&Digits=6`],
    ['with the name of a constant', uri(LOGIN, '&algorithm=Algorithm.sha1')],
    ['with a raw number sign', `otpauth://totp/Demo #2:${LOGIN}?issuer=Demo #2&secret=${KEY}`],
    ['with a raw question mark', `otpauth://totp/Demo? 2:${LOGIN}?issuer=Demo? 2&secret=${KEY}`],
    ['with a raw percent sign', `otpauth://totp/100% Demo:${LOGIN}?issuer=100% Demo&secret=${KEY}`],
    [
      'with a question mark before each parameter',
      `otpauth://totp/${LOGIN}?issuer=Xero?secret=${KEY}?digits=6`,
    ],
    ['with a label that was encoded twice', uri('Xero%253Aqa-au%2540acme.test')],
    ['in quotation marks', `"${uri(LOGIN)}"`],
    ['in a sentence', `The link is ${uri(LOGIN)}, paste it.`],
  ];
  for (const [what, text] of accepted)
    it(`is read ${what}`, () => assert.equal(parseSecret(text, LOGIN).secret.base32, KEY));

  it('keeps a plus sign in the login', () => {
    assert.ok(parseSecret(uri('Xero:qa+au@acme.test'), 'qa+au@acme.test'));
    assert.ok(parseSecret(uri('Xero:qa%2Bau@acme.test'), 'qa+au@acme.test'));
  });

  it('has the issuer of its parameter, else of its label', () => {
    assert.equal(parseSecret(uri('Xero:a', '&issuer=Acme+Ltd')).issuer, 'Acme Ltd');
    assert.equal(parseSecret(uri('Xero%20AU:a')).issuer, 'Xero AU');
  });

  const rejected: [what: string, text: string, problem: SecretProblem][] = [
    ['HOTP', `otpauth://hotp/${LOGIN}?secret=${KEY}&counter=1`, { kind: 'hotp' }],
    ['HOTP in upper case', `OTPAUTH://HOTP/${LOGIN}?secret=${KEY}`, { kind: 'hotp' }],
    ['Steam by its type', `otpauth://steam/${LOGIN}?secret=${KEY}`, { kind: 'steam' }],
    ['Steam by its issuer', uri(LOGIN, '&issuer=Steam'), { kind: 'steam' }],
    ['Steam by its label', uri('steam:me'), { kind: 'steam' }],
    ['Steam by its encoder', uri(LOGIN, '&encoder=steam'), { kind: 'steam' }],
    ['Steam by its encoder in upper case', uri(LOGIN, '&encoder=STEAM'), { kind: 'steam' }],
    ['a steam:// key', `steam://${KEY}`, { kind: 'steam' }],
    ['an export', 'otpauth-migration://offline?data=CjEKCkhlbGxv%3D', { kind: 'migration' }],
    ['another type', `otpauth://yaotp/${LOGIN}?secret=${KEY}`, { kind: 'badUri' }],
    ['a web page', `https://example.test/?secret=${KEY}`, { kind: 'badUri' }],
    ['a script with slashes', `javascript://totp/?secret=${KEY}`, { kind: 'badUri' }],
    ['a malformed host', 'otpauth://[/x', { kind: 'badUri' }],
    ['two secrets', uri(LOGIN, `&secret=${KEY}`), { kind: 'badUri' }],
    ['two periods', uri(LOGIN, '&period=30&period=60'), { kind: 'badParameter', name: 'period' }],
    ['two lengths', uri(LOGIN, '&digits=6&digits=8'), { kind: 'badParameter', name: 'digits' }],
    [
      'two algorithms',
      uri(LOGIN, '&algorithm=SHA1&ALGORITHM=sha256'),
      { kind: 'badParameter', name: 'algorithm' },
    ],
    ['two issuers, one of them Steam', uri(LOGIN, '&issuer=Xero&issuer=Steam'), { kind: 'steam' }],
    ['two secrets, spelled in two ways', uri(LOGIN, `&SECRET=${KEY}`), { kind: 'badUri' }],
    ['no secret', `otpauth://totp/${LOGIN}?issuer=Xero`, { kind: 'badParameter', name: 'secret' }],
    ['an empty secret', `otpauth://totp/${LOGIN}?secret=`, { kind: 'badParameter', name: 'secret' }],
    ['a secret of grouping', `otpauth://totp/${LOGIN}?secret=--`, { kind: 'empty' }],
    ['a short secret', `otpauth://totp/${LOGIN}?secret=JBSWY3DP`, { kind: 'tooShort', bits: 40 }],
    [
      'a malformed escape in the secret',
      uri(LOGIN).replace(KEY, '%ZZ'),
      {
        kind: 'notBase32',
        character: '%',
        position: 1,
        meant: [],
      },
    ],
    ...['MD5', 'SHA224', 'Algorithm.md5', 'SHA3-256', 'SHA1 '].map(
      (algorithm): [string, string, SecretProblem] => [
        `the algorithm “${algorithm}”`,
        uri(LOGIN, `&algorithm=${encodeURIComponent(algorithm)}`),
        { kind: 'badParameter', name: 'algorithm' },
      ],
    ),
    ...['5', '9', '6.0', '-6', '+6', '0x6', '６', '1e1', 'NaN'].map(
      (digits): [string, string, SecretProblem] => [
        `“${digits}” digits`,
        uri(LOGIN, `&digits=${digits}`),
        { kind: 'badParameter', name: 'digits' },
      ],
    ),
    ...['4', '301', '0', '30s', '1e2', '99999', 'Infinity'].map((period): [string, string, SecretProblem] => [
      `a period of “${period}”`,
      uri(LOGIN, `&period=${period}`),
      { kind: 'badParameter', name: 'period' },
    ]),
    ['another login', uri('Xero:qa-nz@acme.test'), { kind: 'otherLogin', login: 'qa-nz@acme.test' }],
    [
      'another login without issuer',
      uri('QA-NZ@acme.test'),
      { kind: 'otherLogin', login: 'QA-NZ@acme.test' },
    ],
    ['another, encoded', uri('Xero%3Aqa-nz%40acme.test'), { kind: 'otherLogin', login: 'qa-nz@acme.test' }],
    ['a login that begins alike', uri(`${LOGIN}.au`), { kind: 'otherLogin', login: `${LOGIN}.au` }],
  ];
  for (const [what, text, problem] of rejected)
    it(`is rejected for ${what}`, () => assert.deepEqual(problemOf(text, LOGIN), problem));

  for (const text of ['javascript:alert(1)', `data:text/plain,${KEY}`, `otpauth:totp?secret=${KEY}`]) {
    it(`is not recognised in ${text}`, () => assert.equal(problemOf(text).kind, 'notBase32'));
  }

  it('may have any login if none is given', () => {
    assert.equal(parseSecret(uri('Xero:qa-nz@acme.test')).secret.base32, KEY);
  });

  it('is read as otplib writes it', () => {
    const theirs = generateURI({ issuer: 'Xero', label: LOGIN, secret: KEY, period: 60, digits: 8 });
    const { secret, issuer } = parseSecret(theirs, LOGIN);
    assert.deepEqual({ ...secret, issuer }, { algorithm: 'SHA1', digits: 8, period: 60, issuer: 'Xero' });
  });
});

describe('toUri', () => {
  it('has the form of the contract', () => {
    assert.equal(
      toUri(parseSecret(KEY).secret, ' QA-AU@Acme.test'),
      `otpauth://totp/Xero:qa-au@acme.test?secret=${KEY}&issuer=Xero&algorithm=SHA1&digits=6&period=30`,
    );
  });

  it('is read back as the same secret with any login', () => {
    const login = fc
      .tuple(
        fc.string({
          unit: fc.constantFrom(...'aZ9._%+-#?&=/\\\'`~!$*{}|^"<>:%2F%40.. éßİΣ中😀'),
          minLength: 1,
        }),
        fc.constantFrom('acme.test', 'ACME.test', 'xn--caf-dma.test', 'bücher.test'),
      )
      .map(([local, domain]) => `${local}@${domain}`);
    fc.assert(
      fc.property(
        login,
        fc.uint8Array({ minLength: 10, maxLength: 256 }),
        fc.constantFrom(...ALGORITHMS),
        fc.integer({ min: 6, max: 8 }),
        fc.integer({ min: 5, max: 300 }),
        (name, key, algorithm, digits, period) => {
          const secret = new TotpSecret(key, { algorithm, digits, period });
          const text = toUri(secret, name);
          assert.match(text, /^[\x21-\x7e]+$/);
          const read = parseSecret(text, name);
          assert.ok(read.secret.equals(secret));
          assert.equal(read.issuer, 'Xero');
        },
      ),
      { numRuns: cases(100, 500) },
    );
  });
});
