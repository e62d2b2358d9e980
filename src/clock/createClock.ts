import * as vscode from 'vscode';
import type { ClockCorrection } from '../core/clock';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import { computerId } from '../platform/runtime';
import type { ClockChecks, ClockFinding } from './clockChecks';

/** What other features may do with the clock. */
export interface Clock extends vscode.Disposable {
  /** Milliseconds since the Unix epoch, by the clock that codes are made by: corrected where the person wants that. */
  readonly now: () => number;
  /** A row that says by how much codes are corrected, while they are. */
  readonly rows: () => readonly vscode.TreeItem[];
  /** @param correct whether to correct codes if the clock is wrong */
  check(correct?: boolean): Promise<ClockFinding>;
}

/** What the check of the clock needs of the rest. */
export interface ClockServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly globalState: vscode.Memento;
  /** The time that codes are made by may be another, and so may be the rows. */
  onChanged(): void;
}

const CORRECTION = `clock:${computerId}`;

/** The clock that codes are made by, its check and the commands. What they do is loaded when it is first used. */
export function createClock(services: ClockServices): Clock {
  const { commands, boundary, globalState } = services;
  // Read each time, as other windows change it too.
  const correction = (): ClockCorrection | undefined => globalState.get(CORRECTION);
  let checks: ClockChecks | undefined;
  const load = async (): Promise<ClockChecks> => {
    const { ClockChecks } = await import('./clockChecks');
    checks ??= new ClockChecks(services, CORRECTION);
    return checks;
  };
  /** @param change of the window; none when it opens */
  const follow = (change?: vscode.WindowState): void => {
    if (checks || correction()) load().then(loaded => loaded.follow(!change), boundary.log);
  };
  follow();
  const owned = vscode.Disposable.from(
    commands.registerLazily('clock', async () => (await load()).handlers),
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
