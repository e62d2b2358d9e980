import * as vscode from 'vscode';
import { type Remedy, UserError } from '../core/errors';
import { DisposableOwner } from './disposables';
import { logFault } from './log';

/**
 * The only place that shows errors. A {@link UserError} is shown with its remedies; anything else is logged and shown as
 * a fault of the extension.
 */
export class ErrorBoundary extends DisposableOwner {
  #channel: vscode.LogOutputChannel | undefined;

  /** Created on first use: most windows never log anything. */
  get #log(): vscode.LogOutputChannel {
    this.#channel ??= this.register(vscode.window.createOutputChannel('Xero MFA', { log: true }));
    return this.#channel;
  }

  /** Runs a task that no command started, such as a listener, and shows its error. */
  readonly run = async (name: string, task: () => unknown): Promise<void> => {
    try {
      await task();
    } catch (error) {
      await this.show(name, error);
    }
  };

  /** Shows a message with buttons, whose errors are shown too. */
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

  /** Logs an error in the background. */
  readonly log = (error: unknown): void => logFault(this.#log, 'background', error);

  /** @param where names the task in the log */
  async show(where: string, error: unknown): Promise<void> {
    if (error instanceof vscode.CancellationError) return;
    const { message, remedies } = this.toUserError(where, error);
    await this.offer(message, remedies, vscode.window.showErrorMessage);
  }

  /** The error to show for a thrown value. Logs it unless it is a {@link UserError}. */
  toUserError(where: string, error: unknown): UserError {
    if (error instanceof UserError) return error;
    logFault(this.#log, where, error);
    return new UserError(
      vscode.l10n.t('Xero Test MFA ran into a problem. Try again. If it repeats, report it with the log.'),
      [{ label: vscode.l10n.t('Show Log'), run: () => this.#log.show() }],
    );
  }
}

/** Shows a message with buttons: {@link ErrorBoundary.offer}. */
export type Offer = ErrorBoundary['offer'];
