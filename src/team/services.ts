import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecordActivity } from '../core/activity';
import type { LoginState, Publication, StoreOfLogin } from '../core/team/loginState';
import type { Hmac } from '../core/totp';
import type { PageSection } from '../platform/actionPages';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';

/** What the Team view and its commands need. */
export interface TeamServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly hmac: Hmac;
  /** The corrected time, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly record: RecordActivity;
  readonly globalState: vscode.Memento;
  readonly accounts: TeamAccounts;
  readonly health: TeamHealth;
}

/** What a team's page shows of the accounts' health. */
export interface TeamHealth {
  /**
   * What accounts lack.
   *
   * @param isKept whether the key of a login, in lower case, is in the store
   */
  sections(logins: readonly string[], isKept: (login: string) => boolean): Promise<readonly PageSection[]>;
}

/** What a team needs of the accounts. */
export interface TeamAccounts {
  /** Settles when the lists have been read. */
  ready(): Promise<void>;
  /** Runs work that the first rows don't need, after the lists have been read. Errors are logged. */
  later(work: () => unknown): void;
  readonly onDidChange: vscode.Event<void>;
  /** Trusted lists that exist, except the personal one. */
  teamLists(): readonly TeamList[];
  /** The name of an account, or the login itself if no list has it. */
  nameOf(login: string): string;
  find(login: string): Account | undefined;
  /** Redraws the rows, because {@link TeamKeys.stateOf} has changed. */
  refresh(): void;
}

/** A list that a store can stand beside. */
export interface TeamList {
  readonly uri: vscode.Uri;
  readonly label: string;
  readonly logins: readonly string[];
}

/** What git gets of logins. */
export interface TeamGit {
  /** What git has yet to get of a login; `undefined` where VS Code's git extension can't commit its list or push its store. */
  publicationOf(login: string): Promise<Publication | undefined>;
  /**
   * Commits the lists of a login. Those that have a store are pushed, together with it.
   *
   * @throws `UserError` if git can't
   */
  publish(login: string): Promise<void>;
}

/** What a team offers. */
export interface TeamKeys extends vscode.Disposable {
  /** The logins, in lower case, whose MFA must be set up again, with the name of who was removed and could read the key. */
  readonly due: ReadonlyMap<string, string>;
  /** Stores were read, so that what is known of logins may be something else. */
  readonly onDidChange: vscode.Event<unknown>;
  /** @param login in lower case */
  stateOf(login: string): LoginState | undefined;
  /** Whether a store that this computer can read shares the key of a login. */
  isShared(login: string): boolean;
  /**
   * What removes the key of a login from the stores, if they share it now; also once its account has left their lists.
   * Rejects with a `UserError` if a store can't be changed.
   */
  removal(login: string): (() => Promise<void>) | undefined;
  storeOf(login: string): StoreOfLogin;
  /** What is loaded when it is needed. */
  loaded(): Promise<TeamGit>;
  /** Records that Xero accepted a new key of a login. */
  keyAccepted(login: string): Promise<void>;
  /** Completes the walkthrough's step about sharing if a list is committed already. */
  completeShareStep(): void;
}
