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
      void offer(vscode.l10n.t('Code for {0} copied. It expires in {1} s.', label(login), seconds));
    },
    copiedAgain(login, seconds, copyNext) {
      void offer(
        vscode.l10n.t(
          'Copied the same code for {0} again. It expires in {1} s. Xero may reject a code that a colleague has just used.',
          label(login),
          seconds,
        ),
        [{ label: vscode.l10n.t('Copy Next Code'), run: copyNext }],
        vscode.window.showWarningMessage,
      );
    },
    noSecret: login =>
      new UserError(
        vscode.l10n.t(
          '{0} has no setup key on this computer. Add the key, or set up MFA with the guide.',
          label(login),
        ),
        setUpRemedies(login),
      ),
  };
}
