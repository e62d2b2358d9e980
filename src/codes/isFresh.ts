import { windowAt } from '../core/codeWindow';

/** How many seconds late a timer may be, so that the code it waited for still counts as new. */
const TIMER_LATENESS = 3;

/** A request for a code. */
export interface CodeRequest {
  /** When it was made, in milliseconds since the Unix epoch. */
  readonly madeAt: number;
  /** Seconds for which the code must still be valid. */
  readonly minimumRemaining: number;
  /** The counter of the window whose code was used already, so that another one is needed. */
  readonly usedWindow?: number | undefined;
}

/**
 * Whether the code of an instant will do. If not, the next one is waited for.
 *
 * @param instant in milliseconds since the Unix epoch
 * @param period of the code, in seconds
 */
export function isFresh(
  instant: number,
  period: number,
  { madeAt, minimumRemaining, usedWindow }: CodeRequest,
): boolean {
  const { counter, end } = windowAt(instant, period);
  const isLater = counter > windowAt(madeAt, period).counter;
  // A period may be shorter than what is asked for. A new code is then as good as it gets.
  const best = period - (isLater ? TIMER_LATENESS : 1);
  return counter !== usedWindow && end - instant >= Math.min(minimumRemaining, best) * 1000;
}
