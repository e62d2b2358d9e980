import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { createGuardrails, generateSync } from 'otplib';
import { formatCode, secondsLeft, windowAt } from '../../../src/core/codeWindow';
import { ALGORITHMS, TotpSecret, XERO_PARAMETERS } from '../../../src/core/totp';
import { hmac } from '../../../src/platform/runtime';
import { hmac as webHmac } from '../../../src/platform/runtime.web';
import { cases } from '../../shared/thorough';
import rfc4226 from '../vectors/rfc4226.json';
import rfc6238 from '../vectors/rfc6238.json';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('TotpSecret.codeAt', () => {
  for (const [runtime, hash] of Object.entries({ node: hmac, web: webHmac })) {
    describe(`with the HMAC of ${runtime}`, () => {
      for (const algorithm of ALGORITHMS) {
        const key = ascii(rfc6238.digits.slice(0, rfc6238.keyBytes[algorithm]));
        it(`gives the codes of RFC 6238 for ${algorithm}, with 8, 7 and 6 digits`, () => {
          for (const vector of rfc6238.codes) {
            for (const digits of [8, 7, 6]) {
              const secret = new TotpSecret(key, { algorithm, digits, period: 30 });
              const code = secret.codeAt(vector.seconds * 1000, hash);
              assert.equal(code, vector[algorithm].slice(-digits), `${vector.seconds} s`);
            }
          }
        });
      }

      it('gives the codes of RFC 4226, one per window of any period', () => {
        for (const period of [5, 30, 300]) {
          const secret = new TotpSecret(ascii(rfc4226.key), { ...XERO_PARAMETERS, period });
          for (const [counter, code] of rfc4226.codes.entries()) {
            const { start, end } = windowAt(counter * period * 1000, period);
            for (const instant of [start, start + 1, end - 1])
              assert.equal(secret.codeAt(instant, hash), code);
          }
        }
      });
    });
  }

  it('agrees with otplib for any key, parameters and instant', () => {
    const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1, MAX_SECRET_BYTES: 256 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 10, maxLength: 256 }),
        fc.constantFrom(...ALGORITHMS),
        fc.constantFrom(6, 7, 8),
        fc.integer({ min: 5, max: 300 }),
        fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }),
        (key, algorithm, digits, period, instant) => {
          const theirs = generateSync({
            secret: key,
            algorithm: algorithm.toLowerCase() as 'sha1' | 'sha256' | 'sha512',
            digits: digits as 6 | 7 | 8,
            period,
            epoch: Math.floor(instant / 1000),
            guardrails,
          });
          const secret = new TotpSecret(key, { algorithm, digits, period });
          assert.equal(secret.codeAt(instant, hmac), theirs);
          assert.equal(secret.codeAt(instant, webHmac), theirs);
        },
      ),
      { numRuns: cases(100, 500) },
    );
  });
});

describe('TotpSecret', () => {
  const key = ascii('12345678901234567890');
  const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it('has its key as base32 and its length', () => {
    const secret = new TotpSecret(key);
    assert.equal(secret.base32, base32);
    assert.equal(secret.bits, 160);
  });

  it('copies the key, also from a part of a longer array or a Buffer', () => {
    const longer = new Uint8Array([1, 2, ...key, 3]);
    const views = [longer.subarray(2, 22), Buffer.from(key), key];
    for (const view of views) {
      const secret = new TotpSecret(view);
      assert.equal(secret.base32, base32);
      const first = view[0] ?? 0;
      view[0] = first ^ 0xff;
      assert.equal(secret.base32, base32);
      view[0] = first;
    }
  });

  it('shows its key in no log, message or copy', () => {
    const secret = new TotpSecret(key);
    const shown = [
      JSON.stringify(secret),
      JSON.stringify({ ...secret }),
      JSON.stringify(structuredClone(secret)),
      inspect(secret, { depth: 9, showHidden: true }),
      String(secret),
      Reflect.ownKeys(secret).map(String).join(),
      Object.values(secret).join(),
    ].join('\n');
    assert.deepEqual(Object.keys(secret).sort(), ['algorithm', 'digits', 'period']);
    for (const form of [base32, Buffer.from(key).toString(), Buffer.from(key).toString('hex'), key.join()])
      assert.ok(!shown.includes(form), shown);
  });

  it('equals only a secret with the same key and parameters', () => {
    const secret = new TotpSecret(key);
    assert.ok(secret.equals(new TotpSecret(key.slice())));
    const others = [
      new TotpSecret(key.slice(1)),
      new TotpSecret(key, { ...XERO_PARAMETERS, algorithm: 'SHA256' }),
      new TotpSecret(key, { ...XERO_PARAMETERS, digits: 8 }),
      new TotpSecret(key, { ...XERO_PARAMETERS, period: 60 }),
    ];
    for (const other of others) assert.ok(!secret.equals(other));
  });
});

describe('windowAt and secondsLeft', () => {
  const start = 1_700_000_010_000;
  const rows: [instant: number, period: number, windowStart: number, left: number][] = [
    [0, 30, 0, 30],
    [start - 1, 30, start - 30_000, 1],
    [start, 30, start, 30],
    [start + 1, 30, start, 30],
    [start + 999, 30, start, 30],
    [start + 1000, 30, start, 29],
    [start + 1001, 30, start, 29],
    [start + 28_999, 30, start, 2],
    [start + 29_000, 30, start, 1],
    [start + 29_999, 30, start, 1],
    [start + 30_000, 30, start + 30_000, 30],
    [59_999, 60, 0, 1],
    [60_000, 60, 60_000, 60],
  ];
  for (const [instant, period, windowStart, left] of rows) {
    it(`at ${instant} of a period of ${period} s, ${left} s are left`, () => {
      const counter = windowStart / (period * 1000);
      assert.deepEqual(windowAt(instant, period), {
        counter,
        start: windowStart,
        end: windowStart + period * 1000,
      });
      assert.equal(secondsLeft(instant, period), left);
    });
  }

  it('uses Xero’s period by default', () => {
    assert.deepEqual(windowAt(start), windowAt(start, 30));
    assert.equal(secondsLeft(start), 30);
  });

  it('includes every instant, and counts from the period down to 1', () => {
    const instant = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
    fc.assert(
      fc.property(instant, fc.integer({ min: 5, max: 300 }), (now, period) => {
        const window = windowAt(now, period);
        assert.ok(window.start <= now && now < window.end);
        assert.equal(windowAt(window.end, period).counter, window.counter + 1);
        const left = secondsLeft(now, period);
        assert.ok(Number.isInteger(left) && left >= 1 && left <= period);
        assert.ok((left - 1) * 1000 < window.end - now && window.end - now <= left * 1000);
      }),
    );
  });
});

describe('formatCode', () => {
  for (const [code, read] of [
    ['012345', '012 345'],
    ['1234567', '1234 567'],
    ['12345678', '1234 5678'],
  ] as const)
    it(`reads ${code} as ${read}`, () => assert.equal(formatCode(code), read));
});
