import * as vscode from 'vscode';
import { type Remedy, UserError } from '../core/errors';
import type { Offer } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';

/** The messages after a copy, or why there is none. */
export interface CopyMessages {
  copied(login: string, seconds: number): void;
  /** @param copyNext copies the code after the one that was copied twice */
  copiedAgain(login: string, seconds: number, copyNext: () => unknown): void;
  noSecret(login: string): UserError;
}

/** What the messages need of the rest. */
export interface CopyMessagesOptions {
  readonly offer: Offer;
  readonly nameOf: (login: string) => string;
  /** Buttons with which the person goes on to set a login up. */
  readonly setUpRemedies: (login: string) => readonly Remedy[];
}

export function createCopyMessages({ offer, nameOf, setUpRemedies }: CopyMessagesOptions): CopyMessages {
  const label = (login: string): string => sanitizeLabel(nameOf(login));
  return {
    copied(login, seconds) {
      void offer(vscode.l10n.t('Code of {0} copied; valid for {1} s.', label(login), seconds));
    },
    copiedAgain(login, seconds, copyNext) {
      void offer(
        vscode.l10n.t(
          'The same code of {0} was copied again; valid for {1} s. Xero may refuse a code that a colleague has just used.',
          label(login),
          seconds,
        ),
        [{ label: vscode.l10n.t('Copy the Next Code'), run: copyNext }],
        vscode.window.showWarningMessage,
      );
    },
    noSecret: login =>
      new UserError(
        vscode.l10n.t(
          'There is no secret of {0} on this computer. Set it, or follow the guide to set up MFA.',
          label(login),
        ),
        setUpRemedies(login),
      ),
  };
}
