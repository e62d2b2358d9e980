import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecordActivity } from '../core/activity';
import type { Remedy, UserError } from '../core/errors';
import type { Hmac } from '../core/totp';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary, Offer } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';
import type { PickerRow } from './picker';
import type { RowCodes } from './rowCodes';

/** What the codes need of the rest. */
export interface CodeServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly ticker: Ticker;
  readonly globalState: vscode.Memento;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly record: RecordActivity;
  readonly accounts: {
    ready(): Promise<void>;
    /** Runs work that the first rows don't need, after they can be made. */
    later(work: () => unknown): void;
    find(login: string): Account | undefined;
    readonly onDidChange: vscode.Event<void>;
    nameOf(login: string): string;
    /** All accounts by name, as the picker shows them; settles when the lists were read. */
    rows(): Promise<readonly PickerRow[]>;
    /** The error for a person who has no account at all. */
    noAccounts(): UserError;
    /** Codes to show in rows for a while. Dispose of them afterwards. */
    shownCodes(): RowCodes;
  };
  /**
   * Adds a setup key to a login.
   *
   * @param key asked for if it isn't given
   */
  setSecret(login: string, key?: string): Promise<void>;
  /** Buttons with which the person goes on to set a login up. */
  readonly setUpRemedies: (login: string) => readonly Remedy[];
  /** Whether a team store may have the key of a login. */
  readonly isShared: (login: string) => boolean;
  /** Why VS Code has probably lost the key of a login, and the ways back to it. */
  readonly lostAdvice: (login: string) => Promise<string>;
  /** Whether codes are corrected by what may be outdated. */
  readonly isClockOutdated: () => boolean;
}

/** What copying codes needs of the rest. */
export interface CopyingServices extends CopyMessageServices {
  readonly secrets: Pick<SecretStore, 'get' | 'stateOf' | 'onDidWrite'>;
  readonly hmac: Hmac;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly record: RecordActivity;
  /** Remembers the logins used last, and when a code of them was. */
  readonly state: vscode.Memento;
  readonly onError: (error: unknown) => void;
}

/** What the messages on copying need of the rest. */
export interface CopyMessageServices {
  readonly offer: Offer;
  readonly nameOf: (login: string) => string;
  readonly secrets: Pick<SecretStore, 'stateOf'>;
  /** Buttons with which the person goes on to set a login up. */
  readonly setUpRemedies: (login: string) => readonly Remedy[];
  /** Whether a team store may have the key of a login. */
  readonly isShared: (login: string) => boolean;
  /** Why VS Code has probably lost the key of a login, and the ways back to it. */
  readonly lostAdvice: (login: string) => Promise<string>;
  /** Whether codes are corrected by what may be outdated. */
  readonly isClockOutdated: () => boolean;
}
