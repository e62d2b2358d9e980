import type * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { ImportServices } from './importHandlers';

/** What importing needs of the rest. */
export interface ImportingContext extends Omit<ImportServices, 'boundary' | 'onSecond'> {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly ticker: Ticker;
}

/** The ways in: pictures and exports with setup keys, and spreadsheets of accounts. All of it is loaded when it is used. */
export function createImporting({ commands, ticker, ...services }: ImportingContext): vscode.Disposable {
  return commands.registerLazily('importing', async () =>
    (await import('./importHandlers')).importHandlers({
      ...services,
      onSecond: ticker.onSecond,
    }),
  );
}
