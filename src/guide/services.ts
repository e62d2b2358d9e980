import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecordActivity } from '../core/activity';
import type { CodeWindow } from '../core/codeWindow';
import type { AccountChanges } from '../core/listEdit';
import type { ParsedSecret } from '../core/secret';
import type { Hmac } from '../core/totp';
import type { SecretStore } from '../secrets/store';
import type { ProgressStore } from './progressStore';
import type { GuidePrompts } from './prompts';

/** What the guide needs of the other features, and of VS Code. */
export interface GuideServices {
  readonly accounts: {
    ready(): Promise<void>;
    find(login: string): Account | undefined;
    readonly onDidChange: vscode.Event<void>;
    /**
     * Writes fields of an account; `undefined` takes one away, from every list that has it.
     *
     * @throws `UserError` if the list cannot be written
     */
    edit(login: string, changes: AccountChanges): Promise<void>;
    /** Opens the list at the account. */
    openList(login: string): Promise<void>;
    copyLogin(login: string): Promise<void>;
  };
  readonly secrets: Pick<
    SecretStore,
    | 'ready'
    | 'stateOf'
    | 'get'
    | 'has'
    | 'readable'
    | 'isReplacing'
    | 'hasCandidates'
    | 'candidates'
    | 'set'
    | 'accept'
    | 'putBack'
    | 'hasAnswers'
    | 'getAnswers'
    | 'setAnswers'
    | 'onDidChange'
    | 'onDidWrite'
  >;
  readonly setupKeys: {
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
    /** Forgets the key and the answers, if the person wants that. */
    remove(login: string): Promise<void>;
  };
  readonly team: {
    /** Whether the key of a login goes to the team by a store that this computer can read. */
    isShared(login: string): boolean;
    /** Xero accepted a code of a key that it gave out for a login just now. */
    keyAccepted(login: string): Promise<void>;
  };
  readonly copier: {
    /** @returns the window of the code that was copied, which has at least so many seconds left */
    copy(
      login: string,
      options?: { readonly minimumRemaining?: number; readonly route?: 'guide' },
    ): Promise<CodeWindow>;
    copyNext(login: string, route?: 'guide'): Promise<CodeWindow>;
    /** Copies a text and clears it after a while. */
    copyWithAutoClear(text: string): Promise<void>;
  };
  readonly clipboard: Pick<vscode.Clipboard, 'readText' | 'writeText'>;
  readonly prompts: GuidePrompts;
  /** Why VS Code has probably lost the key of a login, and the ways back to it. */
  lostAdvice(login: string): Promise<string>;
  /**
   * @param correct whether to correct codes if the clock is wrong
   * @returns what was found, whether codes work, and whether they would if they were corrected
   */
  checkClock(
    correct: boolean,
  ): Promise<{ readonly text: string; readonly isRight: boolean; readonly canCorrect?: boolean }>;
  openXero(login: string): Promise<void>;
  /** The set-up was finished. */
  onFinished(): void;
  readonly progress: ProgressStore;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly record: RecordActivity;
  readonly onSecond: (listener: () => void) => vscode.Disposable;
  /** Runs something under the boundary where errors meet the person. */
  readonly run: (name: string, task: () => unknown) => Promise<void>;
  /** The person's, as BCP 47 names it. */
  readonly language: string;
}
