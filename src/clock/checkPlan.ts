import type { ClockCorrection } from '../core/clock';

/** How long a correction is good for, in milliseconds: clocks drift, and that of WSL stands still in sleep, unseen. */
export const CHECK_EVERY = 15 * 60_000;
/** How long after a check that failed the next one is made, in milliseconds. */
export const RETRY_AFTER = 60_000;
/** A clock that moves by more than this against the stopwatch, in milliseconds, was set, or the computer slept. */
export const JUMP = 1000;
/** How long after a check coming back to a window asks for another, in milliseconds, where sleep is not noticed. */
export const BACK_AFTER = 10_000;
/** How long the windows behind leave a check to the one in front, in milliseconds. */
export const LEFT_TO_FRONT = 10_000;

/** The clock of this computer and a stopwatch, in milliseconds. */
export interface PlanTime {
  /** Since the Unix epoch. */
  now(): number;
  /** Nobody can set it; in sleep it may stand still. */
  stopwatch(): number;
}

/** When a window checks the clock again by itself while codes are corrected. */
export class CheckPlan {
  /** How the clock stood to the stopwatch when the clock was last checked, by any window. */
  #shift: number;
  #checkedAt: number | undefined;
  /** Since when a check is due, by the stopwatch. */
  #dueSince: number | undefined;
  #retryAt = Number.NEGATIVE_INFINITY;

  /** @param isDue whether a check is due from the start */
  constructor(
    private readonly time: PlanTime,
    isDue: boolean,
  ) {
    this.#shift = this.#shiftNow;
    if (isDue) this.#dueSince = time.stopwatch();
  }

  /**
   * Whether this window is to check the clock now.
   *
   * @param isInFront whether it has the focus: the others check only what that one does not
   * @param mayHaveSlept whether the computer may have slept just now without a jump of the clock
   */
  asks({ checkedAt, isOutdated }: ClockCorrection, isInFront: boolean, mayHaveSlept = false): boolean {
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

  /** The clock could not be checked. */
  failed(): void {
    this.#restart();
    this.#retryAt = this.time.stopwatch() + RETRY_AFTER;
  }

  #isDue(age: number, isOutdated = false): boolean {
    if (Math.abs(this.#shiftNow - this.#shift) > JUMP) return true;
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
