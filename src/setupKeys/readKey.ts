import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { ADVISED_BITS, type ParsedSecret, parseSecret } from '../core/secret';
import { SecretError } from '../core/secretUri';
import { sanitizeLabel } from '../platform/sanitize';
import { keyProblemText } from '../secrets/keyProblemText';

/** A pasted text: the key in it, or why it can't be the key of the login. */
export type ReadKey =
  | { readonly key: ParsedSecret; readonly problem?: undefined }
  | { readonly key?: undefined; readonly problem: string };

/** Reads a pasted setup key or `otpauth://` URI. */
export function readKey(text: string, login: string): ReadKey {
  try {
    return { key: parseSecret(text, login) };
  } catch (error) {
    if (error instanceof SecretError) return { problem: keyProblemText(error.problem) };
    throw error;
  }
}

/** @throws {@link UserError} if the text can't be the key of the login */
export function requireKey(text: string, login: string): ParsedSecret {
  const { key, problem } = readKey(text, login);
  if (key) return key;
  throw new UserError(problem);
}

/** Warnings about a key that can be used all the same. */
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
