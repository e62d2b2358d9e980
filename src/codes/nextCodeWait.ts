import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { setContext } from '../platform/context';
import { sanitizeLabel } from '../platform/sanitize';
import { sleep, untilDue } from './untilDue';

/** Waits for the next code with a progress notification that can be cancelled or cut short. */
export class NextCodeWait {
  /** Ends the wait that the person may cut short. */
  #skip: (() => void) | undefined;

  /** @param now milliseconds since the Unix epoch, by the clock that codes are made by */
  constructor(
    private readonly now: () => number,
    private readonly nameOf: (login: string) => string,
  ) {}

  /** Ends the wait under way with the code that is current now. */
  copyNow(): void {
    this.#skip?.();
  }

  /**
   * @param period of the codes of `login`, in seconds
   * @param canCopyNow whether the person may cut the wait short; no two such waits are under way at once
   * @param givenUp ends the wait as if the person cancelled it
   * @returns an instant that is due, or the current one where the wait is cut short, in milliseconds since the Unix
   * epoch
   * @throws {@link vscode.CancellationError} if the person cancels
   */
  async until(
    isDue: (instant: number) => boolean,
    login: string,
    period: number,
    canCopyNow: boolean,
    givenUp?: AbortSignal,
  ): Promise<number> {
    if (givenUp?.aborted) throw new vscode.CancellationError();
    const options = {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: vscode.l10n.t('Waiting for the next code for {0}', sanitizeLabel(this.nameOf(login))),
    };
    return vscode.window.withProgress(options, async (progress, token) => {
      const copyNow = canCopyNow
        ? ` · [${vscode.l10n.t('Copy Now Anyway')}](command:${commandId('copyNow')})`
        : '';
      let total: number | undefined;
      let left: number | undefined;
      const report = (seconds: number): void => {
        total ??= seconds;
        const passed = Math.max(0, (left ?? seconds) - seconds);
        left = seconds;
        // The bar counts down and the message stays: a new one would be read out every second.
        const message = vscode.l10n.t('{0} s', total) + copyNow;
        progress.report({ message, increment: (passed / total) * 100 });
      };
      const ended = new AbortController();
      const skip = (): void => ended.abort();
      if (canCopyNow) {
        this.#skip = skip;
        setContext('waitingForCode', true);
      }
      try {
        return await Promise.race([
          untilDue(isDue, period, report, ended.signal, { now: this.now, sleep }),
          new Promise<number>(resolve => ended.signal.addEventListener('abort', () => resolve(this.now()))),
          cancelled(token, givenUp),
        ]);
      } finally {
        skip();
        if (this.#skip === skip) {
          this.#skip = undefined;
          setContext('waitingForCode', false);
        }
      }
    });
  }
}

function cancelled(token: vscode.CancellationToken, givenUp?: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const cancel = (): void => reject(new vscode.CancellationError());
    token.onCancellationRequested(cancel);
    givenUp?.addEventListener('abort', cancel);
  });
}
