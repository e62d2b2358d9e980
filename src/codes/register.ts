import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { UserError } from '../core/errors';
import type { Hmac } from '../core/totp';
import type { CommandRegistry, Offer } from '../platform/commands';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';
import { CodeClipboard } from './clipboard';
import { registerCodeCommands } from './commands';
import { CodeCopier } from './copier';
import { createCopyMessages } from './copyMessages';
import { lastUsedLogin } from './lastUsed';
import type { PickerRow } from './picker';
import { RecentLogins } from './recent';
import { codeSettings } from './settings';
import { CodeStatusBar } from './statusBar';
import { NextCodeWait } from './wait';

export interface CodesOptions {
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly hmac: Hmac;
  /** Where the logins used last are remembered. */
  readonly state: vscode.Memento;
  readonly nameOf: (login: string) => string;
  readonly offer: Offer;
  /** What is offered for a login without a key. */
  readonly setSecret: (login: string) => unknown;
  readonly openGuide: (login: string) => unknown;
  readonly onError: (error: unknown) => void;
}

/** The parts that bring a code to the clipboard. */
export interface Codes {
  readonly clipboard: CodeClipboard;
  readonly recent: RecentLogins;
  readonly wait: NextCodeWait;
  readonly copier: CodeCopier;
}

export function createCodes({ secrets, hmac, state, onError, ...messages }: CodesOptions): Codes {
  const clipboard = new CodeClipboard(vscode.env.clipboard, onError);
  const recent = new RecentLogins(state, onError);
  const wait = new NextCodeWait(messages.nameOf);
  const copier = new CodeCopier({
    secrets,
    clipboard,
    recent,
    wait,
    messages: createCopyMessages(messages),
    settings: codeSettings,
    hmac,
    now: () => Date.now(),
  });
  return { clipboard, recent, wait, copier };
}

export interface RegisterCodesOptions extends Omit<CodesOptions, 'nameOf' | 'offer'> {
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
export interface RegisteredCodes extends vscode.Disposable {
  readonly copier: CodeCopier;
  /** Takes a code that is still on the clipboard off it. */
  clearClipboard(): Promise<void>;
}

/** Registers the code commands and the status bar item. */
export function registerCodes(
  registry: CommandRegistry,
  { accounts, rows, noAccounts, onSecond, ...options }: RegisterCodesOptions,
): RegisteredCodes {
  const { secrets, onError } = options;
  const nameOf = (login: string): string => accounts.find(login)?.name ?? login;
  const { clipboard, recent, wait, copier } = createCodes({ ...options, nameOf, offer: registry.offer });
  const lastUsed = (): string | undefined =>
    lastUsedLogin({
      recent: recent.logins,
      stored: secrets.logins,
      isListed: login => accounts.find(login) !== undefined,
    });
  const registered = vscode.Disposable.from(
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
    dispose: () => registered.dispose(),
  };
}
