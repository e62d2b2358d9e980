import * as vscode from 'vscode';
import { LIST_PATH } from '../contributions/ids';

/** Opens a copy of the sample list, so that nothing tried in it touches the person's own lists. */
export async function openSample(extensionUri: vscode.Uri, globalStorage: vscode.Uri): Promise<void> {
  const copy = vscode.Uri.joinPath(globalStorage, 'sample');
  // Not the folder: VS Code may have been closed while it was copied.
  const isThere = await vscode.workspace.fs.stat(vscode.Uri.joinPath(copy, LIST_PATH)).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await vscode.workspace.fs.createDirectory(globalStorage);
    const sample = vscode.Uri.joinPath(extensionUri, 'media', 'sample');
    await vscode.workspace.fs.copy(sample, copy, { overwrite: true });
  }
  const forceNewWindow = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow });
}
