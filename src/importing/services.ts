import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { AccountTableView } from '../core/accountTableView';
import type { NewEntry, OrganisationEdit } from '../core/listEdit';
import type { Hmac } from '../core/totp';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';

/** What importing needs of the rest. */
export interface ImportServices {
  readonly commands: CommandRegistry;
  readonly boundary: Pick<ErrorBoundary, 'run'>;
  readonly ticker: Pick<Ticker, 'onSecond'>;
  readonly extensionUri: vscode.Uri;
  readonly secrets: ImportSecrets & { readonly passwords: ImportPasswords };
  readonly accounts: ImportAccounts;
  /**
   * Asks, before the first password is kept on this computer, whether it shall be.
   *
   * @throws `vscode.CancellationError` if the person keeps none
   */
  confirmFirstPassword(): Promise<void>;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made with. */
  readonly now: () => number;
}

/** What importing needs of the secret storage. */
export type ImportSecrets = Pick<SecretStore, 'ready' | 'get' | 'set'>;

/** What importing needs of the passwords of logins. */
export type ImportPasswords = Pick<SecretStore['passwords'], 'get' | 'set'>;

/** What a session needs of the passwords of logins. */
export interface SessionPasswords extends ImportPasswords {
  /** @throws `vscode.CancellationError` if the person wants no password on this computer */
  confirmFirst(): Promise<void>;
  /** @throws `vscode.CancellationError` if the person keeps the passwords that are stored for these accounts */
  confirmReplacing(names: readonly string[]): Promise<void>;
}

/** What a session needs of the accounts in the lists. */
export interface SessionAccounts {
  ready(): Promise<void>;
  find(login: string): Account | undefined;
  all(): readonly Account[];
  /** Adds accounts to the list at a URI, or to the first list. */
  addAll(entries: readonly NewEntry[], list?: string): Promise<void>;
  /** Writes organisations of an account, given those that its list has at that moment. */
  editOrganisations(
    login: string,
    edits: (listed: Account['organisations']) => readonly OrganisationEdit[],
  ): Promise<void>;
  /** The rows of a spreadsheet, or why it can't be read; `undefined` if the text does not look like one. */
  readTable(text: string): Promise<AccountTableView | string | undefined>;
}

/** What the tab needs of the accounts in the lists. */
export interface PanelAccounts {
  readonly onDidChange: vscode.Event<void>;
  all(): readonly Account[];
  writableLists(): readonly { readonly uri: vscode.Uri; readonly label: string }[];
}

/** What importing needs of the accounts in the lists. */
export interface ImportAccounts extends SessionAccounts, PanelAccounts {
  /** @throws `UserError` if no list has it */
  get(login: string): Promise<Account>;
}
