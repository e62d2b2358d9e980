import * as vscode from 'vscode';
import type { UserError } from '../core/errors';
import { type CommandRegistry, loginIn } from '../platform/commands';
import { completeWalkthroughStep } from '../platform/context';
import type { CodeCopier } from './copier';
import { type Choice, type PickerRow, pickCode } from './picker';
import type { RecentLogins } from './recent';
import type { NextCodeWait } from './wait';

/** What the code commands need of the rest. */
export interface CodeCommandContext {
  readonly copier: CodeCopier;
  readonly recent: RecentLogins;
  readonly wait: NextCodeWait;
  /** All accounts by name, as the picker shows them; settles when the lists were read. */
  rows(): Promise<readonly PickerRow[]>;
  /** The error for a person who has no account at all. */
  noAccounts(): UserError;
  readonly onSecond: (listener: () => void) => vscode.Disposable;
  /** The login that “the last used account” means, where there is one. */
  lastUsed(): Promise<string | undefined>;
}

export function registerCodeCommands(
  registry: CommandRegistry,
  context: CodeCommandContext,
): vscode.Disposable {
  const { copier, recent, wait } = context;

  const copyCode = async (argument: unknown): Promise<void> => {
    const login = loginIn(argument);
    if (login !== undefined) {
      await copier.copy(login);
      return;
    }
    const rows = await context.rows();
    if (rows.length === 0) throw context.noAccounts();
    const [only] = rows.length === 1 ? rows : [];
    const choice: Choice | undefined = only
      ? { account: only.account, action: 'copy' }
      : await pickCode(rows, recent.logins, context.onSecond);
    if (choice?.action === 'copy') await copier.copy(choice.account.login);
    else if (choice)
      await vscode.commands.executeCommand('xeroMfa.setSecret', { login: choice.account.login });
  };

  return vscode.Disposable.from(
    registry.register('xeroMfa.copyCode', copyCode),
    registry.register('xeroMfa.copyLastUsed', async () => {
      const login = await context.lastUsed();
      await (login === undefined ? copyCode(undefined) : copier.copy(login));
      if (recent.logins.length > 0) completeWalkthroughStep('lastUsedCopied');
    }),
    registry.register('xeroMfa.copyNow', () => wait.copyNow()),
  );
}
