import type * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { BackupServices } from './services';

/** What backups need of the rest. */
interface BackupContext extends BackupServices {
  readonly commands: CommandRegistry;
}

/** The commands that write and read encrypted backups. Loaded when one is called. */
export function createBackup({ commands, ...services }: BackupContext): vscode.Disposable {
  return commands.registerLazily('backup', async () =>
    (await import('./backupHandlers')).backupHandlers(services),
  );
}
