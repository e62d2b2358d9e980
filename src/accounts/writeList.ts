import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { decodeList, encodeList, type ListText } from '../core/listBytes';
import { EMPTY_LIST, ListEditError } from '../core/listEdit';
import { replaceFile } from '../platform/runtime';
import { sanitizeLabel } from '../platform/sanitize';
import { editProblemText } from './editProblemText';
import { readBytes, shortPath } from './readList';

/**
 * Edits the text of a list, making it where it is not there. Written to a temporary file beside it that is then
 * renamed, so that a reader sees the old list or the new one and nothing between.
 *
 * @throws {@link UserError} where the list cannot be edited as it is; nothing is written then
 */
export async function editListFile(uri: vscode.Uri, edit: (text: string) => string): Promise<void> {
  await requireSaved(uri);
  const bytes = await readBytes(uri);
  const source: ListText | undefined = bytes
    ? readable(uri, bytes)
    : { text: EMPTY_LIST, hasByteOrderMark: false };
  let text: string;
  try {
    text = edit(source.text);
  } catch (error) {
    if (!(error instanceof ListEditError)) throw error;
    throw new UserError(editProblemText(error.problem, uri), [showFile(uri)]);
  }
  if (bytes && text === source.text) return;
  await write(uri, encodeList({ ...source, text }), bytes);
}

function readable(uri: vscode.Uri, bytes: Uint8Array): ListText {
  const decoded = decodeList(bytes);
  if ('kind' in decoded) throw new UserError(editProblemText('unreadable', uri), [showFile(uri)]);
  return decoded;
}

/** @param before what the list holds until then, where there is one */
async function write(uri: vscode.Uri, bytes: Uint8Array, before: Uint8Array | undefined): Promise<void> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const temporary = vscode.Uri.joinPath(uri, '..', `.${name}.${crypto.randomUUID()}.tmp`);
  try {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
    if (await isSymbolicLink(uri)) {
      // A rename would put a file in the place of the link and leave the list it leads to as it was.
      await vscode.workspace.fs.writeFile(uri, bytes);
      return;
    }
    await vscode.workspace.fs.writeFile(temporary, bytes);
    // VS Code's own rename takes the old file away first.
    if (uri.scheme === 'file' && replaceFile) await replaceFile(temporary.fsPath, uri.fsPath);
    else await vscode.workspace.fs.rename(temporary, uri, { overwrite: true });
  } catch (error) {
    await putBack(uri, before, temporary);
    const reason = sanitizeLabel(error instanceof Error ? error.message : String(error));
    throw new UserError(
      vscode.l10n.t(
        '{0} could not be written, and is as it was. Check that the folder can be written to. ({1})',
        shortPath(uri),
        reason,
      ),
    );
  }
}

/** After a rename that failed there may be no list any more. The temporary file goes only when there is one. */
async function putBack(
  uri: vscode.Uri,
  before: Uint8Array | undefined,
  temporary: vscode.Uri,
): Promise<void> {
  try {
    if (before && !(await readBytes(uri))) await vscode.workspace.fs.writeFile(uri, before);
    await vscode.workspace.fs.delete(temporary);
  } catch {
    // Where nothing can be written there is nothing to take away either.
  }
}

async function isSymbolicLink(uri: vscode.Uri): Promise<boolean> {
  const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
  return stat !== undefined && (stat.type & vscode.FileType.SymbolicLink) !== 0;
}

/** An edit on disk under unsaved changes would make the editor ask which of the two to keep. */
async function requireSaved(uri: vscode.Uri): Promise<void> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (!open?.isDirty) return;
  throw new UserError(
    vscode.l10n.t('{0} has unsaved changes. Save or revert them, then try again.', shortPath(uri)),
    [{ label: vscode.l10n.t('Save'), run: () => open.save() }, showFile(uri)],
  );
}

function showFile(uri: vscode.Uri): { label: string; run: () => unknown } {
  return { label: vscode.l10n.t('Open the List'), run: () => vscode.window.showTextDocument(uri) };
}
