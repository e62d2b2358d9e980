import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { Remedy } from '../core/errors';
import type { Hmac, TotpSecret } from '../core/totp';
import type { CommandTarget } from '../platform/commandCall';
import type { CommandRegistry } from '../platform/commandRegistry';
import type { ErrorBoundary } from '../platform/errorBoundary';
import type { Ticker } from '../platform/ticker';
import type { SecretStore } from '../secrets/store';
import type { KeyStore } from './storeKey';

/** What the setup keys need of the rest. */
export interface SetupKeyServices {
  readonly commands: CommandRegistry;
  readonly boundary: ErrorBoundary;
  readonly secrets: SecretStore;
  readonly ticker: Ticker;
  readonly hmac: Hmac;
  readonly accounts: {
    /** The account of a row, else the one the person picks. */
    choose(target: CommandTarget, title: string): Promise<Account | undefined>;
    /** @throws `UserError` if no list has it */
    get(login: string): Promise<Account>;
    nameOf(login: string): string;
  };
  copyCode(login: string): Promise<void>;
  openGuide(login: string): Promise<void>;
  /** Whether a login's key goes to the team by a store. */
  isShared(login: string): boolean;
}

/** The commands that set and remove setup keys. What each does is loaded when it is first used. */
export function createSetupKeys(services: SetupKeyServices) {
  const { commands, boundary, secrets, ticker, hmac, accounts, copyCode, openGuide, isShared } = services;
  const { offer } = boundary;
  const { onSecond } = ticker;
  const setting = () => import('./setSetupKey');
  const removing = () => import('./removeSetupKey');

  const setWith = { secrets, hmac, onSecond, offer, copyCode };
  const removeWith = { secrets, nameOf: accounts.nameOf, isShared };
  const askFor = async (account: Account, pasted?: string): Promise<void> =>
    (await setting()).askForKey(account, setWith, pasted);
  const set = async (login: string, pasted?: string): Promise<void> =>
    askFor(await accounts.get(login), pasted);

  const owned = vscode.Disposable.from(
    commands.register('setSecret', {
      ask: async target => {
        const account = await accounts.choose(target, vscode.l10n.t('Add Setup Key'));
        if (account) await askFor(account);
      },
      run: async ({ login, secret, confirm = false }) => {
        const account = await accounts.get(login);
        if (secret === undefined) await askFor(account);
        else await (await setting()).setGivenKey(secret, confirm, account, setWith);
      },
    }),
    commands.register('removeSecret', {
      ask: async target => {
        const { pickStoredLogin, removeKey } = await removing();
        const row = target.login === undefined ? undefined : { login: target.login, pasted: undefined };
        const picked = row ?? (await pickStoredLogin(removeWith));
        if (picked?.pasted) await set(picked.login, picked.pasted.text);
        else if (picked) await removeKey(picked.login, removeWith);
      },
      run: async ({ login, confirm }) => (await removing()).removeKey(login, removeWith, confirm),
    }),
  );

  return {
    ...createKeyStore(secrets),
    /** Adds a setup key to a login: one that was pasted elsewhere, else the one the person is asked for. */
    set,
    /** Stores keys for the logins that have none here, one after another. */
    addMissingKeys: async (keys: readonly (readonly [login: string, key: string])[]): Promise<void> =>
      (await import('./storeKey')).addMissingKeys(keys, secrets),
    /** Asks whether to forget the setup key of a login, and does. */
    remove: async (login: string): Promise<void> =>
      (await removing()).removeKey(login, removeWith, false, 'guide'),
    /** Buttons under a message about a login that has no key yet. */
    remedies: (login: string): readonly Remedy[] => [
      { label: vscode.l10n.t('Add Setup Key'), run: () => set(login) },
      { label: vscode.l10n.t('Open Guide'), run: () => openGuide(login) },
    ],
    dispose: () => owned.dispose(),
  };
}

/** What can be done with a pasted key; loaded when it is first used. */
export function createKeyStore(secrets: KeyStore) {
  const parsing = () => import('./parseKey');
  return {
    /** Why a text is no key of this login. */
    problemOf: async (text: string, login: string) => (await parsing()).keyProblem(text, login),
    /**
     * Stores a key; asks before it takes the place of another one.
     *
     * @returns what to know of the key, or `undefined` if the person keeps the one there is
     */
    store: async (text: string, account: Account) =>
      (await import('./storeKey')).storeKey(text, account, secrets),
    isKeyOf: async (text: string, secret: TotpSecret) => (await parsing()).isKeyOf(text, secret),
  };
}
