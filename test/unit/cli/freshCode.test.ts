import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TimeoutError } from '../../../cli/src/errors';
import { freshCode } from '../../../cli/src/freshCode';
import { parseSecret } from '../../../src/core/secret';
import { codeAt, KEY } from '../../shared/oracle';
import { cases } from '../../shared/thorough';

const uri = (period: number): string => `otpauth://totp/Xero:qa?secret=${KEY}&period=${period}`;

describe('A code of xero-mfa', () => {
  it('is right, stays valid for as long as asked, and comes as soon as it can while others take codes', async () => {
    const some = fc.record({
      start: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
      period: fc.constantFrom(5, 30, 60),
      minimumRemaining: fc.integer({ min: 0, max: 70 }),
      timeout: fc.integer({ min: 0, max: 300 }),
      taken: fc.array(fc.nat(6)),
      /** How late timers are, and how slow the disk is, in milliseconds. */
      late: fc.nat(900),
    });
    await fc.assert(
      fc.asyncProperty(some, async ({ start, period, minimumRemaining, timeout, taken, late }) => {
        let now = start;
        const length = period * 1000;
        const first = Math.floor(start / length);
        const used = new Set(taken.map(each => first + each));
        const request = { login: 'qa', minimumRemaining, timeout };
        const take = async (window: number): Promise<boolean> => {
          now += late / 10;
          return !used.has(window) && used.add(window) !== undefined;
        };
        const sleep = async (milliseconds: number): Promise<void> => {
          now += milliseconds + late;
        };
        const clock = { now: () => now, sleep };
        const given = await freshCode(
          async () => parseSecret(uri(period)).secret,
          { ...request, take },
          clock,
        ).catch(error => {
          assert.ok(error instanceof TimeoutError);
          return undefined;
        });
        if (!given) {
          // The next window would have come too late.
          assert.ok((Math.floor(now / length) + 1) * length > start + timeout * 1000);
          return;
        }
        const { code, expiresAt } = given;
        assert.equal(code, codeAt(now, KEY, { period }));
        assert.equal(expiresAt, (Math.floor(now / length) + 1) * length);
        const isFirst = expiresAt <= (first + 1) * length;
        // What a period can't give isn't waited for.
        const best = period - (isFirst ? 1 : 3);
        assert.ok(expiresAt - now >= Math.min(minimumRemaining, best) * 1000);
        assert.ok(isFirst || expiresAt - length <= start + timeout * 1000);
        assert.ok(!taken.includes(expiresAt / length - 1 - first));
      }),
      { numRuns: cases(200, 20_000) },
    );
  });

  it('is not waited for once the signal ends it', async () => {
    const control = new AbortController();
    const reason = new Error('Enough');
    const request = { login: 'qa', minimumRemaining: 4, timeout: 60, take: async () => false };
    const sleep = (_: number, signal?: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        control.abort(reason);
      });
    const secret = async () => parseSecret(uri(30)).secret;
    const waiting = freshCode(secret, { ...request, signal: control.signal }, { now: () => 0, sleep });
    await assert.rejects(waiting, reason);
    await assert.rejects(
      freshCode(secret, { ...request, signal: AbortSignal.abort(reason) }, { now: () => 0, sleep }),
      reason,
    );
  });
});
