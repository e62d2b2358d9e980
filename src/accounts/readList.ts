import * as vscode from 'vscode';
import type { ParsedList } from '../core/list';
import { decodeList, MAXIMUM_LIST_BYTES } from '../core/listBytes';
import { readIfThere } from '../platform/readIfThere';
import { realPath } from '../platform/runtime';
import { sanitizeLabel } from '../platform/sanitize';

/** The result of reading a list. A list that doesn't exist has no accounts and no problems. */
export interface ReadList extends ParsedList {
  readonly exists: boolean;
  /** The text that problems' offsets refer to. */
  readonly text: string;
  /** Whether the file could be decoded and its text was parsed. */
  readonly isParsed: boolean;
}

const NOT_PARSED = { isParsed: false, text: '', accounts: [], problems: [] } as const;

/**
 * Reads a list from disk.
 *
 * @param previous the last result; the same text is not parsed again
 * @throws an error of the file system, but never because of the file's content
 */
export async function readListFile(uri: vscode.Uri, previous?: ReadList): Promise<ReadList> {
  const stat = await requireFile(uri);
  if (stat && stat.size >= MAXIMUM_LIST_BYTES) {
    return {
      ...NOT_PARSED,
      exists: true,
      problems: [{ kind: 'tooLarge', severity: 'error', offset: 0, length: 0 }],
    };
  }
  const bytes = await readIfThere(uri, vscode.workspace.fs);
  if (!bytes) return { ...NOT_PARSED, exists: false };
  const decoded = decodeList(bytes);
  if ('kind' in decoded) {
    return { ...NOT_PARSED, exists: true, text: new TextDecoder().decode(bytes), problems: [decoded] };
  }
  const { text } = decoded;
  if (previous?.isParsed && previous.text === text) return previous;
  // Loaded with the first list, because most windows have none.
  const { parseList } = await import('../core/list');
  return { exists: true, text, isParsed: true, ...parseList(text) };
}

/** @throws if there is something other than a file: reading a device or a pipe could take forever */
export async function requireFile(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
  if (stat && (stat.type & vscode.FileType.File) === 0)
    throw new Error(vscode.l10n.t('This is a folder or device, not a file.'));
  return stat;
}

/** The URI with all links resolved, if that is possible. */
export async function realUri(uri: vscode.Uri): Promise<vscode.Uri> {
  const path = uri.scheme === 'file' ? await realPath(uri.fsPath) : undefined;
  return path === undefined ? uri : vscode.Uri.file(path);
}

/** The path relative to the workspace, if it is in one. Sanitised, because folders can have any name. */
export function shortPath(uri: vscode.Uri): string {
  return sanitizeLabel(vscode.workspace.asRelativePath(uri, true));
}
