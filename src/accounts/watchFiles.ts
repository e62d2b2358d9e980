import * as vscode from 'vscode';
import { uriKey } from '../platform/uriKey';

/** Says when one of these files may have been made, changed or removed, by whichever program. */
export function watchFiles(files: readonly vscode.Uri[], onChange: () => void): vscode.Disposable {
  // A folder that comes or goes as a whole is one event, of the folder.
  const all = files.flatMap(file => [file, vscode.Uri.joinPath(file, '..')]);
  const watched = new Map(all.map(uri => [uri.toString(), uri]));
  return vscode.Disposable.from(...Array.from(watched.values(), uri => watchOne(uri, onChange)));
}

function watchOne(target: vscode.Uri, onChange: () => void): vscode.Disposable {
  const key = uriKey(target);
  // The name itself may hold characters that mean something in a pattern.
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
