import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeText, type KeyExport, parseKeyExport } from '../../../src/core/keyExport';
import { anyTextOf } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';
import { encodePayload, migrationUri } from '../../shared/migrationOracle';
import { KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';

const URI = `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&issuer=Xero`;

/** Each key in a line: what it is for, and what it is or why it is nothing. */
function lines({ keys }: KeyExport): string[] {
  return keys.map(({ account, issuer, secret, problem }) =>
    [
      issuer,
      account,
      secret ? `${secret.base32} ${secret.algorithm} ${secret.digits} ${secret.period}` : problem.kind,
    ].join(' | '),
  );
}

const kinds = ({ problems }: KeyExport): string[] => problems.map(({ kind }) => kind);
const READ = `Xero | ${LOGIN} | ${KEY} SHA1 6 30`;

const aegis = {
  version: 1,
  header: { slots: null, params: null },
  db: {
    version: 3,
    entries: [
      {
        type: 'totp',
        uuid: '1',
        name: LOGIN,
        issuer: 'Xero',
        note: '',
        groups2: [],
        icon: null,
        info: { secret: KEY, algo: 'SHA1', digits: 6, period: 30 },
        groups: [],
      },
      { type: 'hotp', name: 'a', issuer: 'B', info: { secret: KEY, algo: 'SHA1', digits: 6, counter: 1 } },
      {
        type: 'steam',
        name: 'a',
        issuer: 'Steam',
        info: { secret: KEY, algo: 'SHA1', digits: 5, period: 30 },
      },
      { type: 'totp', name: 'c', issuer: 'D', info: { secret: KEY, algo: 'SHA256', digits: 8, period: 60 } },
      {
        type: 'totp',
        name: 'e',
        issuer: 'F',
        info: { secret: 'not base32!', algo: 'SHA1', digits: 6, period: 30 },
      },
    ],
    groups: [],
  },
};
const twoFas = {
  services: [
    {
      name: 'Xero',
      secret: KEY,
      updatedAt: 1,
      otp: {
        label: `Xero:${LOGIN}`,
        account: LOGIN,
        issuer: 'Xero',
        digits: 6,
        period: 30,
        algorithm: 'SHA1',
        tokenType: 'TOTP',
      },
      order: { position: 0 },
    },
    {
      name: 'Other',
      secret: KEY,
      otp: { account: '', label: '', issuer: null, tokenType: 'HOTP', counter: 3 },
    },
    { name: 'Bare', secret: KEY, otp: {} },
  ],
  groups: [],
  schemaVersion: 4,
};
const bitwarden = {
  encrypted: false,
  folders: [],
  items: [
    {
      type: 1,
      name: 'AU payroll',
      login: {
        username: LOGIN,
        password: 'hunter2',
        totp: KEY,
        uris: [{ match: null, uri: 'https://login.xero.com/' }],
      },
    },
    { type: 1, name: 'Link', login: { username: 'someone', totp: URI } },
    { type: 1, name: 'Steam', login: { username: 'x', totp: 'steam://ABCDEFGH' } },
    { type: 1, name: 'No code', login: { username: 'y', password: 'z', totp: null } },
    { type: 2, name: 'Note', notes: 'text', secureNote: { type: 0 } },
  ],
};
const proton = {
  version: 1,
  entries: [
    { id: '1', content: { uri: URI, entry_type: 'Totp', name: LOGIN }, note: null },
    { id: '2', content: { uri: 'steam://ABCDEFGH', entry_type: 'Steam', name: 'S' }, note: null },
  ],
};
const protonPass = {
  version: '1.21.2',
  encrypted: false,
  vaults: {
    v: {
      name: 'Personal',
      items: [
        {
          data: {
            metadata: { name: 'Xero AU' },
            type: 'login',
            content: { itemEmail: LOGIN, itemUsername: '', password: 'x', totpUri: URI },
          },
        },
        { data: { metadata: { name: 'Note' }, type: 'note', content: {} } },
      ],
    },
  },
};

describe('An export of another app', () => {
  it('is read from Aegis, each key with what it is or why it cannot be used', () => {
    const read = parseKeyExport(JSON.stringify(aegis));
    assert.deepEqual(lines(read), [
      READ,
      'B | a | hotp',
      'Steam | a | steam',
      `D | c | ${KEY} SHA256 8 60`,
      'F | e | notBase32',
    ]);
    assert.deepEqual(read.problems, []);
  });

  it('is read from 2FAS', () => {
    assert.deepEqual(lines(parseKeyExport(JSON.stringify(twoFas))), [
      READ,
      'Other | Other | hotp',
      `Bare | Bare | ${KEY} SHA1 6 30`,
    ]);
  });

  it('is read from Bitwarden, as JSON', () => {
    assert.deepEqual(lines(parseKeyExport(JSON.stringify(bitwarden, null, 2))), [
      READ,
      READ,
      'Steam | x | steam',
    ]);
  });

  it('is read from Bitwarden, as CSV', () => {
    const csv = `folder,starred,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp
,,login,Xero,"a note
over lines",,0,https://login.xero.com/,${LOGIN},"pass,word",${KEY}
,,login,No code,,,0,,x,y,
,,login,Link,,,0,,someone,y,${URI}
,,login,AU payroll,,,0,"https://x.test,https://login.xero.com/",${LOGIN},y,${KEY}`;
    assert.deepEqual(lines(parseKeyExport(csv)), [READ, READ, READ]);
  });

  it('is read from Proton Authenticator and Proton Pass', () => {
    assert.deepEqual(lines(parseKeyExport(JSON.stringify(proton))), [READ, ' | S | steam']);
    assert.deepEqual(lines(parseKeyExport(JSON.stringify(protonPass))), [READ]);
  });

  it('is a list of links, with comments, blank lines and transfers among them', () => {
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
    assert.deepEqual(lines(read), [READ, 'Xero | b@x.test | GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ SHA1 6 30']);
    assert.deepEqual(read.batches, [{ id: 7, size: 2, index: 1 }]);
    assert.deepEqual(read.problems, [{ kind: 'badLine', line: 5 }]);
  });

  for (const [what, text, problem] of [
    [
      'Aegis',
      JSON.stringify({ version: 1, header: { slots: [{}], params: {} }, db: 'AAAA' }),
      { kind: 'encrypted', app: 'Aegis' },
    ],
    [
      '2FAS',
      JSON.stringify({ services: [], servicesEncrypted: 'a:b:c' }),
      { kind: 'encrypted', app: '2FAS' },
    ],
    [
      'Bitwarden',
      JSON.stringify({ encrypted: true, passwordProtected: true, data: '2.x' }),
      { kind: 'encrypted', app: 'Bitwarden' },
    ],
    [
      'Proton Authenticator',
      JSON.stringify({ version: 1, salt: 'x', content: 'y' }),
      { kind: 'encrypted', app: 'Proton' },
    ],
    ['Proton Pass', '-----BEGIN PGP MESSAGE-----\n', { kind: 'encrypted', app: 'OpenPGP' }],
    ['our own backup', 'age-encryption.org/v1\n-> scrypt', { kind: 'encrypted', app: 'age' }],
    ['our own backup in letters', '-----BEGIN AGE ENCRYPTED FILE-----\n', { kind: 'encrypted', app: 'age' }],
  ] as const) {
    it(`is recognised where it is encrypted: ${what}`, () => {
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
    ['half a file', JSON.stringify(aegis).slice(0, 200), 'damaged'],
    ['an archive', 'PK\u0003\u0004…', 'archive'],
    ['no entries', JSON.stringify({ db: { entries: [] } }), 'noKeys'],
    ['entries that are none', JSON.stringify({ db: { entries: 7 } }), 'noKeys'],
    ['a damaged transfer', 'otpauth-migration://offline?data=////', 'migration'],
    ['too much', 'x'.repeat(5_000_001), 'tooLarge'],
  ] as const) {
    it(`has a reason where it holds ${what}`, () => {
      assert.deepEqual(kinds(parseKeyExport(text)), [problem]);
    });
  }

  it('is read up to 2,000 keys, and says that there are more', () => {
    const read = parseKeyExport(`${URI}\n`.repeat(2001));
    assert.equal(read.keys.length, 2000);
    assert.deepEqual(kinds(read), ['tooMany']);
  });

  it('names no more than 20 bad lines', () => {
    assert.equal(parseKeyExport(`${URI}\n${'nonsense\n'.repeat(1000)}`).problems.length, 20);
  });

  it('is read in the encodings that programs write', () => {
    const text = 'login;name\nqa@x.test;Société';
    assert.equal(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le')), text);
    assert.equal(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()), text);
    assert.equal(decodeText(Buffer.from(`\uFEFF${text}`)), text);
    assert.equal(decodeText(Buffer.from(text)), text);
    assert.equal(decodeText(Buffer.from(text, 'latin1')), text);
  });

  const json = fc.jsonValue({ maxDepth: 6 });
  const shape = new Kinds({
    aegis: fc.constant(aegis),
    twoFas: fc.constant(twoFas),
    bitwarden: fc.constant(bitwarden),
    proton: fc.constant(proton),
    protonPass: fc.constant(protonPass),
  });
  /** One of the exports with a value somewhere in it replaced by another. */
  const mutated = fc
    .record({
      whole: shape.any,
      path: fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
      value: json,
    })
    .map(({ whole, path, value }) => {
      const copy = structuredClone(whole) as unknown as Record<string, unknown>;
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

  it('never throws, and says nothing of what it holds in a problem, whatever it is given', () => {
    const line = new Kinds({
      key: fc.constant(URI),
      'web address': fc.webUrl({ withQueryParameters: true }),
      'any URI': fc.string().map(text => `otpauth://${text}`),
    });
    const given = new Kinds({
      mutated,
      json: json.map(value => JSON.stringify(value)),
      anyText: anyTextOf({ maxLength: 300 }),
      lines: fc.array(line.any).map(all => all.join('\n')),
    });
    fc.assert(
      fc.property(given.any, text => {
        const read = parseKeyExport(text);
        assert.ok(read.keys.length + read.batches.length + read.problems.length > 0);
        assert.doesNotMatch(JSON.stringify(read), new RegExp(KEY));
      }),
      { numRuns: cases(1_000, 20_000) },
    );
    for (const made of [given, line, shape]) made.assertAllMade();
  });
});
