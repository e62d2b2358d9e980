import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecordActivity, Route } from '../core/activity';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';

/** What the passwords need of the rest. */
export interface PasswordServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  /** Remembers that the person wants passwords on this computer. */
  readonly globalState: vscode.Memento;
  readonly record: RecordActivity;
  readonly accounts: {
    /** Runs work that the first rows don't need, after they can be made. */
    later(work: () => unknown): void;
    find(login: string): Account | undefined;
    /** @throws `UserError` if no list has it */
    get(login: string): Promise<Account>;
    /** The account of a row, or the one that the person picks. */
    choose(target: CommandTarget, title: string): Promise<Account | undefined>;
    nameOf(login: string): string;
  };
  readonly clipboard: PasswordClipboard;
  /** Adds a setup key that was pasted into a picker. */
  setSecret(login: string, key?: string): Promise<void>;
  /** Whether a team store that this computer can read shares what is saved for a login. */
  isShared(login: string): boolean;
}

/** Where passwords are copied to. */
export interface PasswordClipboard {
  /**
   * @param clearAfter seconds until the text is cleared
   * @param by who copies it
   */
  copy(text: string, clearAfter: number, by?: object): Promise<void>;
}

/** What the passwords offer. */
export interface Passwords extends vscode.Disposable {
  /** What is loaded when it is first used. */
  loaded(): Promise<PasswordCopying>;
  /**
   * Asks, once a computer, before the first password is kept here.
   *
   * @throws `vscode.CancellationError` if the person declines
   */
  confirmFirst(): Promise<void>;
}

/** Copying passwords, for other features. */
export interface PasswordCopying {
  readonly consent: {
    /** Notes that the person chose a login: its password may be copied from now on. */
    note(login: string): void;
    /**
     * Asks, once a window for each login, whether its password may be copied.
     *
     * @throws `vscode.CancellationError` if the person declines
     */
    require(login: string): Promise<void>;
  };
  /**
   * Copies a password.
   *
   * @param by who copies it, for the clipboard
   * @returns the seconds after which it is cleared
   * @throws `UserError` if the login has none here, or it can't be read
   */
  copy(login: string, route: Route, by?: object): Promise<number>;
}
