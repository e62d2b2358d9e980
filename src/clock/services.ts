import type * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';

/** What the clock needs. */
export interface ClockServices {
  readonly commands: CommandRegistry;
  readonly boundary: Pick<ErrorBoundary, 'offer' | 'log'>;
  readonly globalState: vscode.Memento;
  /** Called when {@link Clock.now} and {@link Clock.rows} have changed. */
  onChanged(): void;
}

/** What the clock offers. */
export interface Clock extends vscode.Disposable {
  /** The corrected time, by which codes are made, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** The time by the computer's own clock at an instant of {@link now}. */
  readonly ownTime: (instant: number) => number;
  /** Whether codes are corrected by what may be outdated, because the last check failed. */
  readonly isOutdated: () => boolean;
  /** The row that shows the correction of codes, while there is one. */
  readonly rows: () => readonly vscode.TreeItem[];
  /** @param correct whether to correct codes if the clock is wrong */
  check(correct?: boolean): Promise<ClockFinding>;
}

/** The result of a check of the clock. */
export interface ClockFinding {
  readonly text: string;
  /** Whether codes work. */
  readonly isRight: boolean;
  /** Whether they would work once corrected. */
  readonly canCorrect: boolean;
}
