import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { Remedy } from '../core/errors';
import type { ParsedSecret } from '../core/secret';
import type { KeySecrets, SetupKeyServices } from './services';

const load = () => import('./whenUsed');

/** The commands that set and remove setup keys. What each does is loaded when it is first used. */
export function createSetupKeys(services: SetupKeyServices) {
  const { commands, secrets, openGuide } = services;
  const handlers = async () => (await load()).setupKeyHandlers(services);
  const set = async (login: string, pasted?: string): Promise<void> => (await handlers()).set(login, pasted);
  const registered = commands.registerLazily('setupKeys', async () => (await handlers()).commands);
  const { read, store } = createPastedKeys(secrets);

  return {
    read,
    store,
    /** Adds a setup key to a login: the one that was pasted elsewhere, or one that the person is asked for. */
    set,
    /** Stores keys, one after another, for those of the logins that have none here. */
    addMissingKeys: async (keys: readonly (readonly [login: string, key: string])[]): Promise<void> =>
      (await load()).addMissingKeys(keys, secrets),
    /** Removes the setup key of a login, if the person confirms. */
    remove: async (login: string): Promise<void> => (await handlers()).remove(login),
    /** Buttons under a message about a login that has no key yet. */
    remedies: (login: string): readonly Remedy[] => [
      { label: vscode.l10n.t('Add Setup Key'), run: () => set(login) },
      { label: vscode.l10n.t('Open Guide'), run: () => openGuide(login) },
    ],
    dispose: () => registered.dispose(),
  };
}

/** What can be done with a pasted key; loaded when it is first used. */
export function createPastedKeys(secrets: KeySecrets) {
  return {
    /** The key in a pasted text, or why it can't be the key of the login. */
    read: async (text: string, login: string) => (await load()).readKey(text, login),
    /**
     * Stores a key. Asks before it replaces another one.
     *
     * @returns warnings about the key, or `undefined` if the person keeps the old one
     */
    store: async (key: ParsedSecret, account: Account) => (await load()).storeKey(key, account, secrets),
  };
}
