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
        'The clock could not be checked: a browser does not let VS Code read the time of {0}. Compare the clock of this computer with a phone’s.',
        server,
      ),
      [settings],
    );
  }
  switch (failure.kind) {
    case 'unreachable':
      return new UserError(
        vscode.l10n.t(
          'The clock could not be checked: {0} did not answer ({1}). Check the connection and try again, or compare the clock with a phone’s.',
          server,
          sanitizeLabel(failure.reason),
        ),
        [again, settings],
      );
    case 'noDate':
      return new UserError(
        vscode.l10n.t(
          'The clock could not be checked: the answer of {0} does not say the time. Reset the setting “xeroMfa.clockCheck.url”, or name another server there.',
          server,
        ),
        [settings],
      );
    case 'cached':
      return new UserError(
        vscode.l10n.t(
          'The clock could not be checked: between {0} and this computer something answers with what it has stored. Name another server in the setting “xeroMfa.clockCheck.url”, or compare the clock with a phone’s.',
          server,
        ),
        [settings],
      );
    case 'contradictory':
      return new UserError(
        vscode.l10n.t(
          'The clock could not be checked: the answers of {0} contradict one another. Perhaps the clock was set just now: try again.',
          server,
        ),
        [again],
      );
    case 'certificate':
      return new UserError(
        vscode.l10n.t(
          'By the clock of this computer the certificate of {0} is not valid now, so the clock is probably wrong by days or more. {1}',
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
        'The clock of this computer is right. If Xero refuses a code, something else is the cause.',
      );
    case 'close':
      return closeText(seconds);
    case 'wrong':
      return seconds > 0
        ? vscode.l10n.t(
            'The clock of this computer is {0} behind, so Xero may refuse its codes. {1}',
            duration(seconds),
            howToSet(),
          )
        : vscode.l10n.t(
            'The clock of this computer is {0} ahead, so Xero may refuse its codes. {1}',
            duration(-seconds),
            howToSet(),
          );
    case 'unsure':
      return vscode.l10n.t(
        'The answers came too slowly to tell whether the clock of this computer is right. Check again on a faster connection, or compare it with a phone’s.',
      );
  }
}

function closeText(seconds: number): string {
  if (Math.abs(seconds) <= CLOCK_PRECISION) {
    return vscode.l10n.t(
      'The clock of this computer is at most {0} off, so its codes work. The answers came too slowly to tell more.',
      duration(CLOCK_TOLERANCE),
    );
  }
  return seconds > 0
    ? vscode.l10n.t(
        'The clock of this computer is {0} behind. Most of its codes still work. If Xero refuses one, try the next. {1}',
        duration(seconds),
        howToSet(),
      )
    : vscode.l10n.t(
        'The clock of this computer is {0} ahead. Most of its codes still work. If Xero refuses one, wait {0} and try it again. {1}',
        duration(-seconds),
        howToSet(),
      );
}

function howToSet(): string {
  return vscode.l10n.t(
    'Let it be set automatically: in Windows under Settings › Time & language › Date & time, in macOS under System Settings › General › Date & Time, in Linux with “timedatectl set-ntp true”.',
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
