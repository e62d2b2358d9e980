import * as vscode from 'vscode';
import { type Remedy, UserError } from '../core/errors';
import { logFault } from './log';

/** What a command does with its argument: an arguments object, a tree element, or nothing. */
export type CommandHandler = (argument: unknown) => unknown;

/**
 * The one place where errors meet the person. A {@link UserError} is shown with its remedies; anything else is
 * logged and said to be our fault. To a caller who gave arguments both are thrown instead: it shows them itself.
 */
export class CommandRegistry {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  register(id: string, handler: CommandHandler): vscode.Disposable {
    return vscode.commands.registerCommand(id, async (argument: unknown) => {
      try {
        return await handler(argument);
      } catch (error) {
        if (isArguments(argument)) {
          throw error instanceof vscode.CancellationError ? error : this.toUserError(id, error);
        }
        void this.present(id, error);
        return undefined;
      }
    });
  }

  /** Runs what no command started (a listener, a timer) under the same boundary. */
  readonly run = async (name: string, task: () => unknown): Promise<void> => {
    try {
      await task();
    } catch (error) {
      await this.present(name, error);
    }
  };

  private async present(where: string, error: unknown): Promise<void> {
    if (error instanceof vscode.CancellationError) return;
    await this.show(this.toUserError(where, error));
  }

  private toUserError(where: string, error: unknown): UserError {
    if (error instanceof UserError) return error;
    logFault(this.log, where, error);
    return new UserError(vscode.l10n.t('Something went wrong in Xero Test MFA. The log has the details.'), [
      { label: vscode.l10n.t('Show Log'), run: () => this.log.show() },
    ]);
  }

  private async show({ message, remedies }: UserError): Promise<void> {
    await this.offer(message, remedies, vscode.window.showErrorMessage);
  }

  /** Shows a message with buttons; what a button starts runs under the boundary too. */
  readonly offer = async (
    message: string,
    remedies: readonly Remedy[] = [],
    show: (message: string, ...labels: string[]) => Thenable<string | undefined> = vscode.window
      .showInformationMessage,
  ): Promise<void> => {
    const chosen = await show(message, ...remedies.map(({ label }) => label));
    const remedy = remedies.find(({ label }) => label === chosen);
    if (remedy) await this.run(remedy.label, remedy.run);
  };
}

/** How features show a message that offers something. */
export type Offer = CommandRegistry['offer'];

/** Whether a command was called with an arguments object rather than from a tree, a menu or the palette. */
export function isArguments(argument: unknown): argument is Record<string, unknown> {
  return (
    typeof argument === 'object' && argument !== null && Object.getPrototypeOf(argument) === Object.prototype
  );
}

/**
 * The login that an arguments object or a tree element names.
 *
 * @throws {@link UserError} where it is not text, or an arguments object names none
 */
export function loginIn(argument: unknown): string | undefined {
  const login =
    typeof argument === 'object' && argument !== null && 'login' in argument ? argument.login : undefined;
  if (typeof login === 'string') return login;
  if (login !== undefined) throw badArgument('login', 'string');
  if (isArguments(argument)) throw new UserError(vscode.l10n.t('This command needs the argument “login”.'));
  return undefined;
}

/** The error for an argument that is not as the contract says. */
export function badArgument(name: string, expected: string): UserError {
  return new UserError(
    vscode.l10n.t('The argument “{0}” of this command is not as expected: {1} is needed.', name, expected),
  );
}
