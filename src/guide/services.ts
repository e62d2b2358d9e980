import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { Action, RecordActivity, Route } from '../core/activity';
import type { CodeWindow } from '../core/codeWindow';
import type { AccountChanges } from '../core/listEdit';
import type { RecoveryAnswers } from '../core/recovery';
import type { ParsedSecret } from '../core/secret';
import type { Publication, StoreOfLogin } from '../core/team/loginState';
import type { Hmac, TotpSecret } from '../core/totp';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretState } from '../secrets/keyStates';
import type { ProgressStore } from './progressStore';

/** The lists, as far as a guide changes and opens them. */
export interface GuideAccounts {
  ready(): Promise<void>;
  find(login: string): Account | undefined;
  readonly onDidChange: vscode.Event<void>;
  /**
   * Writes fields of an account; `undefined` removes a field from every list that has the account.
   *
   * @throws `UserError` if the list cannot be written
   */
  edit(login: string, changes: AccountChanges): Promise<void>;
  /** Opens the list at the account. */
  openList(login: string): Promise<void>;
  copyLogin(login: string): Promise<void>;
}

/** The lists, as far as the command chooses from them. */
export interface ChoosableAccounts extends GuideAccounts {
  /** The account of a row, otherwise the one the person picks. */
  choose(target: CommandTarget, title: string): Promise<Account | undefined>;
  /** @throws `UserError` if no list has it */
  get(login: string): Promise<Account>;
  hasAny(): Promise<boolean>;
  /** Asks for an account and adds it; returns its login. */
  add(): Promise<string | undefined>;
}

/** The secret storage. */
export interface GuideSecrets {
  ready(): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
  /** Fires after this window wrote or deleted a login's key or answers. `action` is undefined if the key is the same. */
  readonly onDidWrite: vscode.Event<{
    readonly login: string;
    readonly action: Action | undefined;
    readonly route: Route;
  }>;
  stateOf(login: string): SecretState;
  /** The logins whose key can be read, or may be while that isn't known. */
  readonly readable: ReadonlySet<string>;
  /** Whether a login has a key. Reads it only if VS Code doesn't list its keys. */
  has(login: string): Promise<boolean>;
  /** @throws `UserError` if the stored value cannot be read; it is kept */
  get(login: string): Promise<TotpSecret | undefined>;
  set(login: string, secret: TotpSecret, route: 'guide'): Promise<void>;
  /** Whether the key that Xero last accepted is kept beside the current one. */
  isReplacing(login: string): boolean;
  /** Whether still more keys are kept because Xero may accept them. */
  hasCandidates(login: string): boolean;
  /** Those keys, latest first. */
  candidates(login: string): Promise<readonly TotpSecret[]>;
  /**
   * Forgets the other keys of a login, because Xero accepted a code from this one. If another one is current by now, makes
   * it current again and forgets nothing.
   */
  accept(login: string, secret?: TotpSecret): Promise<void>;
  /** Makes the previous key current again. The one it replaces is kept. */
  putBack(login: string): Promise<void>;
  hasAnswers(login: string): boolean;
  readonly passwords: { has(login: string): boolean };
  /** @throws `UserError` if the stored value cannot be read; it is kept */
  getAnswers(login: string): Promise<RecoveryAnswers | undefined>;
  /** Replaces all answers of a login. */
  setAnswers(login: string, answers: RecoveryAnswers): Promise<void>;
}

export interface GuideSetupKeys {
  /** The key in a pasted text, or why it can't be the key of the login. */
  read(
    text: string,
    login: string,
  ): Promise<
    | { readonly key: ParsedSecret; readonly problem?: undefined }
    | { readonly key?: undefined; readonly problem: string }
  >;
  /**
   * Stores a key. Asks before it replaces another one.
   *
   * @returns warnings about the key, or `undefined` if the person keeps the old one
   */
  store(key: ParsedSecret, account: Account): Promise<readonly string[] | undefined>;
  /**
   * Removes the key and the answers.
   *
   * @throws `vscode.CancellationError` if the person does not confirm it
   */
  remove(login: string): Promise<void>;
}

/** What git gets of logins. */
interface GuideGit {
  /** What git has yet to get of a login; `undefined` where it doesn't know the login's list, or can't push it. */
  publicationOf(login: string): Promise<Publication | undefined>;
  /**
   * Commits the lists of a login, and commits and pushes those with a store, together with it.
   *
   * @throws `UserError` if git can't
   */
  publish(login: string): Promise<void>;
}

export interface GuideTeam {
  storeOf(login: string): StoreOfLogin;
  /** What is loaded when it is needed. */
  loaded(): Promise<GuideGit>;
  /** The logins, in lower case, whose MFA must be set up again, with the name of who was removed and could read the key. */
  readonly due: ReadonlyMap<string, string>;
  /** What a team store says may have changed: after a reload, stores are read once the guide is there again. */
  readonly onDidChange: vscode.Event<unknown>;
  /** Xero accepted a code from a key that it has just issued for a login. */
  keyAccepted(login: string): Promise<void>;
}

interface GuideCopyOptions {
  readonly route: 'guide';
  /** Called if it waits, with how long codes of the login are valid, in seconds. */
  readonly onWait?: (period: number) => void;
}

/** A code that was copied. */
export interface CopiedCode {
  readonly login: string;
  readonly secret: TotpSecret;
  readonly window: CodeWindow;
}

export interface GuideCopier {
  /**
   * Copies the current code, or waits for the next one if too little time is left.
   *
   * @param options `minimumRemaining` is in seconds
   * @returns the window of the copied code
   */
  copy(login: string, options: GuideCopyOptions & { readonly minimumRemaining: number }): Promise<CodeWindow>;
  /** Whether a code of the key that a login has now was handed out, by any window of this computer. */
  hasHandedOut(login: string): boolean;
  copyNext(login: string, options: GuideCopyOptions): Promise<CodeWindow>;
  /** Fires after a code was copied, anywhere in this window. */
  readonly onDidCopy: vscode.Event<CopiedCode>;
  /** Copies a text and clears it after a while. */
  copyWithAutoClear(text: string): Promise<void>;
}

/** What a check of the computer's clock found. */
export interface ClockFinding {
  readonly text: string;
  /** Whether codes work. */
  readonly isRight: boolean;
  /** Whether codes would work if they were corrected. */
  readonly canCorrect?: boolean;
}

/** What the guide needs of the other features. */
interface OtherFeatures {
  readonly accounts: GuideAccounts;
  readonly secrets: GuideSecrets;
  readonly setupKeys: GuideSetupKeys;
  readonly team: GuideTeam;
  readonly copier: GuideCopier;
  /** Why VS Code has probably lost the key of a login, and how to get it back. */
  lostAdvice(login: string): Promise<string>;
  /** @param correct whether to correct codes if the clock is wrong */
  checkClock(correct: boolean): Promise<ClockFinding>;
  openXero(login: string): Promise<void>;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly record: RecordActivity;
}

/** What `extension.ts` passes in. */
export interface GuideContext extends OtherFeatures {
  readonly accounts: ChoosableAccounts;
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly ticker: Ticker;
  readonly extensionUri: vscode.Uri;
  readonly globalState: vscode.Memento;
}

/** What the tabs and sessions of the guide work with. */
export interface GuideServices extends OtherFeatures {
  readonly progress: ProgressStore;
  readonly onSecond: (listener: () => void) => vscode.Disposable;
  /** Runs a task and shows or logs its error. */
  readonly run: (name: string, task: () => unknown) => Promise<void>;
  /** A set-up was finished. */
  onFinished(): void;
  /** Opens the guide of another login. */
  open(login: string): Promise<void>;
}
