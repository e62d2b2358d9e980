import { MAXIMUM_ROUND_TRIP, parseHttpDate, type Skew, skewOf, type TimeSample } from '../core/clock';

const SAMPLES = 4;
/** Bounds this close are precise enough, in milliseconds. */
const PRECISE = 500;
/** The largest change of the clock during a check, in milliseconds: time synchronisation adjusts it all the time. */
const STEADY = 250;

/** Node's types lack `cache`, although its `fetch` supports it. */
type HeadRequest = RequestInit & { readonly cache: 'no-store' };

/** The server and this computer's clocks. */
export interface TimeSource {
  readonly fetch: (url: URL, options: HeadRequest) => Promise<Response>;
  /** This computer's clock, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Milliseconds by a clock that cannot be set. */
  readonly stopwatch: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** The real clocks and network. */
export const realSource: TimeSource = {
  fetch: (url, options) => fetch(url, options),
  now: () => Date.now(),
  stopwatch: () => performance.now(),
  wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
};

/** Why the time could not be read from a server. */
export type ClockFailure =
  | { readonly kind: 'noDate' | 'cached' | 'certificate' | 'contradictory' }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** The time could not be read from a server. */
export class ClockCheckError extends Error {
  override readonly name = 'ClockCheckError';

  constructor(readonly failure: ClockFailure) {
    super(`The clock could not be checked: ${failure.kind}`);
  }
}

/**
 * Compares this computer's clock with a server's. It sends up to four HEAD requests, which contain nothing about the
 * person, the lists or VS Code.
 *
 * @param signal aborts the check
 * @throws {@link ClockCheckError} if the time cannot be read; the signal's reason if the check was aborted
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
    // Each request falls into another part of the server's second, so that together they narrow the bounds below a second.
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

/** Whether more samples would not change the result. */
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
    // Error responses and redirections have a date too.
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
  // A cached response has the date of an earlier one (RFC 9111 §5.1).
  if (Number(headers.get('age') ?? 0) !== 0) return { kind: 'cached' };
  return { sentAt, receivedAt, serverTime };
}

/** `fetch` only reports that it failed; its cause has the reason. */
function failureOf(error: unknown): ClockFailure {
  const reason = reasonOf(error);
  // If the clock is wrong by weeks, certificates seem expired or not yet valid.
  if (reason === 'CERT_NOT_YET_VALID' || reason === 'CERT_HAS_EXPIRED') return { kind: 'certificate' };
  return { kind: 'unreachable', reason };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
