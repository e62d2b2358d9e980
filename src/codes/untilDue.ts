import { secondsLeft, windowAt } from '../core/codeWindow';

/** The clock that codes are made by, and waiting. Both may be off: timers fire early, clocks are set. */
export interface Time {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

/** Waits by the timers of the runtime. */
export const sleep: Time['sleep'] = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/**
 * Waits until an instant is due and returns it. A code has to be made of exactly that instant: any other may be in
 * another window.
 *
 * @param period of the codes that are waited for, in seconds
 * @param onSecond is given how many seconds the current code is still valid
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
