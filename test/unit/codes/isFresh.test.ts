import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isFresh } from '../../../src/codes/isFresh';
import { windowAt } from '../../../src/core/codeWindow';

const NOON = Date.UTC(2026, 10, 20, 12);

describe('A code is fresh', () => {
  /** Whether a code of 30 s will do with `seconds` left, in the window of the request or the next one. */
  const willDo = (seconds: number, minimumRemaining: number, isNext = false): boolean =>
    isFresh(NOON + (30 - seconds) * 1000, 30, { madeAt: isNext ? NOON - 1 : NOON, minimumRemaining });

  for (const [what, code, minimum, isNext, expected] of [
    ['with exactly the seconds asked for', 4, 4, false, true],
    ['but not with fewer', 3.999, 4, false, false],
    ['to its last millisecond if none are asked for', 0.001, 0, false, true],
    ['in its first second if more are asked for than a code lasts', 29, 300, false, true],
    ['but not after that', 28.999, 300, false, false],
    ['after a wait whose timer was 3 s late', 27, 300, true, true],
    ['but not after one whose timer was later', 26.999, 300, true, false],
    ['after a wait with exactly the seconds asked for', 4, 4, true, true],
    ['but not after a wait with fewer', 3.999, 4, true, false],
  ] as const)
    it(what, () => assert.equal(willDo(code, minimum, isNext), expected));

  const instant = fc.integer({ min: NOON, max: NOON + 3_600_000 });
  const period = fc.integer({ min: 5, max: 300 });

  it('never in a window whose code was used, however long it is still valid', () => {
    fc.assert(
      fc.property(instant, period, (at, length) => {
        const usedWindow = windowAt(at, length).counter;
        const request = { madeAt: at, minimumRemaining: 0, usedWindow };
        assert.ok(!isFresh(at, length, request));
        assert.ok(isFresh(windowAt(at, length).end, length, request));
      }),
    );
  });

  it('always at the start of another window, so that every wait ends', () => {
    fc.assert(
      fc.property(instant, period, fc.nat(1000), (madeAt, length, minimumRemaining) => {
        const { end } = windowAt(madeAt, length);
        assert.ok(isFresh(end, length, { madeAt, minimumRemaining }));
      }),
    );
  });

  it('as long as it has the seconds asked for, or nearly all that a code of its period has', () => {
    fc.assert(
      fc.property(instant, instant, period, fc.nat(400), (madeAt, at, length, minimumRemaining) => {
        const left = (windowAt(at, length).end - at) / 1000;
        const will = isFresh(at, length, { madeAt, minimumRemaining });
        if (left >= minimumRemaining) assert.ok(will);
        else if (left < Math.min(minimumRemaining, length - 3)) assert.ok(!will);
      }),
    );
  });
});
