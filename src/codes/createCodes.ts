import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { UserError } from '../core/errors';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';
import type { CodeCopier } from './copier';
import { type CopyingOptions, createCopying } from './createCopying';
import { type KnownLogins, lastUsedLogin, usedLogin } from './lastUsed';
import type { PickerRow } from './picker';
import { registerCodeCommands } from './registerCodeCommands';
import { CodeStatusBar } from './statusBar';

/** What the codes need of the rest. */
export interface CodeServices
  extends Pick<CopyingOptions, 'hmac' | 'now' | 'record' | 'setUpRemedies' | 'isShared' | 'lostAdvice'> {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly ticker: Ticker;
  readonly globalState: vscode.Memento;
  readonly accounts: {
    ready(): Promise<void>;
    /** Does what the first rows do not need once these can be made. */
    later(work: () => unknown): void;
    find(login: string): Account | undefined;
    readonly onDidChange: vscode.Event<void>;
    nameOf(login: string): string;
    /** All accounts by name, as the picker shows them; settles when the lists were read. */
    rows(): Promise<readonly PickerRow[]>;
    /** The error for a person who has no account at all. */
    noAccounts(): UserError;
  };
  /**
   * Adds a setup key to a login.
   *
   * @param key asked for where it is not known
   */
  setSecret(login: string, key?: string): Promise<void>;
}

/** What other features, and the end of the extension, need of this one. */
export interface Codes extends vscode.Disposable {
  readonly copier: CodeCopier;
  /** The login that “the last used account” means, where there is one. */
  lastUsed(): Promise<string | undefined>;
  /** Takes a code that is still on the clipboard off it. */
  clearClipboard(): Promise<void>;
}

/** From a login to the clipboard: the commands and the status bar item. */
export function createCodes(services: CodeServices): Codes {
  const { commands, boundary, secrets, ticker, accounts, globalState } = services;
  const { rows, noAccounts, nameOf } = accounts;
  const { onSecond } = ticker;
  const { offer, log: onError } = boundary;
  const { clipboard, recent, copyNow, forgetWaits, copier } = createCopying({
    ...services,
    state: globalState,
    nameOf,
    offer,
    onError,
  });
  accounts.later(forgetWaits);
  const known = (): KnownLogins => ({
    recent: recent.logins,
    stored: secrets.newestLogins,
    isListed: login => accounts.find(login) !== undefined,
  });
  const lastUsedWhenKnown = async (): Promise<string | undefined> => {
    await Promise.all([accounts.ready(), secrets.ready()]);
    return lastUsedLogin(known());
  };
  const registered = vscode.Disposable.from(
    recent,
    // In the window that removed it alone: VS Code keeps the state as one object, and another window that writes its own
    // copy at the same time undoes what this one has just written.
    secrets.onDidWrite(({ action, login }) => action === 'removed' && recent.forget(login)),
    vscode.window.onDidChangeWindowState(
      ({ focused }) => focused && clipboard.clearIfOverdue().catch(onError),
    ),
    registerCodeCommands(commands, {
      ...services,
      copier,
      recent,
      copyNow,
      rows,
      noAccounts,
      onSecond,
      lastUsed: lastUsedWhenKnown,
    }),
    new CodeStatusBar({
      ...services,
      lastUsed: () => usedLogin(known()),
      nameOf,
      onSecond,
      changes: [recent.onDidChange, accounts.onDidChange, secrets.onDidChange],
    }),
  );
  return {
    copier,
    lastUsed: lastUsedWhenKnown,
    clearClipboard: () => clipboard.clear(),
    dispose: () => registered.dispose(),
  };
}
