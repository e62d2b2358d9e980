import * as vscode from 'vscode';
import { CLOCK_PRECISION, type ClockVerdict } from '../core/clock';
import { type Remedy, UserError } from '../core/errors';
import type { HostSystem } from '../platform/hostSystem';
import { readsAnyServer } from '../platform/runtime';
import { sanitizeLabel } from '../platform/sanitize';
import { openSettingButton } from '../platform/settings';
import type { ClockFailure } from './clockCheck';

/** Why the clock could not be checked, and what to do. */
export function clockError(
  failure: ClockFailure,
  { host }: URL,
  place: ClockPlace,
  checkAgain: () => unknown,
  isBrowser = !readsAnyServer,
): UserError {
  const server = sanitizeLabel(host);
  const again: Remedy = { label: vscode.l10n.t('Check Again'), run: checkAgain };
  const settings = openSettingButton('clockCheck.url');
  if (isBrowser && (failure.kind === 'unreachable' || failure.kind === 'noDate')) {
    return new UserError(
      vscode.l10n.t(
        'Couldn’t check the clock. In a browser, VS Code can’t read the time from {0}. Compare this computer’s clock with a phone.',
        server,
      ),
      [settings],
    );
  }
  switch (failure.kind) {
    case 'unreachable':
      return new UserError(
        vscode.l10n.t(
          'Couldn’t check the clock. {0} didn’t respond ({1}). Check your connection and try again, or compare the clock with a phone.',
          server,
          sanitizeLabel(failure.reason),
        ),
        [again, settings],
      );
    case 'noDate':
      return new UserError(
        vscode.l10n.t(
          'Couldn’t check the clock. The response from {0} doesn’t include the time. Reset the setting “xeroMfa.clockCheck.url”, or enter another server there.',
          server,
        ),
        [settings],
      );
    case 'cached':
      return new UserError(
        vscode.l10n.t(
          'Couldn’t check the clock. A proxy between {0} and this computer sends cached responses. Enter another server in the setting “xeroMfa.clockCheck.url”, or compare the clock with a phone.',
          server,
        ),
        [settings],
      );
    case 'contradictory':
      return new UserError(
        vscode.l10n.t(
          'Couldn’t check the clock. The responses from {0} contradict each other. If the clock was set just now, try again.',
          server,
        ),
        [again],
      );
    case 'certificate':
      return new UserError(
        vscode.l10n.t(
          'This computer’s clock is probably wrong by days or more. By its time, the certificate of {0} isn’t valid. {1}',
          server,
          howToSet(place),
        ),
        [again],
      );
  }
}

/**
 * The result of a check and what to do about it, as one paragraph.
 *
 * @param isCorrected whether codes are corrected
 */
export function clockVerdictText(verdict: ClockVerdict, place: ClockPlace, isCorrected = false): string {
  const { kind, seconds, uncertainty } = verdict;
  const parts = [duration(Math.abs(seconds)), uncertainty, howToSet(place)] as const;
  const isBehind = seconds > 0;
  switch (kind) {
    case 'right':
      return vscode.l10n.t(
        'This computer’s clock is correct to within {0} s. If Xero rejects a code, look for another cause.',
        mostOff(verdict),
      );
    case 'close':
      if (Math.abs(seconds) <= CLOCK_PRECISION) {
        return vscode.l10n.t(
          'This computer’s clock is off by {0} at most, so its codes work. The server responded too slowly for a closer check.',
          duration(mostOff(verdict)),
        );
      }
      return isBehind
        ? vscode.l10n.t(
            'This computer’s clock is {0} behind (±{1} s). Most codes still work. If Xero rejects one, try the next. {2}',
            ...parts,
          )
        : vscode.l10n.t(
            'This computer’s clock is {0} ahead (±{1} s). Most codes still work. If Xero rejects one, wait {0} and try it again. {2}',
            ...parts,
          );
    case 'wrong':
      if (isCorrected) {
        return isBehind
          ? vscode.l10n.t(
              'This computer’s clock is {0} behind (±{1} s). Codes are corrected until it is right. {2}',
              ...parts,
            )
          : vscode.l10n.t(
              'This computer’s clock is {0} ahead (±{1} s). Codes are corrected until it is right. {2}',
              ...parts,
            );
      }
      return isBehind
        ? vscode.l10n.t(
            'This computer’s clock is {0} behind (±{1} s), so Xero may reject its codes. {2}',
            ...parts,
          )
        : vscode.l10n.t(
            'This computer’s clock is {0} ahead (±{1} s), so Xero may reject its codes. {2}',
            ...parts,
          );
    case 'unsure':
      return vscode.l10n.t(
        'The server responded too slowly to check this computer’s clock (±{0} s). Try a faster connection, or compare the clock with a phone.',
        uncertainty,
      );
  }
}

/** The largest possible error of the clock, in seconds. */
function mostOff({ seconds, uncertainty }: ClockVerdict): number {
  return Math.abs(seconds) + uncertainty;
}

/** Whose clock it is: the system's, or that of a remote host reached through SSH. */
export type ClockPlace = HostSystem | 'ssh';

/** How to set the clock there, in a sentence or two. */
export function howToSet(place: ClockPlace): string {
  switch (place) {
    case 'windows':
      return vscode.l10n.t('Turn on automatic time under Settings › Time & language › Date & time.');
    case 'mac':
      return vscode.l10n.t('Turn on automatic time under System Settings › General › Date & Time.');
    case 'linux':
      return vscode.l10n.t('Turn on automatic time with “timedatectl set-ntp true”.');
    case 'wsl':
      return vscode.l10n.t(
        'The WSL clock falls behind when the computer sleeps. Set it with “sudo hwclock -s”, or restart WSL with “wsl --shutdown”.',
      );
    case 'container':
      return vscode.l10n.t('A container uses its host’s clock. Set the clock there.');
    case 'ssh':
      return vscode.l10n.t('This is the SSH host’s clock. Set it there.');
    case 'other':
      return vscode.l10n.t('Turn on automatic time in the system settings.');
  }
}

/** What the person agrees to by correcting codes. */
export function correctionOffer({ host }: URL): string {
  return vscode.l10n.t(
    'You can correct codes until the clock is set. The extension then asks {0} for the time at least every 15 minutes.',
    sanitizeLabel(host),
  );
}

/** Why codes are not corrected by this result. */
export function noCorrectionText(why: 'tooFar' | 'tooVague' | 'outdated'): string {
  switch (why) {
    case 'tooFar':
      return vscode.l10n.t('Codes can’t be corrected by more than a day.');
    case 'tooVague':
      return vscode.l10n.t('This result is too uncertain to correct codes.');
    case 'outdated':
      return vscode.l10n.t('Codes are still corrected by an earlier result, which may be outdated.');
  }
}

/**
 * The message when a check ends the correction, because the clock is right or close enough.
 *
 * @param text describes such a clock
 */
export function correctionEndedText(text: string, { kind }: ClockVerdict): string {
  const found = kind === 'right' ? vscode.l10n.t('This computer’s clock is right again.') : text;
  return `${found} ${vscode.l10n.t('Codes are no longer corrected.')}`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** A duration in the person's language, in the largest unit that fits at least twice. */
export function duration(seconds: number, unitDisplay: 'long' | 'short' = 'long'): string {
  const [unit, length] = UNITS.find(([, each]) => seconds >= 2 * each) ?? (['second', 1] as const);
  return new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit, unitDisplay }).format(
    Math.round(seconds / length),
  );
}
