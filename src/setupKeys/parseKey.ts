import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { ADVISED_BITS, type ParsedSecret, parseSecret, SecretError } from '../core/secret';
import type { TotpSecret } from '../core/totp';
import { sanitizeLabel } from '../platform/sanitize';
import { keyProblemText } from '../secrets/keyProblemText';

/**
 * Reads a pasted setup key or `otpauth://` URI.
 *
 * @throws {@link UserError} if it cannot be the key of the login
 */
export function parseKey(text: string, login: string): ParsedSecret {
  try {
    return parseSecret(text, login);
  } catch (error) {
    if (error instanceof SecretError) throw new UserError(keyProblemText(error.problem));
    throw error;
  }
}

/** Why a pasted text cannot be the key of a login. */
export function keyProblem(text: string, login: string): string | undefined {
  try {
    parseKey(text, login);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** What is odd about a key that can be used all the same. */
export function keyWarnings({ secret, issuer }: ParsedSecret): string[] {
  return [
    ...(secret.bits < ADVISED_BITS
      ? [
          vscode.l10n.t(
            'This key is short: {0} bits. At least {1} are recommended.',
            secret.bits,
            ADVISED_BITS,
          ),
        ]
      : []),
    ...(issuer && !/xero/i.test(issuer)
      ? [vscode.l10n.t('This link is for “{0}”, not for Xero.', sanitizeLabel(issuer))]
      : []),
  ];
}

/** Whether a pasted text is the key of a secret. */
export function isKeyOf(text: string, secret: TotpSecret): boolean {
  return parseSecret(text).secret.base32 === secret.base32;
}
