import * as vscode from 'vscode';
import {
  type ClockCorrection,
  type CorrectionJudgement,
  clockVerdict,
  correctionBy,
  judgeCorrection,
  type Skew,
} from '../core/clock';
import { UserError } from '../core/errors';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { readWebAddress } from '../platform/settings';
import { CheckPlan, type PlanTime } from './checkPlan';
import { ClockCheckError, checkClock, realSource } from './clockCheck';

/** How often to look for a jump of the clock or a change by another window, in milliseconds. */
const LOOK_EVERY = 2000;

/** What a check did to the correction; `off`: codes are not corrected, and nobody asked for it. */
export type Settled = CorrectionJudgement | 'off' | 'ended';

/** What the correction of codes needs. */
export interface CorrectionServices {
  /** The correction, which all windows share, if codes are corrected. */
  get(): ClockCorrection | undefined;
  set(correction: ClockCorrection | undefined): Promise<void>;
  /** Whether the clock and the stopwatch both stop during sleep, as in WSL's virtual machine. */
  readonly sleepsUnseen: boolean;
  /** Called when the correction has changed. */
  onChanged(): void;
  /** Called when an automatic check ends the correction, because the clock is right again or too far off. */
  onEnded(skew: Skew, settled: 'ended' | 'tooFar'): void;
  readonly log: (error: unknown) => void;
}

/** Keeps the correction of codes up to date: repeats the check, and ends the correction when the clock is right. */
export class CodeCorrection extends DisposableOwner {
  readonly #next = this.register(new MutableDisposable());
  readonly #ended = new AbortController();
  #plan: CheckPlan | undefined;
  #isChecking = false;
  #seen: string | undefined;
  #wasInFront = true;

  constructor(
    private readonly services: CorrectionServices,
    private readonly measure: (url: URL, signal: AbortSignal) => Promise<Skew> = checkClock,
    private readonly time: PlanTime = realSource,
  ) {
    super();
  }

  get current(): ClockCorrection | undefined {
    return this.services.get();
  }

  /**
   * Follows the correction while there is one. Another window may have started it.
   *
   * @param isStart whether the window has just been opened, so that the correction may be old
   */
  follow(isStart = false): void {
    if (this.#ended.signal.aborted) return;
    const { current } = this;
    const seen = current && JSON.stringify(current);
    if (seen !== this.#seen) {
      this.#seen = seen;
      this.services.onChanged();
    }
    if (!current) {
      this.#next.value = undefined;
      this.#plan = undefined;
      return;
    }
    this.#next.value = runAfter(LOOK_EVERY, () => this.follow());
    this.#plan ??= new CheckPlan(this.time, isStart);
    const { focused } = vscode.window.state;
    const isBack = focused && !this.#wasInFront;
    this.#wasInFront = focused;
    const shouldCheck = this.#plan.shouldCheck(current, focused, isBack && this.services.sleepsUnseen);
    if (shouldCheck && !this.#isChecking) void this.#checkAgain(this.#plan.hasJumped);
  }

  /**
   * Applies the result of a check.
   *
   * @param isAsked whether the person asked to correct codes
   */
  async settle(skew: Skew, isAsked = false): Promise<Settled> {
    const isOn = this.current !== undefined;
    if (!isOn && !isAsked) return 'off';
    const found = judgeCorrection(clockVerdict(skew));
    if (found === 'correctable') await this.#set(correctionBy(skew, this.time.now()));
    else if (found === 'tooVague') await this.failed();
    else if (isOn) {
      await this.#set(undefined);
      if (found === 'needless') return 'ended';
    }
    return found;
  }

  /** Keeps the correction after a failed check, but marks it as possibly outdated. */
  async failed(): Promise<void> {
    this.#plan?.failed();
    await this.#markOutdated();
  }

  async stop(): Promise<void> {
    if (this.current) await this.#set(undefined);
  }

  override dispose(): void {
    this.#ended.abort();
    super.dispose();
  }

  async #markOutdated(): Promise<void> {
    const { current } = this;
    if (current && !current.isOutdated) await this.#set({ ...current, isOutdated: true });
  }

  async #set(correction: ClockCorrection | undefined): Promise<void> {
    const setting = this.services.set(correction);
    this.follow();
    await setting;
  }

  async #checkAgain(hasJumped: boolean): Promise<void> {
    this.#isChecking = true;
    const { signal } = this.#ended;
    try {
      // Even a jump by what is corrected does not tell that the clock is right now: the computer may have slept.
      if (hasJumped) await this.#markOutdated();
      const skew = await this.measure(readWebAddress('clockCheck.url'), signal);
      const settled = await this.settle(skew);
      if (settled === 'ended' || settled === 'tooFar') this.services.onEnded(skew, settled);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ClockCheckError || error instanceof UserError)) this.services.log(error);
      await this.failed().catch(this.services.log);
    } finally {
      this.#isChecking = false;
    }
  }
}
