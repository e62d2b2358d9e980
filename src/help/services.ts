import type * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { SecretStore } from '../secrets/store';

/** What the help needs. */
export interface HelpServices {
  readonly commands: CommandRegistry;
  readonly secrets: Pick<SecretStore, 'ready' | 'stateOf'>;
  readonly extensionUri: vscode.Uri;
  /** Has the copy of the sample. */
  readonly globalStorageUri: vscode.Uri;
  /** Completes the walkthrough steps whose conditions the lists already meet. */
  completeListSteps(): void;
  /** The login that “the last used account” means, if there is one. */
  lastUsed(): Promise<string | undefined>;
  /** Stores keys, one after another, for the logins that have none here. */
  addMissingKeys(keys: readonly KeyOfLogin[]): Promise<void>;
}

/** What the help offers. */
export interface Help extends vscode.Disposable {
  /** Opens Xero's sign-in page in the browser, by default for the login used last. */
  openXero(login?: string): Promise<void>;
}

export type KeyOfLogin = readonly [login: string, key: string];
