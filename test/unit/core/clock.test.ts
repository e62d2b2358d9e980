import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CLOCK_PRECISION,
  CLOCK_TOLERANCE,
  type ClockVerdict,
  clockVerdict,
  correctionBy,
  judgeCorrection,
  MAXIMUM_ROUND_TRIP,
  parseHttpDate,
  type Skew,
  skewOf,
  type TimeSample,
} from '../../../src/core/clock';
import { cases } from '../../shared/thorough';

const NOON = Date.UTC(2026, 10, 20, 12);

/** What a server whose clock is `skew` milliseconds before the one here answers. */
function sampled(skew: number, sentAt: number, there: number, back: number): TimeSample {
  const serverTime = Math.floor((sentAt + there + skew) / 1000) * 1000;
  return { sentAt, receivedAt: sentAt + there + back, serverTime };
}

const anySkew = fc.oneof(fc.integer({ min: -60_000, max: 60_000 }), fc.integer({ min: -1e12, max: 1e12 }));
const latency = fc.oneof(fc.nat(300), fc.nat(MAXIMUM_ROUND_TRIP / 2));
const journeys = fc.array(fc.tuple(fc.nat(60_000), latency, latency), { minLength: 1, maxLength: 6 });

const samplesFrom = (skew: number, ways: readonly [number, number, number][]): TimeSample[] =>
  ways.map(([at, there, back]) => sampled(skew, NOON + at, there, back));

function known(samples: readonly TimeSample[]): Skew {
  const skew = skewOf(samples);
  assert.ok(typeof skew === 'object', String(skew));
  return skew;
}

describe('skewOf', () => {
  it('bounds the true skew with any delays', () => {
    fc.assert(
      fc.property(anySkew, journeys, (skew, ways) => {
        const { minimum, maximum } = known(samplesFrom(skew, ways));
        assert.ok(minimum <= skew && skew < maximum, `${skew} is not in ${minimum} to ${maximum}`);
        const quickest = Math.min(...ways.map(([, there, back]) => there + back));
        assert.ok(maximum - minimum <= 1000 + quickest);
      }),
    );
  });

  it('never gets wider with another sample', () => {
    fc.assert(
      fc.property(anySkew, journeys, (skew, ways) => {
        const all = known(samplesFrom(skew, ways));
        const first = known(samplesFrom(skew, ways.slice(0, 1)));
        assert.ok(all.minimum >= first.minimum && all.maximum <= first.maximum);
      }),
    );
  });

  it('gets narrower with samples from different parts of a second', () => {
    const at = (offset: number): TimeSample => sampled(120, NOON + offset, 10, 10);
    assert.deepEqual(known([at(0)]), { minimum: -20, maximum: 1000 });
    const { minimum, maximum } = known([0, 250, 500, 750].map(at));
    assert.ok(maximum - minimum <= 270, `${minimum} to ${maximum}`);
  });

  it('notices that the clock was set between two samples', () => {
    const jump = fc.integer({ min: 3000, max: 1e9 });
    fc.assert(
      fc.property(anySkew, jump, fc.boolean(), (skew, by, back) => {
        const samples = [sampled(skew, NOON, 50, 50), sampled(skew + (back ? -by : by), NOON + 5000, 50, 50)];
        assert.equal(skewOf(samples), 'contradictory');
      }),
    );
  });

  it('includes the times of a server’s machines if they differ by less than a second', () => {
    const samples = [sampled(0, NOON, 0, 0), sampled(-900, NOON + 100, 0, 0)];
    assert.deepEqual(skewOf(samples), { minimum: -1100, maximum: 1000 });
    fc.assert(
      fc.property(
        anySkew,
        fc.integer({ min: -1000, max: 1000 }),
        journeys,
        journeys,
        (skew, by, one, other) => {
          const { minimum, maximum } = known([...samplesFrom(skew, one), ...samplesFrom(skew + by, other)]);
          // Where their answers agree by chance, what both say is true within their disagreement.
          assert.ok(minimum - Math.abs(by) <= skew && skew < maximum + Math.abs(by));
        },
      ),
    );
  });

  const absurd: readonly [what: string, sample: TimeSample][] = [
    ['arrives before it is sent', { sentAt: NOON, receivedAt: NOON - 1, serverTime: NOON }],
    ['travels for too long', { sentAt: NOON, receivedAt: NOON + MAXIMUM_ROUND_TRIP + 1, serverTime: NOON }],
    ['has no time', { sentAt: NOON, receivedAt: NOON, serverTime: Number.NaN }],
    ['has no end', { sentAt: NOON, receivedAt: Number.NaN, serverTime: NOON }],
  ];
  for (const [what, sample] of absurd) {
    it(`ignores a sample that ${what}`, () => {
      assert.equal(skewOf([sample]), 'noSamples');
      const good = sampled(45_000, NOON, 20, 20);
      assert.deepEqual(skewOf([sample, good]), skewOf([good]));
    });
  }

  it('has no bounds without samples', () => assert.equal(skewOf([]), 'noSamples'));
});

describe('clockVerdict', () => {
  const tolerance = CLOCK_TOLERANCE * 1000;
  const precision = CLOCK_PRECISION * 1000;
  /** How far a verdict may be off that tells the second: half of the width that bounds may have for it, and rounding. */
  const error = 1_500;

  it('is true for every skew within the bounds', () => {
    fc.assert(
      fc.property(anySkew, journeys, (skew, ways) => {
        const bounds = known(samplesFrom(skew, ways));
        const { kind, seconds, uncertainty } = clockVerdict(bounds);
        assert.ok(Number.isInteger(uncertainty) && uncertainty >= 1);
        assert.ok(
          Math.abs(skew / 1000 - seconds) <= uncertainty,
          `${skew} ms is not ${seconds} ±${uncertainty} s`,
        );
        if (kind === 'right') assert.ok(Math.abs(skew) <= precision + error);
        if (kind === 'close') assert.ok(Math.abs(skew) <= tolerance + error);
        if (kind === 'wrong') {
          assert.ok(Math.abs(skew) >= tolerance - error);
          assert.equal(Math.sign(seconds), Math.sign(skew));
        }
        assert.ok(Math.abs(seconds * 1000 - skew) <= (bounds.maximum - bounds.minimum) / 2 + 500);
      }),
    );
  });

  const quick = fc.array(fc.tuple(fc.nat(60_000), fc.nat(500), fc.nat(500)), { minLength: 1 });

  it('is never unsure after a response within a second, and its kind matches its number', () => {
    const near = fc.oneof(fc.integer({ min: -15_000, max: 15_000 }), anySkew);
    fc.assert(
      fc.property(near, quick, journeys, (skew, ways, slow) => {
        const { kind, seconds } = clockVerdict(known(samplesFrom(skew, [...slow, ...ways])));
        const off = Math.abs(seconds);
        assert.equal(kind, off <= CLOCK_PRECISION ? 'right' : off <= CLOCK_TOLERANCE ? 'close' : 'wrong');
      }),
    );
  });

  it('is unsure only if wide bounds include both clocks that work and clocks that don’t', () => {
    fc.assert(
      fc.property(anySkew, journeys, (skew, ways) => {
        const { minimum, maximum } = known(samplesFrom(skew, ways));
        if (clockVerdict({ minimum, maximum }).kind !== 'unsure') return;
        assert.ok(maximum - minimum > 2_000);
        const ends = [minimum, maximum].map(end => Math.abs(end) > tolerance);
        assert.ok(ends.includes(true) && (ends.includes(false) || Math.sign(minimum) !== Math.sign(maximum)));
      }),
    );
  });

  it('is symmetric for clocks that are ahead and behind', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), fc.nat(30_000), (minimum, width) => {
        const behind = clockVerdict({ minimum, maximum: minimum + width });
        const ahead = clockVerdict({ minimum: -(minimum + width), maximum: -minimum });
        assert.equal(ahead.kind, behind.kind);
        assert.equal(ahead.seconds + 0, -behind.seconds + 0);
        assert.equal(ahead.uncertainty, behind.uncertainty);
      }),
    );
  });

  const verdicts: readonly [minimum: number, maximum: number, verdict: ClockVerdict][] = [
    [-500, 499, { kind: 'right', seconds: 0, uncertainty: 1 }],
    [1_900, 2_400, { kind: 'right', seconds: 2, uncertainty: 1 }],
    [2_300, 2_800, { kind: 'close', seconds: 3, uncertainty: 1 }],
    [-7_000, -6_000, { kind: 'close', seconds: -7, uncertainty: 1 }],
    [9_200, 10_200, { kind: 'close', seconds: 10, uncertainty: 1 }],
    [10_200, 11_200, { kind: 'wrong', seconds: 11, uncertainty: 1 }],
    [44_600, 45_100, { kind: 'wrong', seconds: 45, uncertainty: 1 }],
    [-45_100, -44_600, { kind: 'wrong', seconds: -45, uncertainty: 1 }],
    // Answers that were slow.
    [-2_000, 2_000, { kind: 'right', seconds: 0, uncertainty: 2 }],
    [-2_001, 2_000, { kind: 'close', seconds: 0, uncertainty: 3 }],
    [-10_000, 10_000, { kind: 'close', seconds: 0, uncertainty: 10 }],
    [-10_001, 0, { kind: 'unsure', seconds: -5, uncertainty: 6 }],
    [8_000, 14_000, { kind: 'unsure', seconds: 11, uncertainty: 3 }],
    [12_000, 23_000, { kind: 'wrong', seconds: 18, uncertainty: 6 }],
    [-60_000, 60_000, { kind: 'unsure', seconds: 0, uncertainty: 60 }],
  ];
  for (const [minimum, maximum, verdict] of verdicts) {
    it(`is “${verdict.kind}” for ${minimum} to ${maximum} ms`, () =>
      assert.deepEqual(clockVerdict({ minimum, maximum }), verdict));
  }
});

describe('A correction', () => {
  const DAY = 86_400;
  const wrong = (seconds: number, uncertainty = 1): ClockVerdict => ({ kind: 'wrong', seconds, uncertainty });
  const judged: readonly [verdict: ClockVerdict, expected: string][] = [
    [{ kind: 'right', seconds: 2, uncertainty: 1 }, 'needless'],
    [{ kind: 'close', seconds: -10, uncertainty: 1 }, 'needless'],
    [{ kind: 'unsure', seconds: 20, uncertainty: 4 }, 'tooVague'],
    [wrong(11), 'correctable'],
    [wrong(-95, 5), 'correctable'],
    [wrong(95, 6), 'tooVague'],
    [wrong(DAY), 'correctable'],
    [wrong(DAY + 1), 'tooFar'],
    [wrong(-DAY - 1), 'tooFar'],
    [wrong(DAY + 1, 6), 'tooVague'],
  ];
  for (const [verdict, expected] of judged) {
    it(`is ${expected} for ${JSON.stringify(verdict)}`, () =>
      assert.equal(judgeCorrection(verdict), expected));
  }

  it('always results in a clock with which codes work', () => {
    fc.assert(
      fc.property(anySkew, journeys, (skew, ways) => {
        const bounds = known(samplesFrom(skew, ways));
        const { by, verdict } = correctionBy(bounds, NOON);
        assert.deepEqual(verdict, clockVerdict(bounds));
        if (judgeCorrection(verdict) !== 'correctable') return;
        const left = Math.abs(skew - by);
        assert.ok(left <= 6_000 && left < Math.abs(skew), `${left} ms are left of ${skew} ms`);
      }),
      { numRuns: cases(300, 2_000) },
    );
  });
});

describe('parseHttpDate', () => {
  it('reads the form of RFC 9110', () => {
    assert.equal(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT'), 784_111_777_000);
  });

  it('reads every date that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), seconds => {
        assert.equal(parseHttpDate(new Date(seconds * 1000).toUTCString()), seconds * 1000);
      }),
    );
  });

  for (const text of [
    '',
    'Invalid Date',
    'yesterday',
    '784111777',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
    'Sun, 06 Nov 1994 08:49:37 +0100',
    'Sun, 06 Nov 1994 08:49:37',
    'Mon, 06 Nov 1994 08:49:37 GMT',
    'Sun, 31 Feb 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:38 GMT',
    '1994-11-06T08:49:37Z',
  ])
    it(`rejects “${text}”`, () => assert.equal(parseHttpDate(text), undefined));
});
