import { MAXIMUM_ROUND_TRIP, parseHttpDate, type Skew, skewOf, type TimeSample } from '../core/clock';

const SAMPLES = 4;
/** Bounds this narrow, in milliseconds, are exact to the second. */
const PRECISE = 500;
/** How much the clock may change during a check, in milliseconds: the system adjusts it slightly all the time. */
const STEADY = 250;

/** Node's types lack `cache`, which its `fetch` supports. */
type HeadRequest = RequestInit & { readonly cache: 'no-store' };

/** The network, and this computer's clocks. */
export interface TimeSource {
  readonly fetch: (url: URL, options: HeadRequest) => Promise<Response>;
  /** Milliseconds since the Unix epoch, by this computer's clock. */
  readonly now: () => number;
  /** Milliseconds of a clock that can't be set. */
  readonly stopwatch: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

export const realSource: TimeSource = {
  fetch: (url, options) => fetch(url, options),
  now: () => Date.now(),
  stopwatch: () => performance.now(),
  wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
};

/** Why a check gave no result. */
export type ClockFailure =
  | { readonly kind: 'noDate' | 'cached' | 'certificate' | 'contradictory' }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Thrown if the clock could not be checked. */
export class ClockCheckError extends Error {
  override readonly name = 'ClockCheckError';

  constructor(readonly failure: ClockFailure) {
    super(`The clock could not be checked: ${failure.kind}`);
  }
}

/**
 * Compares this computer's clock with a server's, with up to four HEAD requests. They have no data of the person, the
 * lists or VS Code.
 *
 * @throws {@link ClockCheckError} if the server's time can't be determined; the signal's reason if aborted
 */
export async function checkClock(
  url: URL,
  signal: AbortSignal = new AbortController().signal,
  replaced: Partial<TimeSource> = {},
): Promise<Skew> {
  const source = { ...realSource, ...replaced };
  const shift = (): number => source.now() - source.stopwatch();
  const shiftAtFirst = shift();
  const samples: TimeSample[] = [];
  let skew: ReturnType<typeof skewOf> = 'noSamples';
  let failure: ClockFailure | undefined;
  const started = source.now();
  for (let count = 0; count < SAMPLES && !isSettled(skew); count++) {
    // Spread over a second, so that together the samples narrow the bounds.
    const step = (count * 1000) / SAMPLES - (source.now() - started);
    if (count > 0) await source.wait(((step % 1000) + 1000) % 1000);
    const answer = await ask(url, signal, source);
    if (Math.abs(shift() - shiftAtFirst) > STEADY) throw new ClockCheckError({ kind: 'contradictory' });
    if ('kind' in answer) failure = answer;
    else samples.push(answer);
    if (failure && failure.kind !== 'cached') break;
    skew = skewOf(samples);
  }
  if (typeof skew === 'object') return skew;
  throw new ClockCheckError((skew === 'noSamples' ? failure : undefined) ?? { kind: 'contradictory' });
}

/** Whether more samples would not help. */
function isSettled(skew: ReturnType<typeof skewOf>): boolean {
  if (typeof skew === 'string') return skew === 'contradictory';
  return skew.maximum - skew.minimum <= PRECISE;
}

async function ask(
  url: URL,
  signal: AbortSignal,
  { fetch, now }: TimeSource,
): Promise<TimeSample | ClockFailure> {
  const sentAt = now();
  let headers: Headers;
  try {
    // Errors and redirects have a date as well.
    const answer = await fetch(url, {
      method: 'HEAD',
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(MAXIMUM_ROUND_TRIP)]),
    });
    headers = answer.headers;
  } catch (error) {
    signal.throwIfAborted();
    return failureOf(error);
  }
  const receivedAt = now();
  signal.throwIfAborted();
  const serverTime = parseHttpDate(headers.get('date') ?? '');
  if (serverTime === undefined) return { kind: 'noDate' };
  // The date of a cached response is an earlier one (RFC 9111 §5.1).
  if (Number(headers.get('age') ?? 0) !== 0) return { kind: 'cached' };
  return { sentAt, receivedAt, serverTime };
}

/** The reason is in the error's cause: `fetch` itself only says that it failed. */
function failureOf(error: unknown): ClockFailure {
  const reason = reasonOf(error);
  // A clock that is off by weeks is outside the validity of certificates.
  if (reason === 'CERT_NOT_YET_VALID' || reason === 'CERT_HAS_EXPIRED') return { kind: 'certificate' };
  return { kind: 'unreachable', reason };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
