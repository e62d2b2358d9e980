import type * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commands';
import type { ClockFinding } from './checkAndTell';

/** What other features may do with the clock. */
export interface Clock extends vscode.Disposable {
  check(): Promise<ClockFinding>;
}

/** The check of this computer's clock, by command and for other features. It is loaded when it is first used. */
export function createClock(registry: CommandRegistry): Clock {
  const load = () => import('./checkAndTell');
  const command = registry.register('xeroMfa.checkClock', async () =>
    (await load()).checkAndShow(registry.offer),
  );
  return {
    check: async () => (await load()).checkAndTell(),
    dispose: () => command.dispose(),
  };
}
