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
  /** Milliseconds since the Unix epoch, by the clock that codes are made by. */
  readonly now: () => number;
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
  const { commands, secrets, openGuide } = services;
  const handlers = async () => (await load()).setupKeyHandlers(services);
  const set = async (login: string, pasted?: string): Promise<void> => (await handlers()).set(login, pasted);
  const registered = commands.registerLazily('setupKeys', async () => (await handlers()).commands);

  return {
    ...createKeyStore(secrets),
    /** Adds a setup key to a login: one that was pasted elsewhere, else the one the person is asked for. */
    set,
    /** Stores keys for the logins that have none here, one after another. */
    addMissingKeys: async (keys: readonly (readonly [login: string, key: string])[]): Promise<void> =>
      (await load()).addMissingKeys(keys, secrets),
    /** Asks whether to forget the setup key of a login, and does. */
    remove: async (login: string): Promise<void> => (await handlers()).remove(login),
    /** Buttons under a message about a login that has no key yet. */
    remedies: (login: string): readonly Remedy[] => [
      { label: vscode.l10n.t('Add Setup Key'), run: () => set(login) },
      { label: vscode.l10n.t('Open Guide'), run: () => openGuide(login) },
    ],
    dispose: () => registered.dispose(),
  };
}

const load = () => import('./whenUsed');

/** What can be done with a pasted key; loaded when it is first used. */
export function createKeyStore(secrets: KeyStore) {
  return {
    /** Why a text is no key of this login. */
    problemOf: async (text: string, login: string) => (await load()).keyProblem(text, login),
    /**
     * Stores a key; asks before it takes the place of another one.
     *
     * @returns what to know of the key, or `undefined` if the person keeps the one there is
     */
    store: async (text: string, account: Account) => (await load()).storeKey(text, account, secrets),
    isKeyOf: async (text: string, secret: TotpSecret) => (await load()).isKeyOf(text, secret),
  };
}
