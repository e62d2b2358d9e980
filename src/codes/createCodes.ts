import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { Remedy, UserError } from '../core/errors';
import type { Hmac } from '../core/totp';
import type { CommandRegistry } from '../platform/commandRegistry';
import { completeWalkthroughStep } from '../platform/context';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';
import { CodeClipboard } from './clipboard';
import { CodeCopier } from './copy';
import type { PickerRow } from './picker';
import { RecentLogins } from './recent';
import { CodeStatusBar } from './statusBar';
import { NextCodeWait } from './wait';

/** What the codes need of the rest. */
export interface CodeServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly ticker: Ticker;
  readonly hmac: Hmac;
  readonly globalState: vscode.Memento;
  readonly accounts: {
    find(login: string): Account | undefined;
    readonly onDidChange: vscode.Event<void>;
    nameOf(login: string): string;
    /** All accounts by name, as the picker shows them; settles when the lists were read. */
    rows(): Promise<readonly PickerRow[]>;
    /** The error for a person who has no account at all. */
    noAccounts(): UserError;
  };
  /** Asks for the setup key of a login. */
  setSecret(login: string): Promise<void>;
  /** Buttons with which the person goes on to set a login up. */
  setUpRemedies(login: string): readonly Remedy[];
}

/** What other features may do with codes. */
export type Codes = ReturnType<typeof createCodes>;

/** From a login to the clipboard: the commands, the picker and the status bar. */
export function createCodes(services: CodeServices) {
  const { commands, boundary, secrets, ticker, hmac, globalState, accounts, setSecret, setUpRemedies } =
    services;
  const { log, offer } = boundary;
  const clipboard = new CodeClipboard(vscode.env.clipboard, log);
  const recent = new RecentLogins(globalState, log);
  const wait = new NextCodeWait();
  const { nameOf } = accounts;
  const copier = new CodeCopier({
    secrets,
    clipboard,
    recent,
    wait,
    hmac,
    offer,
    nameOf,
    setUpRemedies,
  });

  const copyPicked = async (): Promise<void> => {
    const rows = await accounts.rows();
    if (rows.length === 0) throw accounts.noAccounts();
    const [only] = rows.length === 1 ? rows : [];
    if (only) return copier.copy(only.account.login);
    const { pickCode } = await import('./picker');
    const choice = await pickCode(rows, recent.logins, ticker.onSecond);
    if (choice?.action === 'copy') await copier.copy(choice.account.login);
    else if (choice) await setSecret(choice.account.login);
  };

  const owned = vscode.Disposable.from(
    recent,
    new CodeStatusBar({ recent, lists: accounts, secrets }, ticker.onSecond),
    vscode.window.onDidChangeWindowState(({ focused }) => focused && clipboard.clearIfOverdue().catch(log)),
    commands.register('copyCode', {
      ask: ({ login }) => (login === undefined ? copyPicked() : copier.copy(login)),
      run: ({ login }) => copier.copy(login),
    }),
    commands.register('copyLastUsed', async () => {
      const [last] = recent.logins;
      await (last === undefined ? copyPicked() : copier.copy(last));
      if (recent.logins.length > 0) completeWalkthroughStep('lastUsedCopied');
    }),
    commands.register('copyNow', () => wait.copyNow()),
  );

  return {
    copier,
    /** Takes a code that is still on the clipboard off it. */
    clearClipboard: () => clipboard.clear(),
    dispose: () => owned.dispose(),
  };
}
