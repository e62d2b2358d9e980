import * as vscode from 'vscode';
import { untilNextDay } from '../core/calendar';
import { localDay } from '../core/day';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';

/** The longest wait, in milliseconds: timers stand still while a computer sleeps, and its clock or time zone may be set. */
const LONGEST_WAIT = 10 * 60_000;

/** Notices that a new day has begun for the person: at midnight, and soon after sleep. */
export class NewDays extends DisposableOwner {
  readonly #timer = this.register(new MutableDisposable());
  #today: string;

  /** @param now the corrected time, in milliseconds since the Unix epoch */
  constructor(
    private readonly now: () => number,
    private readonly onNewDay: () => void,
  ) {
    super();
    this.#today = localDay(now());
    this.register(vscode.window.onDidChangeWindowState(() => this.#look()));
    this.#look();
  }

  #look(): void {
    const at = this.now();
    const today = localDay(at);
    this.#timer.value = runAfter(Math.min(untilNextDay(at), LONGEST_WAIT), () => this.#look());
    if (today === this.#today) return;
    this.#today = today;
    this.onNewDay();
  }
}
