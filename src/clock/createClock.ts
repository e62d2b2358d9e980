import * as vscode from 'vscode';
import type { ClockCorrection } from '../core/clock';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { computerId } from '../platform/runtime';
import type { ClockChecks, ClockFinding } from './clockChecks';

/** What other features need of the clock. */
export interface Clock extends vscode.Disposable {
  /** Milliseconds since the Unix epoch, by the clock that codes are made with: corrected if the person wants that. */
  readonly now: () => number;
  /** While codes are corrected, a row that says by how much. */
  readonly rows: () => readonly vscode.TreeItem[];
  /** @param correct whether to correct codes if the clock is wrong */
  check(correct?: boolean): Promise<ClockFinding>;
}

/** What the check of the clock needs of the rest. */
export interface ClockServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly globalState: vscode.Memento;
  /** Called when the time of codes, and with it the rows, may have changed. */
  onChanged(): void;
}

const CORRECTION = `clock:${computerId}`;

/** The clock that codes are made with, its check and its commands. The check is loaded on first use. */
export function createClock(services: ClockServices): Clock {
  const { commands, boundary, globalState } = services;
  // Not cached, because other windows change it.
  const correction = (): ClockCorrection | undefined => globalState.get(CORRECTION);
  let checks: ClockChecks | undefined;
  const load = async (): Promise<ClockChecks> => {
    const { ClockChecks } = await import('./clockChecks');
    checks ??= new ClockChecks(services, CORRECTION);
    return checks;
  };
  /** @param change the window's; `undefined` when it opens */
  const follow = (change?: vscode.WindowState): void => {
    if (checks || correction()) load().then(loaded => loaded.follow(!change), boundary.log);
  };
  follow();
  const owned = vscode.Disposable.from(
    commands.registerLazily(['checkClock', 'stopClockCorrection'], async () => (await load()).handlers),
    vscode.window.onDidChangeWindowState(follow),
    { dispose: () => checks?.dispose() },
  );
  return {
    now: () => Date.now() + (correction()?.by ?? 0),
    rows: () => checks?.rows ?? [],
    check: async correct => (await load()).describe(correct),
    dispose: () => owned.dispose(),
  };
}
