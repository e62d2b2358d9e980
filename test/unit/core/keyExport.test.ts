import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { decodeText } from '../../../src/core/decodeText';
import { type KeyExport, parseKeyExport, passwordsInExport, readableApps } from '../../../src/core/keyExport';
import { aegis } from '../../../src/core/keyFormats/aegis';
import { ExportText } from '../../../src/core/keyFormats/exportText';
import type { KeyFormat } from '../../../src/core/keyFormats/keyFormat';
import { KEY_FORMATS } from '../../../src/core/keyFormats/keyFormats';
import { passwordTable } from '../../../src/core/keyFormats/passwordTable';
import { anyText, anyTextOf } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';
import { encodePayload, migrationUri } from '../../shared/migrationOracle';
import { KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';
import { CallCount, sumOf } from './callCount';
import { SAMPLES, URI, URI_KEY } from './keyFormatSamples';

/** A line for each key: what it is for, and its parameters or why it can't be used. */
function lines({ keys }: KeyExport): string[] {
  return keys.map(({ account, issuer, secret, problem, place }) =>
    [
      issuer,
      account,
      secret ? `${secret.base32} ${secret.algorithm} ${secret.digits} ${secret.period}` : problem.kind,
      ...(place ? [place] : []),
    ].join(' | '),
  );
}

const sampleOf = (wanted: KeyFormat): string => SAMPLES.find(({ format }) => format === wanted)?.text ?? '';
const kinds = ({ problems }: KeyExport): string[] => problems.map(({ kind }) => kind);

describe('An export of setup keys', () => {
  for (const { name, format, text, keys, passwords = keys.map(() => ''), encrypted } of SAMPLES) {
    if (text !== '')
      it(`is read: ${name}`, () => {
        const read = parseKeyExport(text);
        assert.deepEqual(lines(read), keys);
        assert.deepEqual([read.problems, read.batches], [[], []]);
      });

    if (text !== '')
      it(`gives the password of each key’s entry only if asked for: ${name}`, () => {
        const read = parseKeyExport(text);
        const found = passwordsInExport(text);
        assert.deepEqual(
          keys.map((_, index) => found.get(index) ?? ''),
          passwords,
        );
        assert.deepEqual(read.withPassword, [...found.keys()]);
        assert.doesNotMatch(JSON.stringify(read), /hunter|pass,word/);
      });

    it(`is recognised by one format only: ${name}`, () => {
      for (const each of [text, encrypted].filter(Boolean)) {
        const recognising = KEY_FORMATS.filter(other => other.recognises(new ExportText(each ?? '')));
        assert.deepEqual(recognising, [format]);
      }
    });

    if (encrypted !== undefined) {
      it(`is recognised if encrypted: ${name}`, () => {
        const { keys, batches, problems } = parseKeyExport(encrypted);
        assert.deepEqual(problems, [{ kind: 'encrypted', app: format.app }]);
        assert.deepEqual([keys, batches], [[], []]);
      });
    }
  }

  it('has a sample in every format, encrypted if it can be, and its app is in the documentation', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/import.md'), 'utf8');
    for (const format of KEY_FORMATS) {
      const sample = SAMPLES.find(each => each.format === format);
      assert.ok(sample, JSON.stringify(format));
      assert.equal(sample.encrypted !== undefined, 'isEncrypted' in format, sample.name);
    }
    const [, apps] = /<!-- made: apps -->\s+(.+?)\.\s+<!-- end -->/.exec(page) ?? [];
    assert.equal(apps, readableApps().join(', '));
  });

  it('is read by its columns, also if a note in it has a link at the start of a line', () => {
    const [header = ''] = sampleOf(passwordTable).split('\n');
    const old = URI.replace(KEY, 'NZXXIYLSMVQWY23FPFXG65DBOJSWC3BB');
    const read = parseKeyExport(`${header}\n,,login,Xero,"a note:\n${old}\n",,0,,${LOGIN},x,${KEY}`);
    assert.deepEqual(lines(read), [URI_KEY]);
    assert.deepEqual(read.problems, []);
  });

  it('may be a list of links, with comments, blank lines and transfers among them', () => {
    const transfer = migrationUri(
      encodePayload({
        parameters: [
          {
            secret: Buffer.from('12345678901234567890').toString('base64'),
            name: 'b@x.test',
            issuer: 'Xero',
            type: 2,
          },
        ],
        size: 2,
        index: 1,
        id: 7,
      }),
    );
    const read = parseKeyExport(
      `\uFEFF# mine\r\n${URI}\r\n\r\n  ${transfer}\nnonsense\n# recovery ${LOGIN} {"version":1}\n`,
    );
    assert.deepEqual(lines(read), [URI_KEY, 'Xero | b@x.test | GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ SHA1 6 30']);
    assert.deepEqual(read.batches, [{ id: 7, size: 2, index: 1 }]);
    assert.deepEqual(read.problems, []);
  });

  for (const [what, text, problem] of [
    [
      'an OpenPGP message, as Proton Pass writes it',
      '-----BEGIN PGP MESSAGE-----\n',
      { kind: 'encrypted', app: 'OpenPGP' },
    ],
    ['our own backup', 'age-encryption.org/v1\n-> scrypt', { kind: 'encrypted', app: 'age' }],
    ['our own backup in letters', '-----BEGIN AGE ENCRYPTED FILE-----\n', { kind: 'encrypted', app: 'age' }],
  ] as const) {
    it(`is recognised as encrypted: ${what}`, () => {
      const read = parseKeyExport(text);
      assert.deepEqual(read.problems, [problem]);
      assert.deepEqual(read.keys, []);
    });
  }

  for (const [what, text, problem] of [
    ['nothing', '', 'notRecognised'],
    ['prose', 'Dear team,\nplease find attached', 'notRecognised'],
    ['JSON of something else', '{"a":1}', 'notRecognised'],
    ['a list of JSON', '[1,2]', 'notRecognised'],
    ['half a file', sampleOf(aegis).slice(0, 200), 'damaged'],
    ['an archive', 'PK\u0003\u0004…', 'archive'],
    ['no entries', JSON.stringify({ db: { entries: [] } }), 'noKeys'],
    ['entries that are not a list', JSON.stringify({ db: { entries: 7 } }), 'noKeys'],
    ['a damaged transfer', 'otpauth-migration://offline?data=////', 'migration'],
    ['too much', 'x'.repeat(5_000_001), 'tooLarge'],
  ] as const) {
    it(`gives a reason if it holds ${what}`, () => {
      assert.deepEqual(kinds(parseKeyExport(text)), [problem]);
    });
  }

  it('gives passwords to the byte, whatever they are', () => {
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const login = { username: LOGIN, totp: KEY };
    const formats = {
      bitwarden: (password: string) =>
        JSON.stringify({ items: [{ type: 1, name: 'Xero', login: { ...login, password } }] }),
      table: (password: string) =>
        `url,username,password,totp,timePasswordChanged,Password hint\nhttps://login.xero.com,${LOGIN},${quoted(password)},${KEY},1,dog`,
      keePass: (password: string) =>
        `<KeePassFile><Root><Group><Entry><String><Key>UserName</Key><Value>${LOGIN}</Value></String><String><Key>Password</Key><Value>${escaped(password)}</Value></String><String><Key>otp</Key><Value>${URI.replaceAll('&', '&amp;')}</Value></String></Entry></Group></Root></KeePassFile>`,
    };
    const format = Kinds.of(...(Object.keys(formats) as (keyof typeof formats)[]));
    // No password has line breaks.
    const password = anyText.filter(text => text !== '' && !/[\r\n]/.test(text));
    const given = fc.oneof(password, fc.constantFrom(' a ', '"', "'=1+1", '=1', '\uFEFFx', ',;|\t', '&amp;'));
    fc.assert(
      fc.property(format.any, given, (name, text) => {
        assert.deepEqual([...passwordsInExport(formats[name](text))], [[0, text]]);
      }),
      { numRuns: cases(300, 5_000) },
    );
    format.assertAllMade();
  });

  it('is read up to 2,000 keys and reports that there are more', () => {
    const read = parseKeyExport(`${URI}\n`.repeat(2001));
    assert.equal(read.keys.length, 2000);
    assert.deepEqual(kinds(read), ['tooMany']);
  });

  it('reports up to 20 damaged transfers', () => {
    const transfers = 'otpauth-migration://offline?data=////\n'.repeat(1000);
    assert.equal(parseKeyExport(`${URI}\n${transfers}`).problems.length, 20);
  });

  it('may have any encoding that programs write', () => {
    const text = 'login;name\nqa@x.test;Société';
    assert.equal(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le')), text);
    assert.equal(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()), text);
    assert.equal(decodeText(Buffer.from(`\uFEFF${text}`)), text);
    assert.equal(decodeText(Buffer.from(text)), text);
    assert.equal(decodeText(Buffer.from(text, 'latin1')), text);
  });

  const json = fc.jsonValue({ maxDepth: 6 });
  const sample = new Kinds(
    Object.fromEntries(
      SAMPLES.filter(({ text }) => /^[{[]/.test(text)).map(({ name, text }) => [name, fc.constant(text)]),
    ),
  );
  /** One of the exports, with a value somewhere in it replaced. */
  const mutated = fc
    .record({
      whole: sample.any,
      path: fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
      value: json,
    })
    .map(({ whole, path, value }) => {
      const copy = JSON.parse(whole) as Record<string, unknown>;
      let at: Record<string, unknown> = copy;
      for (const [index, step] of path.entries()) {
        const names = Object.keys(at);
        const name = names[step % Math.max(1, names.length)] ?? 'x';
        const next = at[name];
        if (index === path.length - 1 || typeof next !== 'object' || next === null) {
          at[name] = value;
          break;
        }
        at = next as Record<string, unknown>;
      }
      return JSON.stringify(copy);
    });

  /** A table or an XML file with parts of it exchanged, doubled or missing. */
  const shuffled = fc
    .record({
      whole: fc.constantFrom(...SAMPLES.filter(({ text }) => !/^[{[]/.test(text)).map(({ text }) => text)),
      parts: fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
      mark: fc.constantFrom(',', '"', '\n', '<', '>', '&', '=', ':', '</Entry>', '<Group>', '<![CDATA['),
    })
    .map(({ whole, parts, mark }) => {
      const all = whole.split(/(?<=[,\n<>"&=])/);
      return (
        parts.map(part => all[part % all.length] ?? '').join('') +
        mark +
        all.slice((parts[0] ?? 0) % all.length).join('')
      );
    });

  it('takes steps in proportion to its length', () => {
    const count = new CallCount(__filename);
    const repeated = (text: string, times: number): string => {
      if (text.startsWith('['))
        return JSON.stringify(Array.from({ length: times }, () => JSON.parse(text)).flat());
      if (text.startsWith('{'))
        return text.replaceAll(
          /\[(\{.*?\})\]/gs,
          (_, items: string) => `[${Array(times).fill(items).join()}]`,
        );
      const [header = '', ...rest] = text.split('\n');
      return [header, ...Array(times).fill(rest.join('\n'))].join('\n');
    };
    try {
      for (const { name, text } of SAMPLES) {
        const steps = [8, 16].map(times => {
          count.take();
          parseKeyExport(repeated(text, times));
          return sumOf(count.take());
        });
        assert.ok((steps[1] ?? 0) < 2.5 * (steps[0] ?? 0) + 2000, `${name}: ${steps}`);
      }
    } finally {
      count.dispose();
    }
  });

  it('never makes a format throw, and never shows a key in a problem, whatever it holds', () => {
    const line = new Kinds({
      key: fc.constant(URI),
      // fc.webUrl takes a second to build.
      'web address': fc
        .tuple(fc.domain(), anyText, anyText)
        .map(([domain, path, query]) => new URL(`https://${domain}/${path}?${query}`).href),
      'any URI': fc.string().map(text => `otpauth://${text}`),
    });
    const given = new Kinds({
      mutated,
      shuffled,
      json: json.map(value => JSON.stringify(value)),
      anyText: anyTextOf({ maxLength: 300 }),
      lines: fc.array(line.any).map(all => all.join('\n')),
    });
    fc.assert(
      fc.property(given.any, text => {
        const read = parseKeyExport(text);
        assert.ok(read.keys.length + read.batches.length + read.problems.length > 0);
        assert.doesNotMatch(JSON.stringify(read), new RegExp(KEY));
        const file = new ExportText(text);
        for (const format of KEY_FORMATS as readonly KeyFormat[])
          assert.ok([
            passwordsInExport(text).size,
            format.recognises(file),
            format.isEncrypted?.(file),
            ...format.read(file),
          ]);
      }),
      { numRuns: cases(1_000, 2_500) },
    );
    for (const made of [given, line, sample]) made.assertAllMade();
  });
});
