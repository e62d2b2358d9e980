import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  ClockCheckError,
  type ClockFailure,
  checkClock,
  type TimeSource,
} from '../../../src/clock/clockCheck';
import { type ClockVerdict, clockVerdict } from '../../../src/core/clock';
import { cases } from '../../shared/thorough';
import { near, TimeServer } from '../../shared/timeServer';

describe('checkClock', () => {
  let server: TimeServer;
  beforeEach(async () => {
    server = new TimeServer();
    await server.start();
  });
  afterEach(() => server.stop());

  const check = async (source: Partial<TimeSource> = {}, signal?: AbortSignal): Promise<ClockVerdict> =>
    clockVerdict(await checkClock(server.url, signal, { wait: async () => {}, ...source }));

  async function cannotTell(source: Partial<TimeSource>, failure: ClockFailure): Promise<void> {
    await assert.rejects(check(source), { name: 'ClockCheckError', failure });
  }

  const clocks: readonly [seconds: number, kind: ClockVerdict['kind']][] = [
    [0, 'right'],
    [6, 'close'],
    [-6, 'close'],
    [45, 'wrong'],
    [-45, 'wrong'],
    [86_400 * 365, 'wrong'],
  ];
  for (const [seconds, kind] of clocks) {
    it(`finds a clock ${seconds} s behind ${kind}`, async () => {
      server.skew = seconds * 1000;
      const verdict = await check();
      assert.equal(verdict.kind, kind);
      near(verdict, seconds);
    });
  }

  // At once, as most of their time is waiting.
  it('states bounds that include the truth, however slow the responses are', () =>
    Promise.all(
      (
        [
          [-120, [0, 0]],
          [-95, [900, 1000]],
          [-11.4, [0, 1800]],
          [120, [500, 400]],
        ] as const
      ).map(async ([skew, delays]) => {
        const slow = new TimeServer();
        await slow.start();
        slow.skew = skew * 1000;
        slow.delays = delays;
        const verdict = clockVerdict(await checkClock(slow.url));
        slow.stop();
        near(verdict, skew);
        assert.ok(verdict.uncertainty <= 2);
      }),
    ));

  it('follows no redirect and accepts no cookie', async () => {
    const other = new TimeServer();
    await other.start();
    server.respond = response => {
      response.writeHead(302, { Location: other.url.href, 'Set-Cookie': 'session=1' }).end();
    };
    assert.equal((await check()).kind, 'right');
    assert.equal(other.requests.length, 0);
    assert.deepEqual(new Set(server.requests.map(({ headers }) => headers.cookie)), new Set([undefined]));
    other.stop();
  });

  it('uses the date of an error as well', async () => {
    server.respond = response => response.writeHead(403).end();
    assert.equal((await check()).kind, 'right');
  });

  it('fails if a response has no date', async () => {
    server.respond = response => {
      response.sendDate = false;
      response.removeHeader('Date');
      response.end();
    };
    await cannotTell({}, { kind: 'noDate' });
    assert.equal(server.requests.length, 1);
  });

  it('fails if a response is cached', async () => {
    server.respond = response => response.setHeader('Age', '120').end();
    await cannotTell({}, { kind: 'cached' });
  });

  it('ignores a cached response among others', async () => {
    server.respond = response => {
      if (server.requests.length === 1) {
        response.setHeader('Age', '1').setHeader('Date', 'Sun, 06 Nov 1994 08:49:37 GMT');
      }
      response.end();
    };
    assert.equal((await check()).kind, 'right');
  });

  it('fails if there is no response', async () => {
    const { url } = server;
    server.stop();
    await assert.rejects(checkClock(url), { failure: { kind: 'unreachable', reason: 'ECONNREFUSED' } });
  });

  it('uses the other responses if one fails', async () => {
    server.skew = 45_000;
    server.respond = (response, request) => {
      if (server.requests.length === 1) response.end();
      else request.socket.destroy();
    };
    const verdict = await check();
    assert.equal(verdict.kind, 'wrong');
    near(verdict, 45);
  });

  it('reports a clock that is set meanwhile, or jumps', async () => {
    server.respond = response => {
      const jump = server.requests.length * 60_000;
      response.setHeader('Date', new Date(Date.now() + jump).toUTCString()).end();
    };
    await cannotTell({}, { kind: 'contradictory' });
    let now = Date.now();
    await cannotTell({ now: () => (now -= 60_000) }, { kind: 'contradictory' });
    // By the stopwatch as well, nothing would have arrived after it was sent.
    const back = (): number => (now -= 60_000);
    await cannotTell({ now: back, stopwatch: back }, { kind: 'contradictory' });
  });

  it('recognises a clock that is off by days by a rejected certificate', async () => {
    for (const code of ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']) {
      const cause = Object.assign(new Error('certificate'), { code });
      const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
      await cannotTell({ fetch }, { kind: 'certificate' });
    }
  });

  /** Answers of a server 12 seconds before the clock here that take so long, in milliseconds. */
  function answersAfter(travel: number): Partial<TimeSource> {
    let now = Date.UTC(2026, 10, 20, 12);
    return {
      fetch: async () => {
        const date = new Date(now + 12_000).toUTCString();
        now += travel;
        return new Response(null, { headers: { date } });
      },
      now: () => now,
      stopwatch: () => now,
      wait: async () => {},
    };
  }

  it('is unsure if responses are too slow', async () => {
    assert.equal((await check(answersAfter(9_000))).kind, 'unsure');
    assert.deepEqual(await check(answersAfter(900)), { kind: 'wrong', seconds: 12, uncertainty: 1 });
  });

  /** A server and a clock here that is `skew` milliseconds behind it, in a time that passes only by waiting. */
  class Model {
    elapsed: number;
    #asked = 0;

    constructor(
      readonly skew: number,
      start: number,
      readonly journeys: readonly (readonly [there: number, back: number])[],
      /** The clock here is set by so much while this answer travels back. */
      readonly jump: { readonly at: number; readonly by: number } = { at: -1, by: 0 },
    ) {
      this.elapsed = start;
    }

    get skewNow(): number {
      return this.skew - (this.#asked > this.jump.at && this.jump.at >= 0 ? this.jump.by : 0);
    }

    async check(): Promise<ClockVerdict> {
      const noon = Date.UTC(2026, 10, 20, 12);
      const skew = await checkClock(new URL('https://time.test/'), undefined, {
        now: () => noon + this.elapsed - this.skewNow,
        stopwatch: () => this.elapsed,
        wait: async milliseconds => {
          this.elapsed += milliseconds;
        },
        fetch: async () => {
          const [there, back] = this.journeys[this.#asked % this.journeys.length] ?? [0, 0];
          this.elapsed += there;
          const date = new Date(noon + this.elapsed).toUTCString();
          this.elapsed += back;
          this.#asked++;
          return new Response(null, { headers: { date } });
        },
      });
      return clockVerdict(skew);
    }
  }

  const skews = fc.integer({ min: -120_000, max: 120_000 });
  const upTo2s = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 1, maxLength: 4 });

  it('states an uncertainty that includes the truth, with any skew and delays', async () => {
    await fc.assert(
      fc.asyncProperty(skews, fc.nat(1000), upTo2s, async (skew, start, journeys) => {
        const { kind, seconds, uncertainty } = await new Model(skew, start, journeys).check();
        assert.ok(
          Math.abs(skew / 1000 - seconds) <= uncertainty,
          `${skew} ms is not ${seconds} ±${uncertainty} s`,
        );
        assert.ok(uncertainty <= 2);
        // One slow answer bounds the truth to 3 s.
        if (Math.abs(skew) > 13_000) assert.equal(kind, 'wrong');
        if (Math.abs(skew) < 7_000) assert.notEqual(kind, 'wrong');
      }),
      { numRuns: cases(500, 2_000) },
    );
  });

  it('is right about a clock that is set meanwhile, or fails', async () => {
    const jumps = fc.record({ at: fc.nat(3), by: fc.integer({ min: -10_000, max: 10_000 }) });
    await fc.assert(
      fc.asyncProperty(skews, fc.nat(1000), upTo2s, jumps, async (skew, start, journeys, jump) => {
        const model = new Model(skew, start, journeys, jump);
        const verdict = await model.check().catch((error: unknown) => error);
        if (verdict instanceof ClockCheckError) {
          assert.equal(verdict.failure.kind, 'contradictory');
          return;
        }
        const { seconds, uncertainty } = verdict as ClockVerdict;
        // A clock may be set by a little at any time.
        assert.ok(Math.abs(model.skewNow / 1000 - seconds) <= uncertainty + 0.25);
      }),
      { numRuns: cases(500, 2_000) },
    );
  });

  it('can be cancelled during a request, between requests, and before', async () => {
    const ended = async (when: (controller: AbortController) => Partial<TimeSource>): Promise<void> => {
      const controller = new AbortController();
      await assert.rejects(check(when(controller), controller.signal), { name: 'AbortError' });
    };
    await ended(controller => {
      controller.abort();
      return {};
    });
    assert.equal(server.requests.length, 0);
    await ended(controller => ({ wait: async () => controller.abort() }));
    assert.equal(server.requests.length, 1);
    await ended(controller => {
      server.respond = () => controller.abort();
      return {};
    });
  });
});
