import { l10n } from 'vscode';
import { UserError } from '../core/errors';

/** VS Code doesn't have what it has just been given. */
export function notKeptError(): UserError {
  return new UserError(
    l10n.t(
      'VS Code didn’t keep the setup key. Check that its secret storage works on this computer, then try again.',
    ),
  );
}
