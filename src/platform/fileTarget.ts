import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { exists } from './exists';
import { fileName, notWritten } from './notWritten';
import { changeLocalFile } from './runtime';
import { sanitizeLabel } from './sanitize';
import { changeWorkspaceFile } from './workspaceFile';

/** Where a whole file is written, such as an export. */
export interface FileTarget {
  readonly uri: vscode.Uri;
  /** Whether the person was asked about a file that is there. Otherwise none may be replaced. */
  readonly replaces: boolean;
}

/** What the person chose in a save dialog, which asks before a file is replaced. */
export async function chosenTarget(uri: vscode.Uri): Promise<FileTarget> {
  return { uri, replaces: await exists(uri) };
}

/**
 * Writes a file.
 *
 * @throws {@link UserError} if it can't be written, or would replace a file that the person was not asked about
 */
export async function writeTarget({ uri, replaces }: FileTarget, bytes: Uint8Array): Promise<void> {
  const change = (before: Uint8Array | undefined): Uint8Array => {
    if (before && !replaces) throw createdMeanwhile(uri);
    return bytes;
  };
  try {
    if (uri.scheme === 'file' && changeLocalFile) await changeLocalFile(uri.fsPath, change);
    else await changeWorkspaceFile(uri, change, vscode.workspace.fs);
  } catch (error) {
    throw error instanceof UserError ? error : notWritten(uri, error);
  }
}

function createdMeanwhile(uri: vscode.Uri): UserError {
  return new UserError(
    vscode.l10n.t(
      'Another program has just created {0}, so it wasn’t replaced. Try again, or choose another file.',
      sanitizeLabel(fileName(uri)),
    ),
  );
}
