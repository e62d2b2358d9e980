import type * as vscode from 'vscode';
import type { AccountLists } from '../accounts/lists';
import type { CodeCopier } from '../codes/copy';
import type { Account } from '../core/account';
import type { AccountChanges } from '../core/listEdit';
import type { Hmac, TotpSecret } from '../core/totp';
import type { SecretStore } from '../secrets/store';
import type { ProgressStore } from './progressStore';
import type { GuidePrompts } from './prompts';

/** What the guide needs of the other features, and of VS Code. */
export interface GuideServices {
  readonly accounts: Pick<AccountLists, 'ready' | 'find' | 'onDidChange'> & {
    edit(login: string, changes: AccountChanges): Promise<void>;
    /** Writes the day that MFA was set up, or takes it off every list that has it. */
    setMfaDay(login: string, day: string | undefined): Promise<void>;
    /** Opens the list at the account. */
    open(login: string): Promise<void>;
    copyLogin(login: string): Promise<void>;
  };
  readonly secrets: Pick<
    SecretStore,
    | 'ready'
    | 'stateOf'
    | 'get'
    | 'readAll'
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
  >;
  readonly setupKeys: {
    /** Why a text is no key of this login. */
    problemOf(text: string, login: string): Promise<string | undefined>;
    /**
     * Stores a key; asks before it takes the place of another one.
     *
     * @returns what to know of the key, or `undefined` where the person keeps the one there is
     */
    store(text: string, account: Account): Promise<readonly string[] | undefined>;
    isKeyOf(text: string, secret: TotpSecret): Promise<boolean>;
    /** Forgets the key and the answers, if the person wants that. */
    remove(login: string): Promise<void>;
  };
  readonly copier: Pick<CodeCopier, 'copy' | 'copyNext' | 'copyWithAutoClear'>;
  readonly clipboard: Pick<vscode.Clipboard, 'readText' | 'writeText'>;
  readonly prompts: GuidePrompts;
  checkClock(): Promise<{ readonly text: string; readonly isRight: boolean }>;
  openXero(): Promise<void>;
  /** The set-up was finished. */
  onFinished(): void;
  readonly progress: ProgressStore;
  readonly hmac: Hmac;
  readonly onSecond: (listener: () => void) => vscode.Disposable;
  /** Runs something under the boundary where errors meet the person. */
  readonly run: (name: string, task: () => unknown) => Promise<void>;
  /** The person's, as BCP 47 names it. */
  readonly language: string;
}
