import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecordActivity } from '../core/activity';
import type { Hmac } from '../core/totp';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';

/** What the commands of backups need of the rest. */
export interface BackupServices {
  readonly boundary: Pick<ErrorBoundary, 'offer'>;
  readonly secrets: SecretStore;
  readonly ticker: Pick<Ticker, 'onSecond'>;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made with. */
  readonly now: () => number;
  readonly record: RecordActivity;
  readonly extensionUri: vscode.Uri;
  readonly accounts: {
    ready(): Promise<void>;
    find(login: string): Account | undefined;
    nameOf(login: string): string;
  };
  /** Why VS Code has probably lost a login's key, and how to get it back. */
  lostAdvice(login: string): Promise<string>;
  readonly copier: {
    /** Copies a text and clears the clipboard after the time in the settings. */
    copyWithAutoClear(text: string): Promise<void>;
  };
}
