// cspell:ignore OBYXE NZXXI MFRGG unter
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseKeyExport } from '../../../src/core/keyExport';
import { linksIn } from '../../../src/core/linksInText';
import { anyTextOf } from '../../shared/anyText';
import { cases, Kinds } from '../../shared/thorough';
import { CallCount, sumOf } from './callCount';

const K1 = 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U';
const K2 = 'NZXXIYLSMVQWY23FPFXG65DBOJSWC3BB';
const AU = `otpauth://totp/Xero:qa-au@acme.test?secret=${K1}&issuer=Xero`;
const NZ = `otpauth://totp/Xero:qa-nz@acme.test?secret=${K2}&issuer=Xero`;
const AU_KEY = `Xero|qa-au@acme.test|${K1}`;
const NZ_KEY = `Xero|qa-nz@acme.test|${K2}`;

function keysIn(text: string): string[] {
  const { keys, problems } = parseKeyExport(text);
  assert.deepEqual(problems, []);
  return keys.map(({ issuer, account, secret, problem }) =>
    [issuer, account, secret?.base32 ?? problem?.kind].join('|'),
  );
}

describe('Links in a text', () => {
  for (const [what, text, keys] of [
    ['in lines', `${AU}\n${NZ}\n`, [AU_KEY, NZ_KEY]],
    ['separated by commas', `${AU},${NZ}`, [AU_KEY, NZ_KEY]],
    ['separated by commas and spaces', `${AU}, ${NZ}`, [AU_KEY, NZ_KEY]],
    ['separated by semicolons', `${AU};${NZ};`, [AU_KEY, NZ_KEY]],
    ['separated by spaces', `${AU} ${NZ}`, [AU_KEY, NZ_KEY]],
    ['separated by nothing', `${AU}${NZ}`, [AU_KEY, NZ_KEY]],
    ['separated by vertical bars', `| AU | ${AU} |\n| NZ | ${NZ} |`, [AU_KEY, NZ_KEY]],
    ['with bullets', `- ${AU}\n* ${NZ}\n`, [AU_KEY, NZ_KEY]],
    ['with numbers', `1. ${AU}\n2) ${NZ}`, [AU_KEY, NZ_KEY]],
    ['with names', `AU payroll: ${AU}\nNZ = ${NZ}`, [AU_KEY, NZ_KEY]],
    ['in quotes', `"${AU}"\n'${NZ}'`, [AU_KEY, NZ_KEY]],
    ['in an array', `["${AU}", "${NZ}"]`, [AU_KEY, NZ_KEY]],
    ['in any JSON', JSON.stringify({ a: [{ b: AU }, 7, null], c: `x ${NZ}` }), [NZ_KEY, AU_KEY]],
    ['in angle brackets', `<${AU}> <${NZ}>`, [AU_KEY, NZ_KEY]],
    ['as links of Markdown', `[AU](${AU}) and [NZ](${NZ}).`, [AU_KEY, NZ_KEY]],
    ['as code of Markdown', `\`${AU}\`, \`${NZ}\``, [AU_KEY, NZ_KEY]],
    ['as links of HTML', `<a href="${AU.replaceAll('&', '&amp;')}">AU</a><br>${NZ}<br>`, [AU_KEY, NZ_KEY]],
    ['in an entry of pass', `hunter2\nlogin: qa-au@acme.test\notpauth: ${AU}\n`, [AU_KEY]],
    ['in an entry of gopass', `hunter2\n---\ntotp: ${AU}\nuser: x\n`, [AU_KEY]],
    ['in an entry of pass-otp', `hunter2\n${AU}\nurl: https://login.xero.com\n`, [AU_KEY]],
    ['in a sentence', `For Xero use ${AU}, and for NZ use (${NZ}).`, [AU_KEY, NZ_KEY]],
    ['with words after it', `${AU} this is the key\n${NZ} hunter2`, [AU_KEY, NZ_KEY]],
    ['with another link after it', `${AU} https://login.xero.com/?secret=x&issuer=y`, [AU_KEY]],
    [
      'with its secret last',
      `otpauth://totp/Xero:qa-au@acme.test?issuer=Xero&secret=${K1}, hunter2`,
      [AU_KEY],
    ],
    ['with a comment of a shell', `# ${AU}`, [AU_KEY]],
    ['wrapped before a parameter', AU.replace('&', '\n&'), [AU_KEY]],
    ['wrapped in its label', AU.replace('qa-au', '\r\nqa-au'), [AU_KEY]],
    ['wrapped in its key', AU.replace('OBYXE', '\n  OBYXE'), [AU_KEY]],
    [
      'with its key wrapped at the end',
      `otpauth://totp/Xero:qa-au@acme.test?issuer=Xero&secret=${K1.slice(0, 24)}\n${K1.slice(24)}\nhunter2`,
      [AU_KEY],
    ],
    [
      'with spaces in label and issuer',
      AU.replace('Xero:', 'Xero Demo:').replace('=Xero', '=Xero Demo'),
      [`Xero Demo|qa-au@acme.test|${K1}`],
    ],
    ['with a key in groups', AU.replace(K1, K1.replaceAll(/.{4}/g, '$& ').trim()), [AU_KEY]],
    [
      'with a key in groups at the end',
      `otpauth://totp/Xero:qa-au@acme.test?issuer=Xero&secret=${K1.replaceAll(/.{4}/g, '$& ')}please`,
      [AU_KEY],
    ],
    [
      'with a word that could be a part of the key on the next line',
      `otpauth://totp/Xero:qa-au@acme.test?issuer=Xero&secret=${K1}\nPASSWD2`,
      [AU_KEY],
    ],
    [
      'with its key wrapped in the middle',
      `otpauth://totp/Xero:qa-au@acme.test?issuer=Xero&secret=${K1.slice(0, 16)}\n${K1.slice(16)}\n`,
      [AU_KEY],
    ],
    ['in capitals', AU.replace('otpauth://totp', 'OTPAUTH://TOTP'), [AU_KEY]],
    ['in the code of a program', `uri: "${AU.replaceAll('/', '\\/').replace('&', '\\u0026')}"`, [AU_KEY]],
    ['in a web address', `https://chart.test/chart?cht=qr&chl=${encodeURIComponent(AU)}&chs=200`, [AU_KEY]],
    ['in a table of HTML', `<td>${AU}</td><td>${NZ}</td>`, [AU_KEY, NZ_KEY]],
    ['after a byte order mark', `\uFEFF${AU}`, [AU_KEY]],
    ['with invisible characters', `\u200B${AU}\u200B`, [AU_KEY]],
  ] as const) {
    it(`are found ${what}`, () => assert.deepEqual(keysIn(text), keys));
  }

  it('give nothing of the text around them, in results or problems', () => {
    const words = new Kinds({
      word: fc.constantFrom('hunter2', 'Hunter2!', 'pin=4711', 'hunter2&x=1', 'https://x.test/?hunter2=1'),
      'broken link': fc.constantFrom(
        'otpauth://hunter2',
        'otpauth://totp/hunter2',
        'otpauth://x?hunter2=1',
        'steam://hunter2',
      ),
      mark: fc.constantFrom(',', ';', '- ', '\n', ' ', '\n\n', ' | ', '"', '<', '>', '(', ')', '\n# '),
      link: fc.constantFrom(AU, NZ),
    });
    const separator = fc.constantFrom('\n', ' ', ', ', '\r\n- ', ' "', '" ');
    fc.assert(
      fc.property(fc.array(fc.tuple(words.any, separator), { minLength: 1, maxLength: 6 }), parts => {
        const { keys, problems } = parseKeyExport(parts.flat().join(''));
        const shown = JSON.stringify({ keys, problems });
        assert.doesNotMatch(shown, /unter2|4711/, shown);
        assert.doesNotMatch(shown, /MFRGG|NZXXI/i);
      }),
      { numRuns: cases(500, 5_000) },
    );
    words.assertAllMade();
  });

  it('are all found between any texts that have no marks of links', () => {
    const around = anyTextOf({ maxLength: 12 }).map(text =>
      text.replaceAll(/[^\p{L} \n,;-]/gu, '').replace(/[a-z]/gi, 'é'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(around, fc.constantFrom(AU, NZ)), { minLength: 1, maxLength: 6 }),
        parts => {
          const text = parts.map(([before, link]) => `${before} ${link} `).join('');
          assert.deepEqual(
            linksIn(text),
            parts.map(([, link]) => link),
          );
        },
      ),
      { numRuns: cases(300, 5_000) },
    );
  });

  it('take steps in proportion to the text', () => {
    const count = new CallCount(__filename);
    try {
      for (const part of [
        `${AU} `,
        `${AU}\n`,
        'otpauth://',
        'otpauth://totp/a?',
        '"otpauth://',
        '(otpauth://((',
        `otpauth-migration://offline?data=AAAA\nAAAA\n`,
        `otpauth://totp/a\nb\nc\n`,
      ]) {
        const steps = [200, 400].map(times => {
          count.take();
          linksIn(part.repeat(times));
          return sumOf(count.take());
        });
        assert.ok((steps[1] ?? 0) < 2.5 * (steps[0] ?? 0) + 1000, `${part}: ${steps}`);
      }
    } finally {
      count.dispose();
    }
  });
});
