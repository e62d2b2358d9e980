import * as vscode from 'vscode';
import { ListDiagnostics } from './accounts/diagnostics';
import { currentGrouping, sortByName } from './accounts/elements';
import { AccountLists } from './accounts/lists';
import { accountFor, noAccounts, organisationNames } from './accounts/pick';
import { registerAccountCommands } from './accounts/register';
import { ShownCodes } from './accounts/shownCodes';
import { accountLabel } from './accounts/tree';
import { AccountView } from './accounts/view';
import { createClock } from './clock/createClock';
import { type Codes, createCodes } from './codes/createCodes';
import type { Remedy } from './core/errors';
import { registerGuide } from './guide/commands';
import { HelpTree } from './guide/help';
import { CommandRegistry } from './platform/commands';
import { setContext } from './platform/context';
import { logFault } from './platform/log';
import { hmac } from './platform/runtime';
import { Ticker } from './platform/ticker';
import { SecretStore } from './secrets/store';
import { createSetupKeys, registerSetupKeyCommands } from './setupKeys/commands';

let codes: Codes | undefined;

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

  const shownCodes = own(new ShownCodes(secrets, hmac, registry.run));
  own(new AccountView(lists, secrets, shownCodes, ticker, currentGrouping));
  own(registerAccountCommands(registry, { lists, secrets, shownCodes, extensionUri, globalStorage }));

  const rows = async () => {
    await Promise.all([lists.ready(), secrets.ready()]);
    return sortByName(lists.accounts).map(account => ({
      account,
      label: accountLabel(account),
      detail: organisationNames(account),
      ready: secrets.stateOf(account.login) === 'ready',
    }));
  };
  codes = own(
    createCodes(registry, {
      secrets,
      accounts: lists,
      hmac,
      state: globalState,
      rows,
      noAccounts,
      onSecond,
      setUpRemedies,
      onError,
    }),
  );

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
  const clock = own(createClock(registry));
  own(
    registerGuide(registry, {
      accounts: lists,
      secrets,
      copier: codes.copier,
      checkClock: clock.check,
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
  await codes?.clearClipboard();
}

/** Buttons with which the person goes on to set a login up. */
function setUpRemedies(login: string): Remedy[] {
  const { executeCommand } = vscode.commands;
  return [
    { label: vscode.l10n.t('Set Its Secret'), run: () => executeCommand('xeroMfa.setSecret', { login }) },
    { label: vscode.l10n.t('Open the Guide'), run: () => executeCommand('xeroMfa.openGuide', { login }) },
  ];
}
