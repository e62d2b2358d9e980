import { l10n } from 'vscode';
import { UserError } from '../core/errors';
import { parseStoredUri } from '../core/secretUri';
import type { TotpSecret } from '../core/totp';
import { sanitizeLabel } from '../platform/sanitize';

/** The secret in a stored text, or `undefined` if the text can't be read. */
export function secretIn(stored: string, login: string): TotpSecret | undefined {
  try {
    return parseStoredUri(stored, login);
  } catch {
    return undefined;
  }
}

/** @throws {@link UserError} if the stored text can't be read */
export function readSecret(stored: string, login: string): TotpSecret {
  const secret = secretIn(stored, login);
  if (secret) return secret;
  throw new UserError(
    l10n.t(
      'The setup key saved for {0} can’t be read. It was kept. To replace it, add the setup key again.',
      sanitizeLabel(login),
    ),
  );
}
