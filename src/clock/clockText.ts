import * as vscode from 'vscode';
import { CLOCK_PRECISION, CLOCK_TOLERANCE, type ClockVerdict } from '../core/clock';
import { type Remedy, UserError } from '../core/errors';
import { readsAnyServer } from '../platform/runtime';
import { sanitizeLabel } from '../platform/sanitize';
import { openSettingButton } from '../platform/settings';
import type { ClockFailure } from './clockCheck';

/** Why the clock could not be checked, and what to do. */
export function clockError(
  failure: ClockFailure,
  { host }: URL,
  checkAgain: () => unknown,
  isBrowser = !readsAnyServer,
): UserError {
  const server = sanitizeLabel(host);
  const again: Remedy = { label: vscode.l10n.t('Check Again'), run: checkAgain };
  const settings = openSettingButton('clockCheck.url');
  if (isBrowser && (failure.kind === 'unreachable' || failure.kind === 'noDate')) {
    return new UserError(
      vscode.l10n.t(
        'Couldn’t check the clock. A browser does not let VS Code read the time of {0}. Compare this computer’s clock with a phone.',
        server,
      ),
      [settings],
    );
  }
  switch (failure.kind) {
    case 'unreachable':
      return new UserError(
        vscode.l10n.t(
          'Couldn’t check the clock: {0} did not answer ({1}). Check your connection and try again, or compare the clock with a phone.',
          server,
          sanitizeLabel(failure.reason),
        ),
        [again, settings],
      );
    case 'noDate':
      return new UserError(
        vscode.l10n.t(
          'Couldn’t check the clock: the answer from {0} has no time in it. Reset the setting “xeroMfa.clockCheck.url”, or enter another server there.',
          server,
        ),
        [settings],
      );
    case 'cached':
      return new UserError(
        vscode.l10n.t(
          'Couldn’t check the clock: a proxy between {0} and this computer sends cached responses. Enter another server in the setting “xeroMfa.clockCheck.url”, or compare the clock with a phone.',
          server,
        ),
        [settings],
      );
    case 'contradictory':
      return new UserError(
        vscode.l10n.t(
          'Couldn’t check the clock: the answers from {0} contradict each other. If the clock was set just now, try again.',
          server,
        ),
        [again],
      );
    case 'certificate':
      return new UserError(
        vscode.l10n.t(
          'This computer’s clock is probably wrong by days or more, because it says the certificate of {0} is not valid now. {1}',
          server,
          howToSet(),
        ),
        [again],
      );
  }
}

/** What was found and what to do, as one paragraph. */
export function clockVerdictText({ kind, seconds }: ClockVerdict): string {
  switch (kind) {
    case 'right':
      return vscode.l10n.t(
        'This computer’s clock is correct. If Xero rejects a code, look for another cause.',
      );
    case 'close':
      return closeText(seconds);
    case 'wrong':
      return seconds > 0
        ? vscode.l10n.t(
            'This computer’s clock is {0} behind, so Xero may reject its codes. {1}',
            duration(seconds),
            howToSet(),
          )
        : vscode.l10n.t(
            'This computer’s clock is {0} ahead, so Xero may reject its codes. {1}',
            duration(-seconds),
            howToSet(),
          );
    case 'unsure':
      return vscode.l10n.t(
        'The answers came too slowly to check this computer’s clock. Try a faster connection, or compare the clock with a phone.',
      );
  }
}

function closeText(seconds: number): string {
  if (Math.abs(seconds) <= CLOCK_PRECISION) {
    return vscode.l10n.t(
      'This computer’s clock is off by {0} at most, so its codes work. The answers came too slowly for a closer check.',
      duration(CLOCK_TOLERANCE),
    );
  }
  return seconds > 0
    ? vscode.l10n.t(
        'This computer’s clock is {0} behind. Most codes still work. If Xero rejects one, try the next. {1}',
        duration(seconds),
        howToSet(),
      )
    : vscode.l10n.t(
        'This computer’s clock is {0} ahead. Most codes still work. If Xero rejects one, wait {0} and try it again. {1}',
        duration(-seconds),
        howToSet(),
      );
}

function howToSet(): string {
  return vscode.l10n.t(
    'Set the clock automatically: on Windows under Settings › Time & language › Date & time, on macOS under System Settings › General › Date & Time, on Linux with “timedatectl set-ntp true”.',
  );
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** A duration in the person's language, in the largest unit that it holds at least twice. */
function duration(seconds: number): string {
  const [unit, length] = UNITS.find(([, each]) => seconds >= 2 * each) ?? (['second', 1] as const);
  return new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.round(seconds / length),
  );
}
