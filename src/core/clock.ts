/**
 * How far this computer's clock is from a server's. Each response bounds the difference from both sides, so no
 * assumption about network delays is needed.
 */

/** The times of one request. All are milliseconds since the Unix epoch. */
export interface TimeSample {
  /** When the request was sent, by the local clock. */
  readonly sentAt: number;
  /** When the response arrived, by the local clock. */
  readonly receivedAt: number;
  /** The second the response was made in, by the server's clock: its HTTP `Date` (RFC 9110 §6.6.1). */
  readonly serverTime: number;
}

/** Bounds of the server's clock minus the local one, in milliseconds: positive if the local clock is behind. */
export interface Skew {
  readonly minimum: number;
  readonly maximum: number;
}

/** The resolution of an HTTP `Date`, in milliseconds: the response was made within this time after it. */
const RESOLUTION = 1000;

/** The longest useful round trip, in milliseconds. */
export const MAXIMUM_ROUND_TRIP = 10_000;

/**
 * By how much responses may contradict each other, in milliseconds. Several machines may serve one address, and many
 * update their `Date` less often than they respond.
 */
const MAXIMUM_DISAGREEMENT = 1000;

/** Bounds this narrow, in milliseconds, are exact to the second: one response within a second is enough. */
const TELLING_WIDTH = 2000;

/** How many seconds a clock may be off before a code can be rejected: less than it takes to paste one. */
export const CLOCK_PRECISION = 2;

/**
 * How many seconds a clock may be off while codes still work. RFC 6238 §5.2 allows servers to accept the code of the
 * previous window, and §6 allows for some drift. With a clock 10 seconds behind, a third of a window, a code that is
 * copied 4 seconds before it expires still leaves 24 seconds to paste it. With a clock 10 seconds ahead, a code is too
 * early only in the first third of its window. Beyond that it is luck.
 */
export const CLOCK_TOLERANCE = 10;

/** Whether a sample can be used. If the clock was set meanwhile, a response may seem older than its request. */
function isPlausible({ sentAt, receivedAt, serverTime }: TimeSample): boolean {
  const roundTrip = receivedAt - sentAt;
  return roundTrip >= 0 && roundTrip <= MAXIMUM_ROUND_TRIP && Number.isFinite(serverTime);
}

/**
 * The bounds that all plausible samples agree on. If they contradict each other by less than
 * {@link MAXIMUM_DISAGREEMENT}, at least one is right, so the bounds include them all. `'contradictory'` if they do by
 * more, because the clock was set in between or a cache answered; `'noSamples'` if none is plausible.
 */
export function skewOf(samples: readonly TimeSample[]): Skew | 'noSamples' | 'contradictory' {
  const plausible = samples.filter(isPlausible);
  if (plausible.length === 0) return 'noSamples';
  // The response was made at an instant between these two.
  const lower = plausible.map(({ serverTime, receivedAt }) => serverTime - receivedAt);
  const upper = plausible.map(({ serverTime, sentAt }) => serverTime + RESOLUTION - sentAt);
  const common = { minimum: Math.max(...lower), maximum: Math.min(...upper) };
  if (common.minimum <= common.maximum) return common;
  if (common.minimum - common.maximum > MAXIMUM_DISAGREEMENT) return 'contradictory';
  return { minimum: Math.min(...lower), maximum: Math.max(...upper) };
}

/** What a person needs to know about the clock. */
export interface ClockVerdict {
  /**
   * `right`: off by {@link CLOCK_PRECISION} at most. `close`: off by {@link CLOCK_TOLERANCE} at most, so that codes
   * work. `wrong`: off by more. `unsure`: responses were too slow to tell whether codes work.
   */
  readonly kind: 'right' | 'close' | 'wrong' | 'unsure';
  /** The best estimate, in whole seconds: positive if the local clock is behind, negative if it is ahead. */
  readonly seconds: number;
  /** The maximum error of `seconds`, in whole seconds, rounded up. */
  readonly uncertainty: number;
}

/** Judges by the estimate if the bounds are narrow, else by what is true anywhere within them. */
export function clockVerdict({ minimum, maximum }: Skew): ClockVerdict {
  const middle = (minimum + maximum) / 2;
  // Adding zero turns -0 into 0.
  const seconds = Math.sign(middle) * Math.round(Math.abs(middle) / 1000) + 0;
  const uncertainty = Math.max(1, Math.ceil(Math.max(maximum / 1000 - seconds, seconds - minimum / 1000)));
  if (maximum - minimum <= TELLING_WIDTH) return { kind: kindOf(Math.abs(seconds)), seconds, uncertainty };
  const most = kindOf(Math.max(Math.abs(minimum), Math.abs(maximum)) / 1000);
  if (most !== 'wrong') return { kind: most, seconds, uncertainty };
  const least = Math.max(minimum, -maximum, 0) / 1000;
  return { kind: kindOf(least) === 'wrong' ? 'wrong' : 'unsure', seconds, uncertainty };
}

function kindOf(secondsOff: number): 'right' | 'close' | 'wrong' {
  if (secondsOff <= CLOCK_PRECISION) return 'right';
  return secondsOff <= CLOCK_TOLERANCE ? 'close' : 'wrong';
}

/** Whether Xero accepts codes from such a clock. */
export function codesWork({ kind }: ClockVerdict): boolean {
  return kind === 'right' || kind === 'close';
}

/** A correction that makes codes right while the clock is wrong. */
export interface ClockCorrection {
  /** Added to the local time, in milliseconds: positive if the local clock is behind. */
  readonly by: number;
  /** The bounds that it was made from. */
  readonly verdict: ClockVerdict;
  /** When they were measured, in milliseconds since the Unix epoch, by the local clock. */
  readonly checkedAt: number;
  /** Whether a later check of the clock failed. */
  readonly isOutdated?: true;
}

/**
 * The largest correction, in seconds. A wrong time zone or a computer that slept can explain a day. Beyond that the date
 * is wrong, which breaks more than codes, or the server's clock is.
 */
const MAXIMUM_CORRECTION = 86_400;

/**
 * The largest uncertainty of a correction, in seconds: half of {@link CLOCK_TOLERANCE}, so that codes still work after the
 * clock has drifted for a while.
 */
const MAXIMUM_UNCERTAINTY = CLOCK_TOLERANCE / 2;

/** Whether codes can be corrected after a check, or why not. `needless`: they work as they are. */
export type CorrectionJudgement = 'correctable' | 'needless' | 'tooFar' | 'tooVague';

export function judgeCorrection(verdict: ClockVerdict): CorrectionJudgement {
  const { kind, seconds, uncertainty } = verdict;
  if (codesWork(verdict)) return 'needless';
  if (kind === 'unsure' || uncertainty > MAXIMUM_UNCERTAINTY) return 'tooVague';
  return Math.abs(seconds) > MAXIMUM_CORRECTION ? 'tooFar' : 'correctable';
}

/** The correction by the middle of the bounds. */
export function correctionBy(skew: Skew, checkedAt: number): ClockCorrection {
  return { by: Math.round((skew.minimum + skew.maximum) / 2), verdict: clockVerdict(skew), checkedAt };
}

/**
 * The instant of an HTTP `Date`, in milliseconds since the Unix epoch; `undefined` if it does not have the only form that
 * servers may send, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
 */
export function parseHttpDate(text: string): number | undefined {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toUTCString() === text ? time : undefined;
}
