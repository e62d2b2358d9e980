import type * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commands';

/** Registers the clock check. What it does is loaded when it is first used. */
export function registerClockCheck(registry: CommandRegistry): vscode.Disposable {
  return registry.register('xeroMfa.checkClock', async () =>
    (await import('./clockCheck')).checkClockCommand(registry.offer),
  );
}
