import * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commands';
import { completeWalkthroughStep, setContext } from '../platform/context';
import type { SecretRemover } from './editAccounts';
import type { AccountLists } from './lists';
import type { ShownCodes } from './shownCodes';

/** What the account commands need of the rest. */
export interface AccountCommandContext {
  readonly lists: AccountLists;
  readonly secrets: SecretRemover;
  readonly shownCodes: ShownCodes;
  readonly extensionUri: vscode.Uri;
  readonly globalStorage: vscode.Uri;
}

/** Registers the account commands. What each does is loaded when it is first used. */
export function registerAccountCommands(
  registry: CommandRegistry,
  { lists, secrets, shownCodes, extensionUri, globalStorage }: AccountCommandContext,
): vscode.Disposable {
  const editing = () => import('./editAccounts');
  const commands = () => import('./commands');
  const showCodes = async (shown: boolean): Promise<void> => {
    if (shown) await shownCodes.show();
    else shownCodes.hide();
  };
  // It outlives the extension host, which starts with the codes hidden.
  const tellShown = (): void => setContext('codesShown', shownCodes.shown);
  tellShown();
  const tellLists = (): void => {
    const listed = lists.lists.filter(({ accounts }) => accounts.length > 0);
    if (listed.length > 0) completeWalkthroughStep('accountListed');
    if (listed.some(({ source }) => source.kind === 'workspace')) completeWalkthroughStep('listShared');
  };
  return vscode.Disposable.from(
    shownCodes.onDidChange(tellShown),
    lists.onDidChange(tellLists),
    registry.register('xeroMfa.addAccount', async argument =>
      (await editing()).addAccountCommand(argument, lists, registry.offer),
    ),
    registry.register('xeroMfa.editAccount', async argument =>
      (await editing()).editAccountCommand(argument, lists),
    ),
    registry.register('xeroMfa.removeAccount', async argument =>
      (await editing()).removeAccountCommand(argument, lists, secrets),
    ),
    registry.register('xeroMfa.copyLogin', async argument => (await commands()).copyLogin(argument, lists)),
    registry.register('xeroMfa.copyTenantId', async argument =>
      (await commands()).copyTenantId(argument, lists),
    ),
    registry.register('xeroMfa.openXero', async () => (await commands()).openXero()),
    registry.register('xeroMfa.openAccountsFile', async argument =>
      (await commands()).openAccountsFile(argument, lists),
    ),
    registry.register('xeroMfa.getStarted', async () => {
      await vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        'xero-test-mfa.xero-test-mfa#xeroMfa.start',
      );
      tellLists();
    }),
    registry.register('xeroMfa.openSample', async () =>
      (await import('./sample')).openSample(extensionUri, globalStorage),
    ),
    registry.register('xeroMfa.groupBy', async argument => (await commands()).groupBy(argument)),
    registry.register('xeroMfa.showCodes', () => showCodes(true)),
    registry.register('xeroMfa.hideCodes', () => showCodes(false)),
  );
}
