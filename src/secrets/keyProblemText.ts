import * as vscode from 'vscode';
import { MINIMUM_BITS, type SecretProblem } from '../core/secretUri';
import { oneInWords } from '../platform/listInWords';
import { sanitizeLabel } from '../platform/sanitize';

/** Why a pasted text is rejected, and what to do. Quotes no more of a key than its one wrong character. */
export function keyProblemText(problem: SecretProblem): string {
  switch (problem.kind) {
    case 'empty':
      return vscode.l10n.t('This text contains no setup key. Copy the key from Xero and paste it here.');
    case 'tooLong':
      return vscode.l10n.t('This is too long for a setup key. Copy only the key and paste it again.');
    case 'hotp':
      return vscode.l10n.t(
        'This link is for counter-based codes (HOTP). Xero uses time-based codes (TOTP). Copy the key that Xero shows.',
      );
    case 'steam':
      return vscode.l10n.t('This link is for Steam. Copy the key that Xero shows.');
    case 'migration':
      return vscode.l10n.t(
        'This is a Google Authenticator export, which can contain several keys. Paste the setup key for this login instead.',
      );
    case 'notBase32':
      return notBase32(problem.character, problem.position, problem.meant);
    case 'incomplete':
      return vscode.l10n.t(
        'A setup key can’t have this many characters ({0}). One may be missing, or there may be one too many. Copy the whole key again.',
        problem.characters,
      );
    case 'tooShort':
      return vscode.l10n.t(
        'This key is too short to be safe: {0} of at least {1} bits. Copy the whole key again.',
        problem.bits,
        MINIMUM_BITS,
      );
    case 'badUri':
      return vscode.l10n.t('This isn’t a valid otpauth://totp link. Paste the setup key instead.');
    case 'badParameter':
      return vscode.l10n.t(
        '“{0}” is missing from this otpauth link, or its value isn’t supported. Paste the setup key instead.',
        problem.name,
      );
    case 'otherLogin':
      return vscode.l10n.t(
        'This link is for another login: {0}. Choose that account, or copy the key for this one.',
        sanitizeLabel(problem.login),
      );
  }
}

function notBase32(character: string, position: number, meant: readonly string[]): string {
  const shown = sanitizeLabel(character);
  return meant.length === 0
    ? vscode.l10n.t(
        'Character {0} of the key, “{1}”, isn’t valid. Setup keys contain only the letters A–Z and the digits 2–7.',
        position,
        shown,
      )
    : vscode.l10n.t(
        'Character {0} of the key, “{1}”, isn’t valid. It may be the letter {2}.',
        position,
        shown,
        oneInWords(meant),
      );
}
