import * as vscode from 'vscode';
import { type Remedy, UserError } from '../core/errors';
import { decodeList, encodeList, MAXIMUM_LIST_BYTES } from '../core/listBytes';
import { EMPTY_LIST, ListEditError } from '../core/listEdit';
import { ListWriteError, type ListWriteReason } from '../core/listWriteError';
import { FileKeepsChangingError } from '../platform/fileChange';
import { changeLocalFile } from '../platform/runtime';
import { sanitizeLabel } from '../platform/sanitize';
import { uriKey } from '../platform/uriKey';
import { changeWorkspaceFile, FileStrandedError } from '../platform/workspaceFile';
import { editProblemText } from './editProblemText';
import { requireFile, shortPath } from './readList';
import type { ListSource } from './sources';

/**
 * Edits the text of a list, and creates the file if necessary. If another program writes to the file at the same time, the
 * edit is repeated on its text.
 *
 * @throws {@link ListWriteError} if the list cannot be edited or written
 */
export async function writeList(source: ListSource, edit: (text: string) => string): Promise<void> {
  const { uri } = source;
  if (!source.isTrusted) throw untrusted(uri);
  const open = unsavedDocument(source);
  const change = (bytes: Uint8Array | undefined): Uint8Array | undefined => {
    const edited = editBytes(uri, bytes, edit);
    if (edited && open) throw unsaved(open);
    return edited;
  };
  try {
    await requireFile(uri);
    if (uri.scheme === 'file' && changeLocalFile) await changeLocalFile(uri.fsPath, change);
    else await changeWorkspaceFile(uri, change, vscode.workspace.fs);
  } catch (error) {
    throw error instanceof UserError ? error : notWritten(uri, error);
  }
}

/** The error for an edit of an account that no list has. */
export function notListed(login: string): ListWriteError {
  return new ListWriteError(
    'invalid',
    vscode.l10n.t('{0} isn’t in any list. Add it first.', sanitizeLabel(login)),
  );
}

function editBytes(
  uri: vscode.Uri,
  bytes: Uint8Array | undefined,
  edit: (text: string) => string,
): Uint8Array | undefined {
  const source = bytes ? decodeList(bytes) : { text: EMPTY_LIST, hasByteOrderMark: false };
  if ('kind' in source) throw invalid(uri, 'unreadable');
  try {
    const text = edit(source.text);
    if (bytes && text === source.text) return undefined;
    const edited = encodeList({ ...source, text });
    if (edited.byteLength >= MAXIMUM_LIST_BYTES) throw new ListEditError('tooLarge');
    return edited;
  } catch (error) {
    throw error instanceof ListEditError ? invalid(uri, error.problem) : error;
  }
}

/** An unsaved document of the list. An edit on disk would make its editor ask which version to keep. */
function unsavedDocument({ uri, realUri }: ListSource): vscode.TextDocument | undefined {
  const keys = new Set([uriKey(uri), uriKey(realUri)]);
  return vscode.workspace.textDocuments.find(document => document.isDirty && keys.has(uriKey(document.uri)));
}

function unsaved(open: vscode.TextDocument): ListWriteError {
  return new ListWriteError(
    'unsaved',
    vscode.l10n.t('{0} has unsaved changes. Save or revert them, then try again.', shortPath(open.uri)),
    [{ label: vscode.l10n.t('Save'), run: () => open.save() }, showFile(open.uri)],
  );
}

function invalid(uri: vscode.Uri, problem: ListEditError['problem']): ListWriteError {
  return new ListWriteError('invalid', editProblemText(problem, uri), [showFile(uri)]);
}

function untrusted(uri: vscode.Uri): ListWriteError {
  return new ListWriteError(
    'untrusted',
    vscode.l10n.t(
      'You haven’t trusted this folder, so {0} wasn’t changed. Trust the folder, or use another list.',
      shortPath(uri),
    ),
    [
      {
        label: vscode.l10n.t('Manage Workspace Trust'),
        run: () => vscode.commands.executeCommand('workbench.trust.manage'),
      },
    ],
  );
}

function notWritten(uri: vscode.Uri, error: unknown): ListWriteError {
  const path = shortPath(uri);
  if (error instanceof FileKeepsChangingError) {
    return new ListWriteError(
      'changing',
      vscode.l10n.t('Another program keeps changing {0}. Wait until it has finished, then try again.', path),
    );
  }
  const why = sanitizeLabel(error instanceof Error ? error.message : String(error));
  if (error instanceof FileStrandedError) {
    return new ListWriteError(
      'failed',
      vscode.l10n.t(
        'Your change is in {1}, but {0} couldn’t be replaced. Rename {1} to {0}. ({2})',
        path,
        shortPath(error.uri),
        why,
      ),
    );
  }
  return new ListWriteError(
    reasonOf(error),
    vscode.l10n.t(
      '{0} couldn’t be saved, and wasn’t changed. Check that you can write to the folder. ({1})',
      path,
      why,
    ),
  );
}

function reasonOf(error: unknown): ListWriteReason {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['EACCES', 'EPERM', 'EROFS', 'NoPermissions'].includes(code)) return 'readOnly';
  return ['ENOSPC', 'EDQUOT'].includes(code) ? 'full' : 'failed';
}

function showFile(uri: vscode.Uri): Remedy {
  return { label: vscode.l10n.t('Open Accounts List'), run: () => vscode.window.showTextDocument(uri) };
}
