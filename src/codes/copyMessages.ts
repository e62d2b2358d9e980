import * as vscode from 'vscode';
import type { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';
import type { CopyMessageServices } from './services';

/** The messages after a copy, or why there is none. */
export interface CopyMessages {
  copied(login: string, seconds: number): void;
  /** @param copyNext copies the code after the one that was copied twice */
  copiedAgain(login: string, seconds: number, copyNext: () => unknown): void;
  /** @param copyNext copies the code after the one that expired before it was on the clipboard */
  expired(login: string, copyNext: () => unknown): Promise<UserError>;
  noSecret(login: string): Promise<UserError>;
}

export function createCopyMessages(services: CopyMessageServices): CopyMessages {
  const { offer, nameOf, isClockOutdated } = services;
  const warnings = () => import('./whenUsed');
  const label = (login: string): string => sanitizeLabel(nameOf(login));
  return {
    copied(login, seconds) {
      if (isClockOutdated()) {
        void warnings().then(({ warnOfOutdatedClock }) => warnOfOutdatedClock(label(login), seconds, offer));
        return;
      }
      void offer(vscode.l10n.t('Code for {0} copied. It expires in {1} s.', label(login), seconds));
    },
    copiedAgain(login, seconds, copyNext) {
      void warnings().then(({ warnOfCopiedAgain }) =>
        warnOfCopiedAgain(label(login), seconds, copyNext, offer),
      );
    },
    expired: async (login, copyNext) => (await warnings()).expiredError(label(login), copyNext),
    noSecret: async login => (await warnings()).noKeyError(login, services),
  };
}
