import type * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { PageSection } from '../platform/actionPages';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { SecretStore } from '../secrets/store';

/** What the health of lists needs. */
export interface HealthServices {
  readonly commands: CommandRegistry;
  readonly secrets: Pick<SecretStore, 'ready' | 'stateOf' | 'onDidChange'>;
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
  readonly accounts: HealthAccounts;
  /** The logins, in lower case, that the log has since an instant; `undefined` if it can't tell. */
  usedSince(instant: number): Promise<ReadonlySet<string> | undefined>;
}

/** What the health of lists needs of the accounts. */
export interface HealthAccounts {
  /** Runs work that the first rows don't need, after the lists have been read. Errors are logged. */
  later(work: () => unknown): void;
  readonly onDidChange: vscode.Event<void>;
  find(login: string): Account | undefined;
  /**
   * The trusted list at a URI, otherwise the only one, otherwise the one that the person picks.
   *
   * @throws `UserError` if there is none
   */
  chooseList(title: string, uri?: string): Promise<HealthList | undefined>;
}

/** A list whose health can be shown. */
export interface HealthList {
  readonly uri: vscode.Uri;
  readonly label: string;
  readonly logins: readonly string[];
}

/** What the health of lists offers. */
export interface Health extends vscode.Disposable {
  /**
   * What accounts lack, for a page.
   *
   * @param isKept whether the key of a login, in lower case, is kept elsewhere
   */
  sections(logins: readonly string[], isKept: (login: string) => boolean): Promise<readonly PageSection[]>;
}
