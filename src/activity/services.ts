import type * as vscode from 'vscode';
import type { RecordActivity } from '../core/activity';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';

/** What the log of activity needs. */
export interface ActivityServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: Pick<SecretStore, 'onDidWrite'>;
  readonly globalState: vscode.Memento;
  /** Has the log's folder. */
  readonly globalStorageUri: vscode.Uri;
  /** The name of an account, or the login itself if no list has it. */
  nameOf(login: string): string;
}

/** What the log of activity offers. */
export interface Activity extends vscode.Disposable {
  readonly record: RecordActivity;
  /**
   * The logins, in lower case, that something happened to since an instant in milliseconds since the Unix epoch; `undefined`
   * if the log doesn't go back so far, or isn't whole.
   */
  usedSince(instant: number): Promise<ReadonlySet<string> | undefined>;
  /** Settles when everything recorded so far has been written. */
  settle(): Promise<void>;
}
