import * as vscode from 'vscode';
import { sanitizeLabel } from './sanitize';

/** A container's authority is longer than a label. */
const LONGEST_AUTHORITY = 40;

/**
 * A file's name for questions and messages: relative to the workspace, otherwise its path on the disk. Another file system
 * is named with it, because an extension can provide one whose paths look like the disk's.
 */
export function fileLabel(uri: vscode.Uri): string {
  return sanitizeLabel(isFamiliar(uri) ? vscode.workspace.asRelativePath(uri) : fullName(uri));
}

/** An extension can add a folder of its own file system to the workspace, so being in one is not enough. */
function isFamiliar(uri: vscode.Uri): boolean {
  const isInRemoteFolder =
    uri.scheme === 'vscode-remote' && vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return uri.scheme === 'file' || isInRemoteFolder;
}

function fullName(uri: vscode.Uri): string {
  const { authority } = uri;
  const shown =
    authority.length > LONGEST_AUTHORITY ? `${authority.slice(0, LONGEST_AUTHORITY)}…` : authority;
  return uri.with({ authority: shown }).toString(true);
}
