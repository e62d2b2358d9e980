import * as vscode from 'vscode';
import type { Remedy, UserError } from '../core/errors';
import type { Offer } from '../platform/errorBoundary';
import { sanitizeLabel } from '../platform/sanitize';
import type { SecretStore } from '../secrets/store';

/** The messages after a copy, or why there is none. */
export interface CopyMessages {
  copied(login: string, seconds: number): void;
  /** @param copyNext copies the code after the one that was copied twice */
  copiedAgain(login: string, seconds: number, copyNext: () => unknown): void;
  /** @param copyNext copies the code after the one that expired before it was on the clipboard */
  expired(login: string, copyNext: () => unknown): Promise<UserError>;
  noSecret(login: string): Promise<UserError>;
}

/** What the messages need of the rest. */
export interface CopyMessagesOptions {
  readonly offer: Offer;
  readonly nameOf: (login: string) => string;
  /** Buttons with which the person goes on to set a login up. */
  readonly setUpRemedies: (login: string) => readonly Remedy[];
  readonly secrets: Pick<SecretStore, 'stateOf'>;
  /** Whether a team store may have the key of a login. */
  readonly isShared: (login: string) => boolean;
  /** Why VS Code has probably lost the key of a login, and the ways back to it. */
  readonly lostAdvice: (login: string) => Promise<string>;
}

export function createCopyMessages(options: CopyMessagesOptions): CopyMessages {
  const { offer, nameOf } = options;
  const warnings = () => import('./whenUsed');
  const label = (login: string): string => sanitizeLabel(nameOf(login));
  return {
    copied(login, seconds) {
      void offer(vscode.l10n.t('Code for {0} copied. It expires in {1} s.', label(login), seconds));
    },
    copiedAgain(login, seconds, copyNext) {
      void warnings().then(({ warnOfCopiedAgain }) =>
        warnOfCopiedAgain(label(login), seconds, copyNext, offer),
      );
    },
    expired: async (login, copyNext) => (await warnings()).expiredError(label(login), copyNext),
    noSecret: async login => (await warnings()).noKeyError(login, options),
  };
}
