import * as vscode from 'vscode';
import type { CommandRegistry } from '../platform/commands';
import { copyLogin, copyTenantId, groupBy, openAccountsFile, openXero } from './commands';
import { addAccountCommand, editAccountCommand, removeAccountCommand, type SecretRemover } from './edit';
import type { AccountLists } from './lists';
import { openSample } from './sample';
import type { ShownCodes } from './shownCodes';

/** What the account commands need of the rest. */
export interface AccountCommandContext {
  readonly lists: AccountLists;
  readonly secrets: SecretRemover;
  readonly shownCodes: ShownCodes;
  readonly extensionUri: vscode.Uri;
  readonly globalStorage: vscode.Uri;
}

export function registerAccountCommands(
  registry: CommandRegistry,
  context: AccountCommandContext,
): vscode.Disposable {
  const { lists, secrets, shownCodes, extensionUri, globalStorage } = context;
  const showCodes = async (shown: boolean): Promise<void> => {
    await vscode.commands.executeCommand('setContext', 'xeroMfa.codesShown', shown);
    if (shown) await shownCodes.show();
    else shownCodes.hide();
  };
  return vscode.Disposable.from(
    registry.register('xeroMfa.addAccount', argument => addAccountCommand(argument, lists, registry.offer)),
    registry.register('xeroMfa.editAccount', argument => editAccountCommand(argument, lists)),
    registry.register('xeroMfa.removeAccount', argument => removeAccountCommand(argument, lists, secrets)),
    registry.register('xeroMfa.copyLogin', argument => copyLogin(argument, lists)),
    registry.register('xeroMfa.copyTenantId', argument => copyTenantId(argument, lists)),
    registry.register('xeroMfa.openXero', openXero),
    registry.register('xeroMfa.openAccountsFile', argument => openAccountsFile(argument, lists)),
    registry.register('xeroMfa.openSample', () => openSample(extensionUri, globalStorage)),
    registry.register('xeroMfa.groupBy', groupBy),
    registry.register('xeroMfa.showCodes', () => showCodes(true)),
    registry.register('xeroMfa.hideCodes', () => showCodes(false)),
  );
}
