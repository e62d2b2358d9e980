import type * as vscode from 'vscode';
import type { Route } from '../core/activity';
import type { UserError } from '../core/errors';
import type { CommandRegistry } from '../platform/commandRegistry';
import { completeWalkthroughStep } from '../platform/context';
import type { CodeCopier } from './copier';
import type { NextCodeWait } from './nextCodeWait';
import type { Choice, PickerRow, PickerServices } from './picker';

/** What the code commands need of the rest. */
export interface CodeCommandContext extends PickerServices {
  readonly copier: CodeCopier;
  readonly wait: Pick<NextCodeWait, 'copyNow'>;
  /** All accounts by name, as the picker shows them; settles when the lists were read. */
  rows(): Promise<readonly PickerRow[]>;
  /** The error for a person who has no account at all. */
  noAccounts(): UserError;
  /** The login that “the last used account” means, if there is one. */
  lastUsed(): Promise<string | undefined>;
  /**
   * Adds a setup key to a login.
   *
   * @param key asked for if it isn't given
   */
  setSecret(login: string, key?: string): Promise<void>;
}

export function registerCodeCommands(
  commands: CommandRegistry,
  context: CodeCommandContext,
): vscode.Disposable {
  const { copier, wait } = context;

  const copy = async (login: string, route: Route = 'command'): Promise<void> => {
    await copier.copy(login, { route });
  };
  /** @returns whether a code was copied */
  const copyPicked = async (route?: Route): Promise<boolean> => {
    const rows = await context.rows();
    if (rows.length === 0) throw context.noAccounts();
    const [only] = rows.length === 1 ? rows : [];
    const choice: Choice | undefined = only
      ? { login: only.login, action: 'copy' }
      : await (await import('./whenUsed')).pickCode(rows, context);
    if (choice?.action === 'copy') await copy(choice.login, route);
    else if (choice) await context.setSecret(choice.login, choice.key);
    return choice?.action === 'copy';
  };

  return commands.register('codes', {
    copyCode: {
      ask: async ({ login }) => {
        await (login === undefined ? copyPicked() : copy(login, 'sidebar'));
      },
      run: ({ login }) => copy(login),
    },
    copyLastUsed: async () => {
      const login = await context.lastUsed();
      const isCopied = login === undefined ? await copyPicked('shortcut') : true;
      if (login !== undefined) await copy(login, 'shortcut');
      if (isCopied) completeWalkthroughStep('lastUsedCopied');
    },
    copyNow: () => wait.copyNow(),
  });
}
