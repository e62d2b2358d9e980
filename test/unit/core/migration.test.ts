import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ImportedKey } from '../../../src/core/importedKey';
import { readLabel } from '../../../src/core/keyLabel';
import { MigrationError, missingParts, parseMigration } from '../../../src/core/migration';
import { anyText } from '../../shared/anyText';
import { LOGIN } from '../../shared/lists';
import {
  decodePayload,
  encodePayload,
  migrationUri,
  type OtpParameters,
  type Payload,
} from '../../shared/migrationOracle';
import { cases, Kinds } from '../../shared/thorough';

const SECRET = Buffer.from('12345678901234567890').toString('base64');

const one = (parameters: OtpParameters): Payload => ({
  parameters: [
    { secret: SECRET, name: LOGIN, issuer: 'Xero', algorithm: 1, digits: 1, type: 2, ...parameters },
  ],
  version: 1,
  size: 1,
});

const parse = (payload: Payload) => parseMigration(migrationUri(encodePayload(payload)));

/** What a key comes to, in words of the payload. */
function described({ account, issuer, secret, problem }: ImportedKey): object {
  return secret
    ? {
        account,
        issuer,
        base32: secret.base32,
        algorithm: secret.algorithm,
        digits: secret.digits,
        period: secret.period,
      }
    : { account, issuer, problem: problem.kind };
}

/** The same of what the oracle reads. */
function expected({
  secret = '',
  name = '',
  issuer = '',
  algorithm = 0,
  digits = 0,
  type = 0,
  counter = '0',
}: OtpParameters): object {
  const read = readLabel(name, issuer, false);
  const label = { account: read.account.slice(0, 300), issuer: read.issuer.slice(0, 300) };
  const bytes = Buffer.from(secret, 'base64');
  const problem =
    type === 1 || (type === 0 && BigInt(counter) > 0n)
      ? 'hotp'
      : type !== 2 && type !== 0
        ? 'badUri'
        : algorithm < 0 || algorithm > 3 || digits < 0 || digits > 2
          ? 'badParameter'
          : bytes.length < 10
            ? 'tooShort'
            : bytes.length > 256
              ? 'tooLong'
              : undefined;
  if (problem) return { ...label, problem };
  return {
    ...label,
    base32: base32(bytes),
    algorithm: ['SHA1', 'SHA1', 'SHA256', 'SHA512'][algorithm],
    digits: [6, 6, 8][digits],
    period: 30,
  };
}

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map(five => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const parameters = fc.record(
  {
    secret: fc
      .uint8Array({ minLength: 0, maxLength: 70 })
      .map(bytes => Buffer.from(bytes).toString('base64')),
    name: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(LOGIN, `Xero:${LOGIN}`, `Xero: ${LOGIN}`),
    ),
    issuer: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Xero', 'xero')),
    algorithm: fc.oneof(fc.integer({ min: 0, max: 5 }), int32),
    digits: fc.oneof(fc.integer({ min: 0, max: 4 }), int32),
    type: fc.oneof(fc.constantFrom(2, 2, 2, 1, 0), int32),
    counter: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  },
  { requiredKeys: [] },
);
const payloads = fc
  .record({
    parameters: fc.array(parameters, { maxLength: 8 }),
    version: int32,
    id: int32,
    size: fc.integer({ min: 1, max: 9 }),
  })
  .chain(payload => fc.integer({ min: 0, max: payload.size - 1 }).map(index => ({ ...payload, index })));

describe('A transfer of Google Authenticator', () => {
  it('is read with its login and issuer', () => {
    const { keys, batch } = parse(one({}));
    assert.deepEqual(keys.map(described), [expected(one({}).parameters?.[0] ?? {})]);
    assert.deepEqual(batch, { id: 0, size: 1, index: 0 });
  });

  for (const [what, given, problem] of [
    ['counter-based', { type: 1 }, 'hotp'],
    ['of MD5', { algorithm: 4 }, 'badParameter'],
    ['of seven digits', { digits: 3 }, 'badParameter'],
    ['of another type', { type: 3 }, 'badUri'],
    ['of no type, with a counter', { type: 0, counter: '5' }, 'hotp'],
    ['too short', { secret: 'AAAA' }, 'tooShort'],
    ['without a key', { secret: '' }, 'tooShort'],
  ] as const) {
    it(`gives a reason for a key that is ${what}`, () => {
      const [key] = parse(one(given)).keys;
      assert.equal(key?.problem?.kind, problem);
      assert.equal(key?.account, LOGIN);
    });
  }

  it('agrees with an independent decoder on random payloads', () => {
    fc.assert(
      fc.property(payloads, payload => {
        const bytes = encodePayload(payload);
        const { keys, batch } = parseMigration(migrationUri(bytes));
        const { parameters: read = [], id = 0, size = 1, index = 0 } = decodePayload(bytes);
        assert.deepEqual(keys.map(described), read.map(expected));
        assert.deepEqual(batch, { id, size, index });
      }),
      { numRuns: cases(100, 500) },
    );
  });

  it('is rejected or read correctly if damaged', () => {
    let read = 0;
    const damage = new Kinds({
      flip: fc.record({ at: fc.nat(), flip: fc.integer({ min: 1, max: 255 }) }),
      cut: fc.record({ cut: fc.nat() }),
      add: fc.record({ add: fc.uint8Array({ minLength: 1, maxLength: 5 }) }),
    });
    fc.assert(
      fc.property(payloads, damage.any, (payload, how) => {
        let bytes = encodePayload(payload);
        if ('at' in how) bytes[how.at % bytes.length] = (bytes[how.at % bytes.length] ?? 0) ^ how.flip;
        else if ('cut' in how) bytes = bytes.slice(0, how.cut % bytes.length);
        else bytes = new Uint8Array([...bytes, ...how.add]);
        let part: ReturnType<typeof parseMigration>;
        try {
          part = parseMigration(migrationUri(bytes));
        } catch (error) {
          assert.ok(error instanceof MigrationError, String(error));
          return;
        }
        read++;
        const { parameters: expectedKeys = [], id = 0, size = 1, index = 0 } = decodePayload(bytes);
        assert.deepEqual(part.keys.map(described), expectedKeys.map(expected));
        assert.deepEqual(part.batch, { id, size, index });
      }),
      { numRuns: cases(200, 1000) },
    );
    damage.assertAllMade();
    assert.ok(read > 0, 'none of the damaged ones was read');
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['another link', `otpauth://totp/x?secret=${SECRET}`],
    ['no data', 'otpauth-migration://offline?'],
    ['empty data', 'otpauth-migration://offline?data='],
    ['two payloads', 'otpauth-migration://offline?data=AAAA&data=AAAA'],
    ['what is no base64', 'otpauth-migration://offline?data=%%%'],
    ['a part after the last', migrationUri(encodePayload({ ...one({}), size: 2, index: 2 }))],
    ['a part before the first', migrationUri(encodePayload({ ...one({}), size: 2, index: -1 }))],
    ['a million parts', migrationUri(encodePayload({ ...one({}), size: 1_000_000 }))],
    ['a megabyte', `otpauth-migration://offline?data=${'A'.repeat(1_000_000)}`],
  ] as const) {
    it(`is rejected if it has ${what}`, () => {
      assert.throws(() => parseMigration(text), MigrationError);
    });
  }

  it('is read with white space around it, in capitals, and with an unescaped plus', () => {
    const uri = migrationUri(encodePayload(one({ name: '>>>???>>>' })));
    const plain = decodeURIComponent(uri);
    assert.match(plain, /\+/);
    for (const text of [` ${uri}\n`, plain, uri.replace('otpauth-migration', 'OTPAUTH-MIGRATION')])
      assert.equal(parseMigration(text).keys[0]?.account, '>>>???>>>');
  });

  describe('that was copied', () => {
    const payload = {
      parameters: Array.from({ length: 5 }, () => one({ name: '>>>???>>>' }).parameters).flat(),
    };
    const plain = decodeURIComponent(migrationUri(encodePayload(payload as Payload)));
    const [scheme = '', data = ''] = plain.split('data=');
    for (const [what, text] of [
      ['with spaces instead of plus signs', plain.replaceAll('+', ' ')],
      ['wrapped over lines', `${scheme}data=${data.replaceAll(/.{40}/g, '$&\r\n')}`],
      ['wrapped and indented', `${scheme}data=${data.replaceAll(/.{40}/g, '$&\n    ')}`],
      ['wrapped with spaces', `${scheme}data=${data.replaceAll(/.{76}/g, '$& ')}`],
      [
        'wrapped within an escape',
        migrationUri(encodePayload(payload as Payload)).replaceAll(/.{41}/g, '$&\n'),
      ],
      ['with words after it', `${plain} is it`],
      ['with a word on the next line', `${plain.replace(/=+$/, '')}\nhunter2`],
      ['encoded twice', `${scheme}data=${encodeURIComponent(encodeURIComponent(data))}`],
      ['without padding', plain.replace(/=+$/, '')],
      ['from HTML', `${scheme}x=1&amp;data=${data}`],
    ] as const) {
      it(`is read ${what}`, () => assert.equal(parseMigration(text).keys.length, 5));
    }
  });

  it('reports the missing parts of each transfer, in any order', () => {
    const part = (id: number, size: number, index: number) => ({ id, size, index });
    assert.deepEqual(missingParts([part(1, 3, 2), part(1, 3, 0), part(1, 3, 0), part(2, 1, 0)]), [
      { size: 3, missing: [2] },
    ]);
    assert.deepEqual(missingParts([part(7, 2, 1), part(8, 2, 1)]), [
      { size: 2, missing: [1] },
      { size: 2, missing: [1] },
    ]);
    assert.deepEqual(missingParts([part(1, 2, 1), part(1, 2, 0)]), []);
  });

  it('reports at most 20 parts of 20 transfers', () => {
    const batches = Array.from({ length: 15_000 }, (_, id) => ({ id, size: 1000, index: 1 }));
    const missing = [1, ...Array.from({ length: 19 }, (_, index) => index + 3)];
    assert.deepEqual(
      missingParts(batches),
      Array.from({ length: 20 }, () => ({ size: 1000, missing, hasMore: true })),
    );
  });

  it('throws only its own error for any text', () => {
    const given = new Kinds({
      anyText,
      'any payload': fc.uint8Array({ maxLength: 200 }).map(migrationUri),
      'any data': fc.base64String({ maxLength: 200 }).map(data => `otpauth-migration://offline?data=${data}`),
    });
    fc.assert(
      fc.property(given.any, text => {
        try {
          parseMigration(text);
        } catch (error) {
          assert.ok(error instanceof MigrationError, String(error));
        }
      }),
      { numRuns: cases(1_000, 5_000) },
    );
    given.assertAllMade();
  });
});
