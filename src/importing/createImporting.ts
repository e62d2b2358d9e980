import type * as vscode from 'vscode';
import type { ImportServices } from './services';

/** Imports of setup keys from pictures and exports, and of accounts from spreadsheets. Loaded when a command is called. */
export function createImporting(services: ImportServices): vscode.Disposable {
  return services.commands.registerLazily('importing', async () =>
    (await import('./importHandlers')).importHandlers(services),
  );
}
