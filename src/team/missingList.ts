import * as vscode from 'vscode';
import { LIST_PATH } from '../contributions/ids';
import { exists } from '../platform/exists';

/** Where stores are in the folders of the workspace, whether their lists are there or not. */
export function workspaceStores(): readonly vscode.Uri[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
    vscode.Uri.joinPath(uri, LIST_PATH, '..', 'store'),
  );
}

/** Where the store of a list is, if it has one. */
export function storeBeside(list: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(list, '..', 'store');
}

/** Whether there is a store in a folder. */
export async function isStore(folder: vscode.Uri): Promise<boolean> {
  const files = ['store.json', '.age-recipients'].map(file => exists(vscode.Uri.joinPath(folder, file)));
  return (await Promise.all(files)).includes(true);
}

/** Whether a folder of the workspace has a store without its list, as where only part of a team's changes was pulled. */
export async function isListMissing(): Promise<boolean> {
  for (const store of workspaceStores()) {
    const list = vscode.Uri.joinPath(store, '..', 'accounts.json');
    if ((await isStore(store)) && !(await exists(list))) return true;
  }
  return false;
}
