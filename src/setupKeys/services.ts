import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { Hmac } from '../core/totp';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary, Offer } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';

/** What the setup keys need of the rest. */
export interface SetupKeyServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly ticker: Ticker;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly hmac: Hmac;
  readonly accounts: {
    /** The account of a row, or the one that the person picks. */
    choose(target: CommandTarget, title: string): Promise<Account | undefined>;
    /** @throws `UserError` if no list has it */
    get(login: string): Promise<Account>;
    nameOf(login: string): string;
  };
  copyCode(login: string): Promise<void>;
  openGuide(login: string): Promise<void>;
  /** What removes the key of a login from the team's stores as well, if they share it now. */
  removal(login: string): (() => Promise<void>) | undefined;
}

/** What showing a live code needs. */
export interface LiveCodeServices {
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly hmac: Hmac;
  readonly onSecond: (listener: () => void) => vscode.Disposable;
}

/** What setting a key needs. */
export interface SetKeyServices extends LiveCodeServices {
  readonly secrets: KeySecrets;
  readonly offer: Offer;
  copyCode(login: string): Promise<void>;
}

/** What storing a key needs of the secrets. */
export type KeySecrets = Pick<SecretStore, 'get' | 'set'>;

/** What removing a key needs. */
export interface RemoveKeyServices {
  readonly secrets: Pick<
    SecretStore,
    'ready' | 'has' | 'readable' | 'loginsWithAnswers' | 'stateOf' | 'hasAnswers' | 'delete'
  > & { readonly passwords: Pick<SecretStore['passwords'], 'has'> };
  nameOf(login: string): string;
  /** What removes the key of a login from the team's stores as well, if they share it now. */
  removal(login: string): (() => Promise<void>) | undefined;
}
