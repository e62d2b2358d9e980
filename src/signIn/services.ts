import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { Route } from '../core/activity';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { PickedLogin } from '../platform/pickLogin';
import type { SecretStore } from '../secrets/store';

/** What signing in needs of the rest. */
export interface SignInServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: Pick<SecretStore, 'ready' | 'has' | 'onDidChange'> & {
    readonly passwords: Pick<SecretStore['passwords'], 'has' | 'get'>;
  };
  /** Says which window has the latest sequence. */
  readonly globalState: vscode.Memento;
  /** Milliseconds since the Unix epoch, by the computer's own clock: a correction is no sleep. */
  readonly now: () => number;
  readonly accounts: {
    ready(): Promise<void>;
    /** Runs work that the first rows don't need, after they can be made. */
    later(work: () => unknown): void;
    find(login: string): Account | undefined;
    /** @throws `UserError` if no list has it */
    get(login: string): Promise<Account>;
    nameOf(login: string): string;
  };
  readonly copier: {
    /**
     * Copies a code that is valid for long enough, and waits for one if need be.
     *
     * @throws `vscode.CancellationError` if the wait is cancelled
     */
    copy(
      login: string,
      options: { readonly route: Route; readonly signal: AbortSignal; readonly by: object },
    ): Promise<unknown>;
    /** Copies a text, and clears it after the time in the settings. */
    copyWithAutoClear(text: string, by: object): Promise<void>;
  };
  readonly clipboard: SignInClipboard;
  /** Notes the login as the one used last: who copies its code by the other shortcut gets no other account's. */
  noteUsed(login: string): void;
  /** Lets the person pick an account; those that were used last lead. */
  pick(title: string): Promise<PickedLogin | undefined>;
  readonly passwords: {
    /** What copies passwords, once it is loaded. */
    loaded(): Promise<{
      readonly consent: {
        /** Notes that the person chose a login: its password may be copied from now on. */
        note(login: string): void;
        /** @throws `vscode.CancellationError` if the person doesn't want its password to be copied */
        require(login: string): Promise<void>;
      };
      /** @returns the seconds after which the password is cleared */
      copy(login: string, route: Route, by: object): Promise<number>;
    }>;
  };
  openXero(login: string): Promise<void>;
  /** Adds a setup key that was pasted into a picker. */
  setSecret(login: string, key?: string): Promise<void>;
}

/** The clipboard, as far as this extension copies to it. */
export interface SignInClipboard {
  /** Clears what `by` has copied, if it is still there. */
  clear(by: object): Promise<void>;
  /** Fires after a text was copied, with who copied it. */
  readonly onDidCopy: vscode.Event<object | undefined>;
  /** Fires after a text was cleared because its time was over, with who copied it. */
  readonly onDidClear: vscode.Event<object | undefined>;
}
