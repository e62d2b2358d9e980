import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { UserError } from '../core/errors';
import type { CommandRegistry } from '../platform/commands';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';
import { registerCodeCommands } from './commands';
import type { CodeCopier } from './copier';
import { type CopyingOptions, createCopying } from './createCopying';
import { lastUsedLogin } from './lastUsed';
import type { PickerRow } from './picker';
import { CodeStatusBar } from './statusBar';

/** What the codes need of the rest. */
export interface CodesOptions extends Omit<CopyingOptions, 'nameOf' | 'offer'> {
  readonly secrets: SecretStore;
  readonly accounts: {
    ready(): Promise<void>;
    find(login: string): Account | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
  /** All accounts by name, as the picker shows them; settles when the lists were read. */
  rows(): Promise<readonly PickerRow[]>;
  /** The error for a person who has no account at all. */
  noAccounts(): UserError;
  readonly onSecond: Ticker['onSecond'];
}

/** What other features, and the end of the extension, need of this one. */
export interface Codes extends vscode.Disposable {
  readonly copier: CodeCopier;
  /** Takes a code that is still on the clipboard off it. */
  clearClipboard(): Promise<void>;
}

/** From a login to the clipboard: the commands, the picker and the status bar. */
export function createCodes(
  registry: CommandRegistry,
  { accounts, rows, noAccounts, onSecond, ...options }: CodesOptions,
): Codes {
  const { secrets, onError } = options;
  const nameOf = (login: string): string => accounts.find(login)?.name ?? login;
  const { clipboard, recent, wait, copier } = createCopying({ ...options, nameOf, offer: registry.offer });
  const lastUsed = (): string | undefined =>
    lastUsedLogin({
      recent: recent.logins,
      stored: secrets.logins,
      isListed: login => accounts.find(login) !== undefined,
    });
  const owned = vscode.Disposable.from(
    recent,
    // A lost key comes back to the same login.
    secrets.onDidChange(() => recent.keep(login => secrets.stateOf(login) !== 'none')),
    vscode.window.onDidChangeWindowState(
      ({ focused }) => focused && clipboard.clearIfOverdue().catch(onError),
    ),
    registerCodeCommands(registry, {
      copier,
      recent,
      wait,
      rows,
      noAccounts,
      onSecond,
      lastUsed: async () => {
        await Promise.all([accounts.ready(), secrets.ready()]);
        return lastUsed();
      },
    }),
    new CodeStatusBar({
      lastUsed,
      nameOf,
      onSecond,
      changes: [recent.onDidChange, accounts.onDidChange, secrets.onDidChange],
    }),
  );
  return {
    copier,
    clearClipboard: () => clipboard.clear(),
    dispose: () => owned.dispose(),
  };
}
