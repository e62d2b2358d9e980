import * as vscode from 'vscode';
import { accountRows } from './accounts/accountRows';
import { ListDiagnostics } from './accounts/diagnostics';
import { currentGrouping } from './accounts/elements';
import { AccountLists } from './accounts/lists';
import { accountFor, noAccounts } from './accounts/pick';
import { registerAccountCommands } from './accounts/register';
import { ShownCodes } from './accounts/shownCodes';
import { AccountView } from './accounts/view';
import { CodeClipboard } from './codes/clipboard';
import { registerCodeCommands } from './codes/commands';
import { CodeCopier } from './codes/copy';
import { RecentLogins } from './codes/recent';
import { CodeStatusBar } from './codes/statusBar';
import { NextCodeWait } from './codes/wait';
import { registerGuide } from './guide/commands';
import { HelpTree } from './guide/help';
import { CommandRegistry } from './platform/commands';
import { setContext } from './platform/context';
import { logFault } from './platform/log';
import { hmac } from './platform/runtime';
import { Ticker } from './platform/ticker';
import { SecretStore } from './secrets/store';
import { createSetupKeys, registerSetupKeyCommands } from './setupKeys/commands';

let clipboard: CodeClipboard | undefined;

/** Builds the features, hands each what it needs of the others, and starts reading the lists. */
export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const { extensionUri, globalState, globalStorageUri: globalStorage } = context;
  const log = own(vscode.window.createOutputChannel('Xero MFA', { log: true }));
  const onError = (error: unknown): void => logFault(log, 'background', error);
  const registry = new CommandRegistry(log);
  const ticker = own(new Ticker());
  const { onSecond } = ticker;

  const secrets = own(new SecretStore(context.secrets, globalState, onError));
  const lists = own(new AccountLists(globalStorage, onError));
  const nameOf = (login: string): string => lists.find(login)?.name ?? login;
  own(new ListDiagnostics(lists, onError));

  const shownCodes = own(new ShownCodes(secrets, hmac, onError));
  own(new AccountView(lists, secrets, shownCodes, ticker, currentGrouping));
  own(registerAccountCommands(registry, { lists, secrets, shownCodes, extensionUri, globalStorage }));

  clipboard = new CodeClipboard(vscode.env.clipboard, onError);
  own(
    vscode.window.onDidChangeWindowState(
      ({ focused }) => focused && clipboard?.clearIfOverdue().catch(onError),
    ),
  );
  const recent = own(new RecentLogins(globalState, onError));
  const wait = new NextCodeWait();
  const copier = new CodeCopier(secrets, nameOf, clipboard, recent, wait, hmac, registry.offer);
  const rows = async () => {
    await Promise.all([lists.ready(), secrets.ready()]);
    return accountRows(lists.accounts, login => secrets.stateOf(login) === 'ready');
  };
  own(
    registerCodeCommands(registry, {
      copier,
      recent,
      wait,
      rows,
      noAccounts,
      onSecond,
    }),
  );
  own(new CodeStatusBar({ recent, lists, secrets }, onSecond));

  const accountOf = (argument: unknown, title: string) => accountFor(argument, lists, title);
  own(
    registerSetupKeyCommands(registry, {
      secrets,
      hmac,
      onSecond,
      offer: registry.offer,
      nameOf,
      accountFor: accountOf,
    }),
  );
  own(
    registerGuide(registry, {
      accounts: lists,
      secrets,
      copier,
      setupKeys: createSetupKeys(secrets),
      hmac,
      onSecond,
      extensionUri,
      state: globalState,
      accountFor: accountOf,
      hasAccounts: async () => {
        await lists.ready();
        return lists.accounts.length > 0;
      },
    }),
  );
  own(vscode.window.registerTreeDataProvider('xeroMfa.help', new HelpTree()));

  // The welcome view would flash up before the first list is read.
  const loaded = Promise.all([lists.ready(), secrets.ready()]);
  loaded.then(() => setContext('loaded', true)).catch(onError);
}

/** Takes a code that is still on the clipboard off it: no timer will. */
export async function deactivate(): Promise<void> {
  await clipboard?.clear();
}
