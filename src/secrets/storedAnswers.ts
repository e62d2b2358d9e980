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
        'The answers to security questions saved for {0} can’t be read. They were kept. To replace them, save the answers again.',
        sanitizeLabel(login),
      ),
    );
  }
}
