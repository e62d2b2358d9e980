import { MAXIMUM_ROUND_TRIP, parseHttpDate, type Skew, skewOf, type TimeSample } from '../core/clock';

const SAMPLES = 4;
/** Bounds as close as this, in milliseconds, tell the second. */
const PRECISE = 500;
/** While it is checked, the clock may be set by no more than this, in milliseconds, as it is set all the time by a little. */
const STEADY = 250;

/** Node's types leave out `cache`, which its `fetch` knows. */
type HeadRequest = RequestInit & { readonly cache: 'no-store' };

/** Where the time of others and of this computer comes from. */
export interface TimeSource {
  readonly fetch: (url: URL, options: HeadRequest) => Promise<Response>;
  /** Milliseconds since the Unix epoch, by the clock of this computer. */
  readonly now: () => number;
  /** Milliseconds that nobody can set. */
  readonly stopwatch: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** The clock of this computer, and the network. */
export const realSource: TimeSource = {
  fetch: (url, options) => fetch(url, options),
  now: () => Date.now(),
  stopwatch: () => performance.now(),
  wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
};

/** Why a server did not tell the time. */
export type ClockFailure =
  | { readonly kind: 'noDate' | 'cached' | 'certificate' | 'contradictory' }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Thrown if the server did not tell the time. */
export class ClockCheckError extends Error {
  override readonly name = 'ClockCheckError';

  constructor(readonly failure: ClockFailure) {
    super(`The clock could not be checked: ${failure.kind}`);
  }
}

/**
 * Compares the clock of this computer to a server's. It asks for the head of one page, up to four times, and
 * sends nothing of the person, the lists or VS Code.
 *
 * @param signal ends the check
 * @throws {@link ClockCheckError} if it cannot be told; the signal's reason where it was ended
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
    // Each asks at another part of the server's second, so that what they have in common is less than one.
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

/** Whether more samples would tell no more. */
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
    // A refusal or a redirection has a date as well as any other answer.
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
  // A cached answer has the date of an earlier one (RFC 9111 §5.1).
  if (Number(headers.get('age') ?? 0) !== 0) return { kind: 'cached' };
  return { sentAt, receivedAt, serverTime };
}

/** `fetch` says only that it failed; the reason is in the cause. */
function failureOf(error: unknown): ClockFailure {
  const reason = reasonOf(error);
  // A clock that is wrong by weeks is before or behind the time that certificates are good for.
  if (reason === 'CERT_NOT_YET_VALID' || reason === 'CERT_HAS_EXPIRED') return { kind: 'certificate' };
  return { kind: 'unreachable', reason };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
