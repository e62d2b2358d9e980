import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CLOCK_TOLERANCE,
  type ClockVerdict,
  clockVerdict,
  MAXIMUM_ROUND_TRIP,
  parseHttpDate,
  type Skew,
  skewOf,
  type TimeSample,
} from '../../../src/core/clock';

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
  it('bounds the true skew, whatever it is and however long the answers travel', () => {
    fc.assert(
      fc.property(anySkew, journeys, (skew, ways) => {
        const { minimum, maximum } = known(samplesFrom(skew, ways));
        assert.ok(minimum <= skew && skew < maximum, `${skew} is not in ${minimum} to ${maximum}`);
        const quickest = Math.min(...ways.map(([, there, back]) => there + back));
        assert.ok(maximum - minimum <= 1000 + quickest);
      }),
    );
  });

  it('is never widened by one more sample', () => {
    fc.assert(
      fc.property(anySkew, journeys, (skew, ways) => {
        const all = known(samplesFrom(skew, ways));
        const first = known(samplesFrom(skew, ways.slice(0, 1)));
        assert.ok(all.minimum >= first.minimum && all.maximum <= first.maximum);
      }),
    );
  });

  it('is narrowed by samples of different parts of a second', () => {
    const at = (offset: number): TimeSample => sampled(120, NOON + offset, 10, 10);
    assert.deepEqual(known([at(0)]), { minimum: -20, maximum: 1000 });
    const { minimum, maximum } = known([0, 250, 500, 750].map(at));
    assert.ok(maximum - minimum <= 270, `${minimum} to ${maximum}`);
  });

  it('tells a clock that was set between two samples', () => {
    const jump = fc.integer({ min: 3000, max: 1e9 });
    fc.assert(
      fc.property(anySkew, jump, fc.boolean(), (skew, by, back) => {
        const samples = [sampled(skew, NOON, 50, 50), sampled(skew + (back ? -by : by), NOON + 5000, 50, 50)];
        assert.equal(skewOf(samples), 'contradictory');
      }),
    );
  });

  it('bears machines of one server that disagree by less than a second', () => {
    const samples = [sampled(0, NOON, 0, 0), sampled(-900, NOON + 100, 0, 0)];
    assert.deepEqual(skewOf(samples), { minimum: -100, maximum: 0 });
  });

  const absurd: readonly [what: string, sample: TimeSample][] = [
    ['arrives before it is sent', { sentAt: NOON, receivedAt: NOON - 1, serverTime: NOON }],
    ['travels for too long', { sentAt: NOON, receivedAt: NOON + MAXIMUM_ROUND_TRIP + 1, serverTime: NOON }],
    ['has no time', { sentAt: NOON, receivedAt: NOON, serverTime: Number.NaN }],
    ['has no end', { sentAt: NOON, receivedAt: Number.NaN, serverTime: NOON }],
  ];
  for (const [what, sample] of absurd) {
    it(`does not count a sample that ${what}`, () => {
      assert.equal(skewOf([sample]), 'noSamples');
      const good = sampled(45_000, NOON, 20, 20);
      assert.deepEqual(skewOf([sample, good]), skewOf([good]));
    });
  }

  it('knows nothing without samples', () => assert.equal(skewOf([]), 'noSamples'));
});

describe('clockVerdict', () => {
  const tolerance = CLOCK_TOLERANCE * 1000;

  it('is never certain of what is not so, and says by how much within the bounds', () => {
    fc.assert(
      fc.property(anySkew, journeys, (skew, ways) => {
        const bounds = known(samplesFrom(skew, ways));
        const { kind, seconds } = clockVerdict(bounds);
        if (kind === 'right') assert.ok(Math.abs(skew) <= tolerance);
        if (kind === 'wrong') {
          assert.ok(Math.abs(skew) >= tolerance);
          assert.equal(Math.sign(seconds), Math.sign(skew));
        }
        assert.ok(Math.abs(seconds * 1000 - skew) <= (bounds.maximum - bounds.minimum) / 2 + 500);
      }),
    );
  });

  it('is certain of a clock that is clearly right or wrong, where answers are quick', () => {
    const quick = fc.array(fc.tuple(fc.nat(60_000), fc.nat(200), fc.nat(200)), { minLength: 1 });
    fc.assert(
      fc.property(fc.integer({ min: -8_000, max: 8_000 }), quick, (skew, ways) => {
        assert.equal(clockVerdict(known(samplesFrom(skew, ways))).kind, 'right');
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 12_000, max: 1e9 }), fc.boolean(), quick, (by, ahead, ways) => {
        assert.equal(clockVerdict(known(samplesFrom(ahead ? -by : by, ways))).kind, 'wrong');
      }),
    );
  });

  const cases: readonly [minimum: number, maximum: number, verdict: ClockVerdict][] = [
    [-500, 499, { kind: 'right', seconds: 0 }],
    [-10_000, 10_000, { kind: 'right', seconds: 0 }],
    [-10_001, 0, { kind: 'unsure', seconds: -5 }],
    [9_500, 10_500, { kind: 'unsure', seconds: 10 }],
    [10_000, 11_000, { kind: 'unsure', seconds: 11 }],
    [44_600, 45_100, { kind: 'wrong', seconds: 45 }],
    [-45_100, -44_600, { kind: 'wrong', seconds: -45 }],
    [-60_000, 60_000, { kind: 'unsure', seconds: 0 }],
  ];
  for (const [minimum, maximum, verdict] of cases) {
    it(`is “${verdict.kind}” for ${minimum} to ${maximum} ms`, () =>
      assert.deepEqual(clockVerdict({ minimum, maximum }), verdict));
  }
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
    it(`refuses “${text}”`, () => assert.equal(parseHttpDate(text), undefined));
});
