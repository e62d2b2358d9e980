import * as vscode from 'vscode';
import type { Account } from '../core/account';
import type { TotpSecret } from '../core/totp';
import type { CommandRegistry } from '../platform/commands';
import type { SecretState } from '../secrets/store';
import type { SecretKeeper, SetSecretContext } from './setSecret';

/** What the secret commands need of the rest. */
export interface SetupKeyContext extends SetSecretContext {
  readonly secrets: SecretKeeper & {
    ready(): Promise<void>;
    stateOf(login: string): SecretState;
    readonly loginsWithAnswers: ReadonlySet<string>;
    hasAnswers(login: string): boolean;
    delete(login: string): Promise<void>;
  };
  /** The account an argument names or the person picks. */
  accountFor(argument: unknown, title: string): Promise<Account | undefined>;
  nameOf(login: string): string;
}

/** Registers the secret commands. What each does is loaded when it is first used. */
export function registerSetupKeyCommands(
  registry: CommandRegistry,
  context: SetupKeyContext,
): vscode.Disposable {
  return vscode.Disposable.from(
    registry.register('xeroMfa.setSecret', async argument => {
      const account = await context.accountFor(argument, vscode.l10n.t('Set a Secret'));
      if (account) await (await import('./setSecret')).setSecret(argument, account, context);
    }),
    registry.register('xeroMfa.removeSecret', async argument =>
      (await import('./removeSecret')).removeSecret(argument, context),
    ),
  );
}

/** What other features may do with keys. */
export function createSetupKeys(secrets: SecretKeeper) {
  const load = () => import('./setSecret');
  return {
    problemOf: async (text: string, login: string) => (await load()).secretProblem(text, login),
    /** @returns what to know of the key, or `undefined` where the person keeps the one there is */
    store: async (text: string, account: Account): Promise<readonly string[] | undefined> => {
      try {
        return await (await load()).storeSecret(text, account, secrets);
      } catch (error) {
        if (error instanceof vscode.CancellationError) return undefined;
        throw error;
      }
    },
    isKeyOf: async (text: string, secret: TotpSecret) => (await load()).isKeyOf(text, secret),
  };
}
