import { l10n } from 'vscode';
import { UserError } from '../core/errors';
import { passwordProblem } from '../core/password';
import { sanitizeLabel } from '../platform/sanitize';

/** @throws {@link UserError} if the stored text can't be a password */
export function readPassword(stored: string, login: string): string {
  if (!passwordProblem(stored)) return stored;
  throw new UserError(
    l10n.t(
      'The password saved for {0} can’t be read. It was kept. To replace it, set the password again.',
      sanitizeLabel(login),
    ),
  );
}
