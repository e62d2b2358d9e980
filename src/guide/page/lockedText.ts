import { l10n } from 'vscode';
import type { GuideModel, Progress } from '../model';

/** Whether Xero may still refuse the right code, as the person said that it locked the login. */
export function isLocked({ lockedUntil = 0 }: Progress): boolean {
  return lockedUntil > Date.now();
}

/** When to try again after Xero locked the login; `undefined` while it isn't known to be locked. */
export function lockedText({ progress, language }: GuideModel): string | undefined {
  if (!isLocked(progress)) return undefined;
  return l10n.t(
    'Try again at {0}, once, with a new code. If Xero still rejects it, wait two hours.',
    new Date(progress.lockedUntil ?? 0).toLocaleTimeString(language, { timeStyle: 'short' }),
  );
}
