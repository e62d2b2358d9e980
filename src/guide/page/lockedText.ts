import { l10n } from 'vscode';
import type { GuideModel } from '../model';

/** When to try again after Xero locked the login; `undefined` while it isn't known to be locked. */
export function lockedText({ progress: { lockedUntil = 0 }, language }: GuideModel): string | undefined {
  if (lockedUntil <= Date.now()) return undefined;
  return l10n.t(
    'Try again at {0}, once, with a new code. If Xero still rejects it, wait two hours.',
    new Date(lockedUntil).toLocaleTimeString(language, { timeStyle: 'short' }),
  );
}
