import * as vscode from 'vscode';
import { uriKey } from '../platform/uriKey';

/** Calls back when any program may have created, changed or deleted one of these files. */
export function watchFiles(files: readonly vscode.Uri[], onChange: () => void): vscode.Disposable {
  // Creating or deleting a folder is a single event, for the folder.
  const all = files.flatMap(file => [file, vscode.Uri.joinPath(file, '..')]);
  const watched = new Map(all.map(uri => [uri.toString(), uri]));
  return vscode.Disposable.from(...Array.from(watched.values(), uri => watchOne(uri, onChange)));
}

function watchOne(target: vscode.Uri, onChange: () => void): vscode.Disposable {
  const key = uriKey(target);
  // Not the name itself, which may have characters that are special in a pattern.
  const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(target, '..'), '*');
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const changed = (uri: vscode.Uri): void => {
    if (uriKey(uri) === key) onChange();
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(changed),
  );
}
