/**
 * How far this computer's clock is from a server's. Each answer of the server bounds the difference from both sides,
 * so nothing is guessed about how long an answer travelled.
 */

/** What one answer of a server says of its time. All are milliseconds since the Unix epoch. */
export interface TimeSample {
  /** By the clock here, when the request was sent. */
  readonly sentAt: number;
  /** By the clock here, when the answer was there. */
  readonly receivedAt: number;
  /** The second the answer was made in, by the server's clock: its HTTP `Date` (RFC 9110 §6.6.1). */
  readonly serverTime: number;
}

/** The bounds of the server's clock minus the one here, in milliseconds: positive where the clock here is behind. */
export interface Skew {
  readonly minimum: number;
  readonly maximum: number;
}

/** The resolution of an HTTP `Date`, in milliseconds: the truth is in this much from the second it says. */
const RESOLUTION = 1000;

/** The longest round trip, in milliseconds, after which an answer still says something useful about the clock. */
export const MAXIMUM_ROUND_TRIP = 10_000;

/**
 * By how much answers of one server may contradict one another, in milliseconds: several machines may answer for
 * it, and many read the clock for their `Date` less often than they answer.
 */
const MAXIMUM_DISAGREEMENT = 1000;

/** Bounds no wider than this, in milliseconds, tell the second: one answer that was there within a second does. */
const TELLING_WIDTH = 2000;

/** How many seconds a clock may be off without any code being rejected for it: less than it takes to paste one. */
export const CLOCK_PRECISION = 2;

/**
 * How many seconds a clock may be off while codes still work. RFC 6238 §5.2 lets a server take the code of one
 * window before its own, for the time a code travels, and §6 lets it bear some drift besides. With a clock 10
 * seconds behind, a third of a window, a code that is copied 4 seconds before its end still leaves 24 seconds to
 * paste it; with one 10 seconds ahead, only a code pasted in the first third of its window comes too early. Beyond
 * that it is luck.
 */
export const CLOCK_TOLERANCE = 10;

/** Whether a sample can be used: if the clock was set meanwhile, it may have arrived before it was sent. */
function isPlausible({ sentAt, receivedAt, serverTime }: TimeSample): boolean {
  const roundTrip = receivedAt - sentAt;
  return roundTrip >= 0 && roundTrip <= MAXIMUM_ROUND_TRIP && Number.isFinite(serverTime);
}

/**
 * The bounds that all plausible samples agree on. Where they contradict one another by less than
 * {@link MAXIMUM_DISAGREEMENT}, at least one is right, so the bounds hold all of them. `'contradictory'` where they do by
 * more, as when the clock was set between them or something on the way keeps old answers; `'noSamples'` where none is
 * plausible.
 */
export function skewOf(samples: readonly TimeSample[]): Skew | 'noSamples' | 'contradictory' {
  const plausible = samples.filter(isPlausible);
  if (plausible.length === 0) return 'noSamples';
  // The server made its answer at one instant between these two.
  const lower = plausible.map(({ serverTime, receivedAt }) => serverTime - receivedAt);
  const upper = plausible.map(({ serverTime, sentAt }) => serverTime + RESOLUTION - sentAt);
  const common = { minimum: Math.max(...lower), maximum: Math.min(...upper) };
  if (common.minimum <= common.maximum) return common;
  if (common.minimum - common.maximum > MAXIMUM_DISAGREEMENT) return 'contradictory';
  return { minimum: Math.min(...lower), maximum: Math.max(...upper) };
}

/** What a person needs to know of the clock. */
export interface ClockVerdict {
  /**
   * `right`: off by {@link CLOCK_PRECISION} at most. `close`: off by {@link CLOCK_TOLERANCE} at most, so that codes
   * work. `wrong`: off by more. `unsure`: answers were too slow to tell whether codes work.
   */
  readonly kind: 'right' | 'close' | 'wrong' | 'unsure';
  /** The best estimate, in whole seconds: positive where the clock here is behind, negative where it is ahead. */
  readonly seconds: number;
  /** How far the truth may be from `seconds`, in whole seconds, rounded up: it is never outside. */
  readonly uncertainty: number;
}

/** Judges by the estimate where the bounds are narrow, and otherwise by what holds everywhere within them. */
export function clockVerdict({ minimum, maximum }: Skew): ClockVerdict {
  const middle = (minimum + maximum) / 2;
  // Zero is added because half a second less than nothing would round to “-0”.
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

/** Whether Xero takes the codes that are made by such a clock. */
export function codesWork({ kind }: ClockVerdict): boolean {
  return kind === 'right' || kind === 'close';
}

/** What makes codes right while the clock is wrong. */
export interface ClockCorrection {
  /** What is added to the time of the clock here, in milliseconds: positive where it is behind. */
  readonly by: number;
  /** What the check found that it comes from. */
  readonly verdict: ClockVerdict;
  /** When that was, in milliseconds since the Unix epoch, by the clock here. */
  readonly checkedAt: number;
  /** Whether the clock could not be checked since though it should have been. */
  readonly isOutdated?: true;
}

/**
 * The most that codes are corrected by, in seconds. A wrong time zone or a computer that slept explains up to a day.
 * Beyond that the date is wrong, which breaks more than codes, or the server's clock is the wrong one.
 */
const MAXIMUM_CORRECTION = 86_400;

/**
 * The most that a correction may be uncertain by, in seconds: half of what codes bear ({@link CLOCK_TOLERANCE}), so that
 * they still work when the clock has drifted a while.
 */
const MAXIMUM_UNCERTAINTY = CLOCK_TOLERANCE / 2;

/** Whether codes can be corrected by what was found: `needless` where they work without, else why they cannot. */
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
 * The instant an HTTP `Date` names, in milliseconds since the Unix epoch; `undefined` if it is not of the one
 * form that servers may send, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
 */
export function parseHttpDate(text: string): number | undefined {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toUTCString() === text ? time : undefined;
}
