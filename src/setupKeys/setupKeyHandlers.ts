import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { CommandTable } from '../platform/commandRegistry';
import { pickStoredLogin, removedByCommandText, removeKey } from './removeSetupKey';
import type { RemoveKeyServices, SetKeyServices, SetupKeyServices } from './services';
import { askForKey, setGivenKey } from './setSetupKey';

/** What the commands on setup keys do, also for other features. */
export function setupKeyHandlers(services: SetupKeyServices) {
  const { boundary, secrets, ticker, accounts, now, hmac, copyCode, removal } = services;
  const setWith: SetKeyServices = {
    secrets,
    now,
    hmac,
    onSecond: ticker.onSecond,
    offer: boundary.offer,
    copyCode,
  };
  const removeWith: RemoveKeyServices = { secrets, nameOf: accounts.nameOf, removal };
  const askFor = async (account: Account, pasted?: string): Promise<void> => {
    // If VS Code keeps secrets only in memory, it says so when it first stores something: better now than after the key was
    // pasted. In a browser it says nothing, and a stored canary would keep other windows from storing anything.
    if (vscode.env.uiKind === vscode.UIKind.Desktop) await secrets.keepCanaries();
    await askForKey(account, setWith, pasted);
  };
  const set = async (login: string, pasted?: string): Promise<void> =>
    askFor(await accounts.get(login), pasted);
  const commands: CommandTable<'setupKeys'> = {
    setSecret: {
      ask: async target => {
        const account = await accounts.choose(target, vscode.l10n.t('Add Setup Key'));
        if (account) await askFor(account);
      },
      run: async ({ login, secret, confirm = false }) => {
        const account = await accounts.get(login);
        if (secret === undefined) await askFor(account);
        else await setGivenKey(secret, confirm, account, setWith);
      },
    },
    removeSecret: {
      ask: async target => {
        const row = target.login === undefined ? undefined : { login: target.login, pasted: undefined };
        const picked = row ?? (await pickStoredLogin(removeWith));
        if (picked?.pasted) await set(picked.login, picked.pasted.text);
        else if (picked) await removeKey(picked.login, removeWith);
      },
      run: async ({ login, confirm = false }) => {
        const removed = await removeKey(login, removeWith, confirm);
        // Nobody was asked, so say it at least.
        if (confirm) void boundary.offer(removedByCommandText(accounts.nameOf(login), removed));
      },
    },
  };
  return {
    commands,
    set,
    /** Removes the setup key of a login, if the person confirms. */
    remove: async (login: string): Promise<void> => {
      await removeKey(login, removeWith, false, 'guide');
    },
  };
}
