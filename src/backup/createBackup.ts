import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecordActivity } from '../core/activity';
import type { Hmac } from '../core/totp';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';

/** What backups need of the rest. */
export interface BackupServices {
  readonly boundary: Pick<ErrorBoundary, 'offer'>;
  readonly secrets: SecretStore;
  readonly ticker: Pick<Ticker, 'onSecond'>;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly record: RecordActivity;
  readonly extensionUri: vscode.Uri;
  readonly accounts: {
    ready(): Promise<void>;
    find(login: string): Account | undefined;
    nameOf(login: string): string;
  };
  /** Why VS Code has probably lost the key of a login, and the ways back to it. */
  lostAdvice(login: string): Promise<string>;
  readonly copier: {
    /** Copies a text and clears it after the time that the settings say. */
    copyWithAutoClear(text: string): Promise<void>;
  };
}

/** The commands that write and read encrypted backups; all else is loaded when one is called. */
export function createBackup({
  commands,
  ...services
}: BackupServices & { readonly commands: CommandRegistry }): vscode.Disposable {
  return commands.registerLazily('backup', async () =>
    (await import('./backupHandlers')).backupHandlers(services),
  );
}
