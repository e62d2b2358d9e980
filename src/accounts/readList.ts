import * as vscode from 'vscode';
import type { ParsedList } from '../core/list';
import { decodeList, MAXIMUM_LIST_BYTES } from '../core/listBytes';
import { readIfThere } from '../platform/readIfThere';
import { realPath } from '../platform/runtime';
import { sanitizeLabel } from '../platform/sanitize';

/** A list as it was read. A list that is not there has neither accounts nor problems. */
export interface ReadList extends ParsedList {
  readonly exists: boolean;
  /** The text the problems' offsets refer to. */
  readonly text: string;
  /** Whether the text is what the file holds, and the accounts and problems are those of the text. */
  readonly isParsed: boolean;
}

const NOT_PARSED = { isParsed: false, text: '', accounts: [], problems: [] } as const;

/**
 * Reads a list from disk. Never throws for what is in it; a file that cannot be read at all is thrown.
 *
 * @param previous what was read before; where the text is the same, it is not parsed again
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
  // Most windows have no list: the parser is loaded with the first one.
  const { parseList } = await import('../core/list');
  return { exists: true, text, isParsed: true, ...parseList(text) };
}

/** @throws if something other than a file is there: a device or a pipe could be read without end */
export async function requireFile(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
  if (stat && (stat.type & vscode.FileType.File) === 0) throw new Error(vscode.l10n.t('It is not a file.'));
  return stat;
}

/** The file that a list's links lead to, or the same URI if that is not known. */
export async function realUri(uri: vscode.Uri): Promise<vscode.Uri> {
  const path = uri.scheme === 'file' ? await realPath(uri.fsPath) : undefined;
  return path === undefined ? uri : vscode.Uri.file(path);
}

/** The path as people know it: relative to the workspace where it is in one. Sanitised, as anybody may have named a folder. */
export function shortPath(uri: vscode.Uri): string {
  return sanitizeLabel(vscode.workspace.asRelativePath(uri, true));
}
