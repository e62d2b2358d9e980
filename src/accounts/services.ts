import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { AccountTableView } from '../core/accountTableView';
import type { RecordActivity } from '../core/activity';
import type { Remedy, UserError } from '../core/errors';
import type { AccountChanges, NewEntry, OrganisationEdit } from '../core/listEdit';
import type { LoginState } from '../core/team/loginState';
import type { Hmac } from '../core/totp';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';
import type { AccountRow } from './accountRows';
import type { ShownCodes } from './shownCodes';
import type { ListSource } from './sources';
import type { TeamList } from './teamList';

/** What the accounts need. */
export interface AccountServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly ticker: Ticker;
  readonly hmac: Hmac;
  /** The corrected time, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly record: RecordActivity;
  /** The folder of the personal list. */
  readonly globalStorageUri: vscode.Uri;
  /** What a team store says of a login, in lower case. */
  teamStateOf(login: string): LoginState | undefined;
  /** What removes the key of a login from the team's stores as well, if they share it now. */
  removal(login: string): (() => Promise<void>) | undefined;
  /** Why VS Code has probably lost the key of a login, and the ways back to it. */
  lostAdvice(login: string): Promise<string>;
  /** The row that shows the correction of codes, while there is one. */
  readonly clockRows: () => readonly vscode.TreeItem[];
  /** Adds a setup key to a login; asks for the key if none is given. */
  setSecret(login: string, key?: string): Promise<void>;
  /** Buttons that lead from a new account to its setup key. */
  setUpRemedies(login: string): readonly Remedy[];
  /** Puts a text on the clipboard, which ends a sign-in. */
  copyText(text: string): Promise<void>;
}

/** What the accounts offer. */
export interface Accounts extends vscode.Disposable {
  /** Settles when the lists have been read. */
  ready(): Promise<void>;
  /** Runs work that the first rows don't need, after the lists have been read. Errors are logged. */
  later(work: () => unknown): void;
  readonly onDidChange: vscode.Event<void>;
  all(): readonly Account[];
  find(login: string): Account | undefined;
  /** The name of an account, or the login itself if no list has it. */
  nameOf(login: string): string;
  hasAny(): Promise<boolean>;
  /** Trusted lists that exist, except the personal one. */
  teamLists(): readonly TeamList[];
  /**
   * The trusted list at a URI, otherwise the only one, otherwise the one that the person picks.
   *
   * @throws {@link UserError} if there is none
   */
  chooseList(title: string, uri?: string): Promise<TeamList | undefined>;
  /** Redraws the rows, because the clock, or what the team says of logins, has changed. */
  refresh(): void;
  /** All accounts by name, as a picker shows them. */
  rows(): Promise<readonly AccountRow[]>;
  /** Codes to show in a picker's rows. Dispose of them afterwards. */
  shownCodes(): ShownCodes;
  /** @throws {@link UserError} if no list has the login */
  get(login: string): Promise<Account>;
  /** The account of a row, otherwise the one that the person picks. */
  choose(target: CommandTarget, title: string, mustPick?: boolean): Promise<Account | undefined>;
  /** The error for a person without any account. */
  noAccounts(): UserError;
  /** Asks for an account, adds it and returns its login. */
  add(): Promise<string | undefined>;
  /** Adds accounts to the list at a URI, otherwise to the first list. */
  addAll(entries: readonly NewEntry[], list?: string): Promise<void>;
  /** The rows of a spreadsheet, or why it can't be read; `undefined` if the text isn't one. */
  readTable(text: string): Promise<AccountTableView | string | undefined>;
  writableLists(): readonly ListSource[];
  /** @throws {@link UserError} if no list has the login, or the change is not valid or can't be written */
  edit(login: string, changes: AccountChanges): Promise<void>;
  /** Writes organisations of an account, given those that its list has at that moment. @throws {@link UserError} */
  editOrganisations(
    login: string,
    edits: (listed: Account['organisations']) => readonly OrganisationEdit[],
  ): Promise<void>;
  /** Opens an account's list at its entry. */
  openList(login: string): Promise<void>;
  copyLogin(login: string): Promise<void>;
  /** Completes the walkthrough's step about the list if an account is listed already. */
  completeListStep(): void;
}
