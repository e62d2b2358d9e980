import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Time, untilDue } from '../../../src/codes/untilDue';
import { windowAt } from '../../../src/core/codeWindow';

const NOON = Date.UTC(2026, 10, 20, 12);

/** A clock that each sleep moves on by what was asked and by how much it is off; after the last one it is exact. */
function timeFrom(start: number, offsets: readonly number[]): Time & { readonly sleeps: number[] } {
  let instant = start;
  const left = [...offsets];
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => instant,
    sleep: async milliseconds => {
      assert.ok(sleeps.push(milliseconds) < 10_000, 'It would wait for ever.');
      instant += milliseconds + (left.shift() ?? 0);
    },
  };
}

const never = new AbortController().signal;

/** Waits for another code than that of `start`. */
const untilNext = (time: Time, start: number, period: number): Promise<number> =>
  untilDue(
    instant => windowAt(instant, period).counter !== windowAt(start, period).counter,
    period,
    () => {},
    never,
    time,
  );

describe('untilDue', () => {
  it('goes on waiting if a timer fires 1 ms early', async () => {
    const start = NOON + 29_500;
    assert.equal(await untilNext(timeFrom(start, [-1]), start, 30), NOON + 30_000);
  });

  const start = fc.integer({ min: NOON, max: NOON + 3_600_000 });
  const period = fc.integer({ min: 5, max: 300 });
  /** A timer that is early or late, and a clock that is set. */
  const offset = fc.oneof(
    fc.integer({ min: -3, max: 0 }),
    fc.nat(2_000),
    fc.integer({ min: -3_600_000, max: 3_600_000 }),
  );

  it('returns a due instant whatever timers and the clock do', async () => {
    await fc.assert(
      fc.asyncProperty(start, period, fc.array(offset, { maxLength: 40 }), async (from, length, offsets) => {
        const instant = await untilNext(timeFrom(from, offsets), from, length);
        assert.notEqual(windowAt(instant, length).counter, windowAt(from, length).counter);
      }),
    );
  });

  it('returns the first instant of the next window if timers and the clock are exact', async () => {
    await fc.assert(
      fc.asyncProperty(start, period, async (from, length) => {
        assert.equal(await untilNext(timeFrom(from, []), from, length), windowAt(from, length).end);
      }),
    );
  });

  it('looks at the clock at least once a second, and never without a pause', async () => {
    await fc.assert(
      fc.asyncProperty(start, period, fc.array(offset, { maxLength: 40 }), async (from, length, offsets) => {
        const time = timeFrom(from, offsets);
        await untilNext(time, from, length);
        assert.ok(time.sleeps.every(milliseconds => milliseconds > 0 && milliseconds <= 1000));
      }),
    );
  });

  it('counts the seconds down, each once', async () => {
    const seconds: number[] = [];
    const from = NOON + 26_300;
    await untilDue(
      instant => instant >= NOON + 30_000,
      30,
      left => seconds.push(left),
      never,
      timeFrom(from, []),
    );
    assert.deepEqual(seconds, [4, 3, 2, 1]);
  });

  it('does not wait if already due, nor any longer once ended', async () => {
    const due = timeFrom(NOON, []);
    assert.equal(
      await untilDue(
        () => true,
        30,
        () => assert.fail(),
        never,
        due,
      ),
      NOON,
    );
    assert.deepEqual(due.sleeps, []);
    const time = timeFrom(NOON, []);
    const ended = new AbortController();
    await untilDue(
      () => false,
      30,
      left => left === 28 && ended.abort(),
      ended.signal,
      time,
    );
    assert.equal(time.sleeps.length, 3);
  });
});
