import type { CommandTable } from '../platform/commandRegistry';
import { askToExport, exportBackup } from './exportBackup';
import { askToRestore, restoreBackup } from './restoreBackup';
import type { BackupServices } from './services';

/** The handlers of the commands for backups. */
export function backupHandlers(services: BackupServices): CommandTable<'backup'> {
  return {
    exportBackup: {
      ask: () => askToExport(services),
      run: args => exportBackup(args, services),
    },
    restoreBackup: {
      ask: () => askToRestore(services),
      run: args => restoreBackup(args, services),
    },
  };
}
