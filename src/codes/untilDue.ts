import { secondsLeft, windowAt } from '../core/codeWindow';

/** The clock that codes are made by, and timers. Neither is exact: timers fire early, clocks are set. */
export interface Time {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

export const sleep: Time['sleep'] = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/**
 * Waits until an instant is due and returns it. Make the code of exactly this instant: a later one may be in another window.
 *
 * @param period of the codes, in seconds
 * @param onSecond called with the seconds for which the current code is still valid
 * @param signal ends the wait at the current instant
 */
export async function untilDue(
  isDue: (instant: number) => boolean,
  period: number,
  onSecond: (seconds: number) => void,
  signal: AbortSignal,
  { now, sleep }: Time,
): Promise<number> {
  for (;;) {
    const instant = now();
    if (signal.aborted || isDue(instant)) return instant;
    onSecond(secondsLeft(instant, period));
    await sleep((windowAt(instant, period).end - instant) % 1000 || 1000);
  }
}
