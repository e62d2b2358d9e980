import * as vscode from 'vscode';
import { type Remedy, UserError } from '../core/errors';
import { DisposableOwner } from './disposables';
import { logFault } from './log';

/**
 * The one place where errors meet the person. A {@link UserError} is shown with its remedies; anything else is
 * logged and said to be our fault.
 */
export class ErrorBoundary extends DisposableOwner {
  #channel: vscode.LogOutputChannel | undefined;

  /** Most windows never have anything to log. */
  get #log(): vscode.LogOutputChannel {
    this.#channel ??= this.register(vscode.window.createOutputChannel('Xero MFA', { log: true }));
    return this.#channel;
  }

  /** Runs what no command started (a listener, a timer, a button) and shows what goes wrong. */
  readonly run = async (name: string, task: () => unknown): Promise<void> => {
    try {
      await task();
    } catch (error) {
      await this.show(name, error);
    }
  };

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

  /** Logs what went wrong in the background. */
  readonly log = (error: unknown): void => logFault(this.#log, 'background', error);

  /** @param where what was done, for the log */
  async show(where: string, error: unknown): Promise<void> {
    if (error instanceof vscode.CancellationError) return;
    const { message, remedies } = this.toUserError(where, error);
    await this.offer(message, remedies, vscode.window.showErrorMessage);
  }

  /** The error to show for what was thrown; a fault of ours is logged. */
  toUserError(where: string, error: unknown): UserError {
    if (error instanceof UserError) return error;
    logFault(this.#log, where, error);
    return new UserError(vscode.l10n.t('Something went wrong in Xero Test MFA. The log has the details.'), [
      { label: vscode.l10n.t('Show Log'), run: () => this.#log.show() },
    ]);
  }
}

/** How features show a message that offers something. */
export type Offer = ErrorBoundary['offer'];
