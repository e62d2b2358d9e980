import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { setContext } from '../platform/context';
import { sanitizeLabel } from '../platform/sanitize';

/** Waits for the next code with a progress notification that can be cancelled or cut short. */
export class NextCodeWait {
  readonly #skips = new Set<() => void>();

  constructor() {
    // It outlives the extension host.
    setContext('waitingForCode', false);
  }

  /** Ends the wait under way with the code that is current now. */
  copyNow(): void {
    for (const skip of [...this.#skips]) skip();
  }

  /**
   * @param name whose code it is
   * @param until when the next code starts, in milliseconds since the Unix epoch
   * @throws {@link vscode.CancellationError} where the person cancels
   */
  async until(until: number, name: string): Promise<void> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: vscode.l10n.t('Waiting for the next code of {0}', sanitizeLabel(name)),
    };
    await vscode.window.withProgress(options, async (progress, token) => {
      const copyNow = `[${vscode.l10n.t('Copy now anyway')}](command:${commandId('copyNow')})`;
      const report = (): void => {
        const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
        progress.report({ message: `${vscode.l10n.t('{0} s', seconds)} · ${copyNow}` });
      };
      report();
      const ticks = setInterval(report, 1000);
      let timer: ReturnType<typeof setTimeout> | undefined;
      let skip: (() => void) | undefined;
      try {
        await new Promise<void>((resolve, reject) => {
          skip = resolve;
          this.#skips.add(resolve);
          setContext('waitingForCode', true);
          timer = setTimeout(resolve, until - Date.now());
          token.onCancellationRequested(() => reject(new vscode.CancellationError()));
        });
      } finally {
        clearInterval(ticks);
        clearTimeout(timer);
        if (skip) this.#skips.delete(skip);
        if (this.#skips.size === 0) setContext('waitingForCode', false);
      }
    });
  }
}
