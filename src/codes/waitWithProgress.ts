import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { sanitizeLabel } from '../platform/sanitize';
import { sleep, untilDue } from './untilDue';

/** A code to wait for. */
export interface AwaitedCode {
  readonly login: string;
  /** Of the codes of the login, in seconds. */
  readonly period: number;
  /** @param instant in milliseconds since the Unix epoch */
  isDue(instant: number): boolean;
  /** Whether `NextCodeWait.copyNow` ends the wait. No two such waits are under way at once. */
  readonly canCopyNow: boolean;
  /** Ends the wait as if the person cancelled it. */
  readonly givenUp?: AbortSignal | undefined;
}

/**
 * @param name of the login
 * @param cut ends the wait at the current instant
 * @param now milliseconds since the Unix epoch, by the clock that codes are made by
 * @returns and throws as `NextCodeWait.until` does
 */
export async function waitWithProgress(
  { period, isDue, canCopyNow, givenUp }: AwaitedCode,
  name: string,
  cut: AbortSignal,
  now: () => number,
): Promise<number> {
  if (givenUp?.aborted) throw new vscode.CancellationError();
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: vscode.l10n.t('Waiting for the next code for {0}', sanitizeLabel(name)),
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
      // The bar counts down and the message stays: screen readers read out a new one every second.
      const message = vscode.l10n.t('{0} s', total) + copyNow;
      progress.report({ message, increment: (passed / total) * 100 });
    };
    const ended = new AbortController();
    try {
      return await Promise.race([
        untilDue(isDue, period, report, ended.signal, { now, sleep }),
        aborted(cut).then(now),
        cancelled(token, givenUp),
      ]);
    } finally {
      ended.abort();
    }
  });
}

async function cancelled(token: vscode.CancellationToken, givenUp?: AbortSignal): Promise<never> {
  await Promise.race([
    new Promise(resolve => token.onCancellationRequested(resolve)),
    ...(givenUp ? [aborted(givenUp)] : []),
  ]);
  throw new vscode.CancellationError();
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise(resolve => signal.addEventListener('abort', resolve));
}
