import * as vscode from 'vscode';
import { type ClockVerdict, codesWork } from '../core/clock';
import { UserError } from '../core/errors';
import { completeWalkthroughStep } from '../platform/context';
import type { Offer } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import { readWebAddress } from '../platform/settings';
import { ClockCheckError, checkClock } from './clockCheck';
import { clockError, clockVerdictText } from './clockText';

/** What was found of the clock. */
export interface ClockFinding {
  readonly text: string;
  /** Whether codes work with it. */
  readonly isRight: boolean;
}

/** Checks the clock, shows what was found, and returns it. The person can end it at any time. */
export async function showClock(offer: Offer): Promise<ClockVerdict> {
  const url = readWebAddress('clockCheck.url');
  const again = (): Promise<ClockVerdict> => showClock(offer);
  const verdict = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking {0} for the time…', sanitizeLabel(url.host)),
      cancellable: true,
    },
    async (_progress, cancellation) => {
      const controller = new AbortController();
      const subscription = cancellation.onCancellationRequested(() => controller.abort());
      try {
        return await check(url, controller.signal, again);
      } finally {
        subscription.dispose();
      }
    },
  );
  const text = clockVerdictText(verdict);
  if (codesWork(verdict)) void offer(text);
  else {
    const remedies = [{ label: vscode.l10n.t('Check Again'), run: again }];
    void offer(text, remedies, vscode.window.showWarningMessage);
  }
  return verdict;
}

/** Checks the clock and returns what to show of it: what was found, or why nothing was. */
export async function describeClock(): Promise<ClockFinding> {
  try {
    const verdict = await check(
      readWebAddress('clockCheck.url'),
      new AbortController().signal,
      describeClock,
    );
    return { text: clockVerdictText(verdict), isRight: codesWork(verdict) };
  } catch (error) {
    if (error instanceof UserError) return { text: error.message, isRight: false };
    throw error;
  }
}

async function check(url: URL, signal: AbortSignal, again: () => unknown): Promise<ClockVerdict> {
  try {
    const verdict = await checkClock(url, signal);
    completeWalkthroughStep('clockChecked');
    return verdict;
  } catch (error) {
    if (signal.aborted) throw new vscode.CancellationError();
    throw error instanceof ClockCheckError ? clockError(error.failure, url, again) : error;
  }
}
