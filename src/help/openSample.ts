import * as vscode from 'vscode';

/** Opens a copy of the sample list, so that nothing tried in it touches the person's own lists. */
export async function openSample(extensionUri: vscode.Uri, globalStorage: vscode.Uri): Promise<void> {
  const copy = vscode.Uri.joinPath(globalStorage, 'sample');
  const exists = await vscode.workspace.fs.stat(copy).then(
    () => true,
    () => false,
  );
  if (!exists) {
    await vscode.workspace.fs.createDirectory(globalStorage);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, 'media', 'sample'), copy);
  }
  const forceNewWindow = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow });
}
