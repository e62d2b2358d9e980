import { l10n } from 'vscode';
import { UserError } from '../core/errors';
import { parseAnswers, type RecoveryAnswers } from '../core/recovery';
import { sanitizeLabel } from '../platform/sanitize';

/** @throws {@link UserError} if the stored text can't be read */
export function readAnswers(stored: string, login: string): RecoveryAnswers {
  try {
    return parseAnswers(stored);
  } catch {
    throw new UserError(
      l10n.t(
        'The stored answers to the security questions of {0} can’t be read. They have been kept. Store the answers again to replace them.',
        sanitizeLabel(login),
      ),
    );
  }
}
