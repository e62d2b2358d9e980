import type * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commands';
import type { ClockFinding } from './checkAndTell';

/** What other features may do with the clock. */
export interface Clock {
  check(): Promise<ClockFinding>;
}

export function createClock(): Clock {
  return { check: async () => (await import('./checkAndTell')).checkAndTell() };
}

/** Registers the check of the clock. It is loaded when it is first used. */
export function registerClock(registry: CommandRegistry): vscode.Disposable {
  return registry.register('xeroMfa.checkClock', async () =>
    (await import('./checkAndTell')).checkAndShow(registry.offer),
  );
}
