import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { type Remedy, UserError } from '../core/errors';
import type { Offer } from '../platform/errorBoundary';
import { learnMore } from '../platform/learnMore';
import { sanitizeLabel } from '../platform/sanitize';
import type { CopyMessageServices } from './services';

/** Warns that the same code was copied twice. */
export function warnOfCopiedAgain(
  name: string,
  seconds: number,
  copyNext: () => unknown,
  offer: Offer,
): Promise<void> {
  return offer(
    vscode.l10n.t(
      'Copied the same code for {0} again. It expires in {1} s. Xero may reject a code that was just used.',
      name,
      seconds,
    ),
    [nextCode(copyNext)],
    vscode.window.showWarningMessage,
  );
}

/** Warns that a code was copied which may be wrong. */
export function warnOfOutdatedClock(name: string, seconds: number, offer: Offer): Promise<void> {
  return offer(
    vscode.l10n.t(
      'Code for {0} copied. It expires in {1} s. Xero may reject it, because codes are corrected but the clock couldn’t be checked recently.',
      name,
      seconds,
    ),
    [
      {
        label: vscode.l10n.t('Check Clock'),
        run: () => vscode.commands.executeCommand(commandId('checkClock')),
      },
    ],
    vscode.window.showWarningMessage,
  );
}

/** A code expired while it was being copied. */
export function expiredError(name: string, copyNext: () => unknown): UserError {
  return new UserError(
    vscode.l10n.t('The code for {0} expired while it was being copied. Copy the next one.', name),
    [nextCode(copyNext)],
  );
}

const nextCode = (copyNext: () => unknown): Remedy => ({
  label: vscode.l10n.t('Copy Next Code'),
  run: copyNext,
});

/** Why there is no code to copy. */
export async function noKeyError(
  login: string,
  { nameOf, setUpRemedies, secrets, isShared, lostAdvice }: CopyMessageServices,
): Promise<UserError> {
  const name = sanitizeLabel(nameOf(login));
  const remedies = setUpRemedies(login);
  if (secrets.stateOf(login) !== 'lost') {
    return new UserError(
      vscode.l10n.t(
        '{0} has no setup key on this computer. Add the key, or set up MFA with the guide.',
        name,
      ),
      remedies,
    );
  }
  const sync = {
    label: vscode.l10n.t('Sync Team Store'),
    run: () => vscode.commands.executeCommand(commandId('team.sync')),
  };
  return new UserError(
    vscode.l10n.t('VS Code no longer has the setup key for {0}. {1}', name, await lostAdvice(login)),
    [...(isShared(login) ? [sync] : []), ...remedies, learnMore('lostKeys')],
  );
}
