import type * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { ClockFinding } from './showClock';

/** What other features may do with the clock. */
export interface Clock extends vscode.Disposable {
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  check(): Promise<ClockFinding>;
}

/** What the check of the clock needs of the rest. */
export interface ClockServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
}

/** The check of the clock and its command. It is loaded when it is first used. */
export function createClock({ commands, boundary }: ClockServices): Clock {
  const load = () => import('./showClock');
  const command = commands.register('checkClock', async () => (await load()).showClock(boundary.offer));
  return {
    now: () => Date.now(),
    check: async () => (await load()).describeClock(),
    dispose: () => command.dispose(),
  };
}
