import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecoveryAnswers } from '../core/recovery';
import type { Hmac, TotpSecret } from '../core/totp';
import type { SecretState } from '../secrets/store';
import type { ProgressStore } from './progressStore';

/** What the guide needs of the other features. */
export interface GuideServices {
  readonly accounts: {
    ready(): Promise<void>;
    find(login: string): Account | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
  readonly secrets: {
    ready(): Promise<void>;
    readonly logins: ReadonlySet<string>;
    stateOf(login: string): SecretState;
    get(login: string): Promise<TotpSecret | undefined>;
    hasPrevious(login: string): boolean;
    restorePrevious(login: string): Promise<void>;
    forgetPrevious(login: string): Promise<void>;
    hasAnswers(login: string): boolean;
    getAnswers(login: string): Promise<RecoveryAnswers | undefined>;
    setAnswers(login: string, answers: RecoveryAnswers): Promise<void>;
    readonly onDidChange: vscode.Event<void>;
  };
  readonly setupKeys: {
    /** Why a text is no key of this login. */
    problemOf(text: string, login: string): Promise<string | undefined>;
    /** Stores a key and tells what to know of it; asks before it replaces another, which it keeps where told to. */
    store(text: string, account: Account, keepsPrevious: boolean): Promise<readonly string[]>;
    isKeyOf(text: string, secret: TotpSecret): Promise<boolean>;
  };
  readonly copier: {
    copyNext(login: string): Promise<unknown>;
    /** Copies a text that is taken off the clipboard after a while. */
    copyWithAutoClear(text: string): Promise<void>;
  };
  checkClock(): Promise<{ readonly text: string; readonly isRight: boolean }>;
  readonly progress: ProgressStore;
  readonly hmac: Hmac;
  readonly onSecond: (listener: () => void) => vscode.Disposable;
  /** Runs something under the boundary where errors meet the person. */
  readonly run: (name: string, task: () => unknown) => Promise<void>;
}
