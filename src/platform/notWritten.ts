import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { sanitizeLabel } from './sanitize';

/** The error for a file that could not be written. */
export function notWritten(file: vscode.Uri, error: unknown): UserError {
  return new UserError(
    vscode.l10n.t(
      '{0} couldn’t be written. Check that you can write to the folder. ({1})',
      sanitizeLabel(fileName(file)),
      sanitizeLabel(error instanceof Error ? error.message : String(error)),
    ),
  );
}

/** The last segment of a file's path. */
export function fileName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
