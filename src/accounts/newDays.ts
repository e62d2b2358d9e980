import type * as vscode from 'vscode';
import { localDay, untilNextDay } from '../core/day';
import { MutableDisposable, runAfter } from '../platform/disposables';

/** The longest wait, in milliseconds: timers stand still while a computer sleeps, and its clock or time zone may be set. */
const LONGEST_WAIT = 10 * 60_000;

/** Notices that a new day has begun for the person. Waits only while told to. */
export class NewDays implements vscode.Disposable {
  readonly #timer = new MutableDisposable();
  #today: string;

  /** @param now the corrected time, in milliseconds since the Unix epoch */
  constructor(
    private readonly now: () => number,
    private readonly onNewDay: () => void,
  ) {
    this.#today = localDay(now());
  }

  /** Compares the day now. @param isWaiting whether to look again at midnight */
  look(isWaiting: boolean): void {
    const at = this.now();
    const today = localDay(at);
    this.#timer.value = isWaiting
      ? runAfter(Math.min(untilNextDay(at), LONGEST_WAIT), () => this.look(true))
      : undefined;
    if (today === this.#today) return;
    this.#today = today;
    this.onNewDay();
  }

  dispose(): void {
    this.#timer.dispose();
  }
}
