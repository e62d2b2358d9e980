import * as vscode from 'vscode';
import type { ParsedList } from '../core/list';
import { decodeList, MAXIMUM_LIST_BYTES } from '../core/listBytes';
import { sanitizeLabel } from '../platform/sanitize';

/** Where the shared list stands in a workspace folder. */
export const LIST_PATH = '.xero-mfa/accounts.json';

/** A list as it was read. A list that is not there has neither accounts nor problems. */
export interface ReadList extends ParsedList {
  readonly exists: boolean;
  /** The text the problems' offsets refer to. */
  readonly text: string;
}

const ABSENT: ReadList = { exists: false, text: '', accounts: [], problems: [] };

/** Reads a list from disk. Never throws for what is in it; a file that cannot be read at all is thrown. */
export async function readListFile(uri: vscode.Uri): Promise<ReadList> {
  const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
  // A device or a pipe could be read without end.
  if (stat && (stat.type & vscode.FileType.File) === 0) throw new Error(vscode.l10n.t('It is not a file.'));
  if (stat && stat.size >= MAXIMUM_LIST_BYTES) {
    return {
      ...ABSENT,
      exists: true,
      problems: [{ kind: 'tooLarge', severity: 'error', offset: 0, length: 0 }],
    };
  }
  const bytes = await readBytes(uri);
  if (!bytes) return ABSENT;
  const decoded = decodeList(bytes);
  if ('kind' in decoded) {
    return { exists: true, text: new TextDecoder().decode(bytes), accounts: [], problems: [decoded] };
  }
  // Most windows have no list: the parser is loaded with the first one.
  const { parseList } = await import('../core/list');
  return { exists: true, text: decoded.text, ...parseList(decoded.text) };
}

/** What a file holds, or `undefined` where there is none. */
export async function readBytes(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (
      error instanceof vscode.FileSystemError &&
      ['FileNotFound', 'FileNotADirectory'].includes(error.code)
    ) {
      return undefined;
    }
    throw error;
  }
}

/** The path as people know it: relative to the workspace where it is in one. A folder's name may be anybody's. */
export function shortPath(uri: vscode.Uri): string {
  return sanitizeLabel(vscode.workspace.asRelativePath(uri, true));
}
