import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { RecordActivity } from '../core/activity';
import type { CodeWindow } from '../core/codeWindow';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { SecretStore } from '../secrets/store';

/** What codes for others need of the rest. */
export interface AccessServices extends CodeAccessServices {
  readonly commands: CommandRegistry;
  readonly record: RecordActivity;
  /** The time by the computer's own clock at an instant of the clock that codes are made by. */
  readonly ownTime: (instant: number) => number;
}

/** What giving codes to callers needs of the rest. */
export interface CodeAccessServices {
  readonly boundary: Pick<ErrorBoundary, 'toUserError'>;
  readonly secrets: Pick<SecretStore, 'get'>;
  /** Remembers who may have codes in this workspace. */
  readonly workspaceState: vscode.Memento;
  readonly accounts: {
    /** @throws `UserError` if no list has it */
    get(login: string): Promise<Account>;
    /** The account of a row, or the one that the person picks; even the only one if `mustPick`. */
    choose(target: CommandTarget, title: string, mustPick?: boolean): Promise<Account | undefined>;
    nameOf(login: string): string;
    /** All accounts by name; settles when the lists were read. */
    rows(): Promise<readonly { readonly login: string }[]>;
    /** Runs work that the first rows don't need, after they can be made. */
    later(work: () => unknown): void;
  };
  /** Codes that are valid for long enough. Each may wait for the next one. */
  readonly codes: {
    freshCode(login: string): Promise<{ readonly code: string }>;
    /** One that nobody on this computer was given before. */
    unusedCode(login: string): Promise<{ readonly code: string; readonly window: CodeWindow }>;
  };
}
