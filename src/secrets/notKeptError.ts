import { l10n } from 'vscode';
import { UserError } from '../core/errors';

/** VS Code does not have what it was given a moment ago. */
export function notKeptError(): UserError {
  return new UserError(
    l10n.t(
      'VS Code did not keep the setup key. Check that its secret storage works on this computer, then try again.',
    ),
  );
}
