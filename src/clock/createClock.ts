import * as vscode from 'vscode';
import type { ClockCorrection } from '../core/clock';
import { computerId } from '../platform/runtime';
import type { ClockChecks } from './clockChecks';
import type { Clock, ClockServices } from './services';

const CORRECTION = `clock:${computerId}`;

/** Creates the clock that codes are made by. Its check and commands are loaded on demand. */
export function createClock({ commands, boundary, globalState, onChanged }: ClockServices): Clock {
  // Read each time, because other windows change it too.
  const correction = (): ClockCorrection | undefined => globalState.get(CORRECTION);
  let checks: ClockChecks | undefined;
  const load = async (): Promise<ClockChecks> => {
    const { ClockChecks } = await import('./clockChecks');
    checks ??= new ClockChecks({ boundary, globalState, onChanged }, CORRECTION);
    return checks;
  };
  /** @param change of the window; `undefined` when it opens */
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
    ownTime: instant => instant - (correction()?.by ?? 0),
    isOutdated: () => correction()?.isOutdated === true,
    rows: () => checks?.rows ?? [],
    check: async correct => (await load()).describe(correct),
    dispose: () => owned.dispose(),
  };
}
