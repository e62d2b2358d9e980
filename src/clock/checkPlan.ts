import type { ClockCorrection } from '../core/clock';

/** How long a correction is valid, in milliseconds: clocks drift, and WSL's stops during sleep, unnoticed. */
export const CHECK_EVERY = 15 * 60_000;
/** The time from a failed check to the next one, in milliseconds. */
export const RETRY_AFTER = 60_000;
/** If the clock moves by more milliseconds than this against the stopwatch, it was set or the computer slept. */
export const JUMP = 1000;
/** Where sleep is not noticed, refocusing a window makes a check due if the last one is older, in milliseconds. */
export const BACK_AFTER = 10_000;
/** How long background windows leave a check to the focused one, in milliseconds. */
export const LEFT_TO_FRONT = 10_000;

/** This computer's clock and a stopwatch, in milliseconds. */
export interface PlanTime {
  /** Since the Unix epoch. */
  now(): number;
  /** Cannot be set, but may stop during sleep. */
  stopwatch(): number;
}

/** Decides when a window checks the clock again while codes are corrected. */
export class CheckPlan {
  /** The clock minus the stopwatch at the last check by any window. */
  #shift: number;
  #checkedAt: number | undefined;
  /** The stopwatch time since which a check is due. */
  #dueSince: number | undefined;
  #retryAt = Number.NEGATIVE_INFINITY;

  /** @param isDue whether a check is due at once */
  constructor(
    private readonly time: PlanTime,
    isDue: boolean,
  ) {
    this.#shift = this.#shiftNow;
    if (isDue) this.#dueSince = time.stopwatch();
  }

  /**
   * Whether this window has to check the clock now.
   *
   * @param isInFront whether it has the focus; other windows only step in if that one doesn't check
   * @param mayHaveSlept whether the computer may just have slept without a jump of the clock
   */
  shouldCheck({ checkedAt, isOutdated }: ClockCorrection, isInFront: boolean, mayHaveSlept = false): boolean {
    const { now, stopwatch } = this.time;
    if (checkedAt !== this.#checkedAt) {
      const isFirst = this.#checkedAt === undefined;
      this.#checkedAt = checkedAt;
      if (!isFirst) this.#restart();
    }
    const age = now() - checkedAt;
    const isUnsure = mayHaveSlept && Math.abs(age) >= BACK_AFTER;
    if (isUnsure || this.#isDue(age, isOutdated)) this.#dueSince ??= stopwatch();
    if (this.#dueSince === undefined) return false;
    return isInFront || stopwatch() - this.#dueSince >= LEFT_TO_FRONT;
  }

  /** Whether the clock was set, or the computer slept, since the last check. */
  get hasJumped(): boolean {
    return Math.abs(this.#shiftNow - this.#shift) > JUMP;
  }

  /** Call this after a failed check. */
  failed(): void {
    this.#restart();
    this.#retryAt = this.time.stopwatch() + RETRY_AFTER;
  }

  #isDue(age: number, isOutdated = false): boolean {
    if (this.hasJumped) return true;
    if (isOutdated) return this.time.stopwatch() >= this.#retryAt;
    return Math.abs(age) >= CHECK_EVERY;
  }

  #restart(): void {
    this.#dueSince = undefined;
    this.#shift = this.#shiftNow;
  }

  get #shiftNow(): number {
    return this.time.now() - this.time.stopwatch();
  }
}
