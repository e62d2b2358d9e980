import * as vscode from 'vscode';
import { homeFolder } from '../platform/runtime';
import { readSetting } from '../platform/settings';
import { LIST_PATH, shortPath } from './readList';

/** A place where a list is, or may be made. */
export interface ListSource {
  readonly kind: 'workspace' | 'setting' | 'personal';
  readonly uri: vscode.Uri;
  /** What people call it. */
  readonly label: string;
}

/** An entry of `xeroMfa.accountsFiles` that names no file. */
export interface BadSetting {
  readonly entry: string;
}

/** All places of lists, in the order in which they decide: workspace folders, the setting, the personal list. */
export function listSources(globalStorage: vscode.Uri): { sources: ListSource[]; bad: BadSetting[] } {
  const sources: ListSource[] = (vscode.workspace.workspaceFolders ?? []).map(folder => {
    const uri = vscode.Uri.joinPath(folder.uri, LIST_PATH);
    return { kind: 'workspace', uri, label: shortPath(uri) };
  });
  const bad: BadSetting[] = [];
  for (const entry of readSetting('accountsFiles')) {
    const uri = uriOf(entry);
    if (uri) sources.push({ kind: 'setting', uri, label: shortPath(uri) });
    else bad.push({ entry });
  }
  sources.push({
    kind: 'personal',
    uri: vscode.Uri.joinPath(globalStorage, 'accounts.json'),
    label: vscode.l10n.t('Personal list, on this computer only'),
  });
  const seen = new Set<string>();
  return { sources: sources.filter(({ uri }) => seen.size < seen.add(uri.toString()).size), bad };
}

/** An absolute path, a path under `~/`, or a URI; anything else has no one meaning. */
function uriOf(entry: string): vscode.Uri | undefined {
  if (/^~[\\/]/.test(entry)) {
    const home = homeFolder();
    return home === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.file(home), entry.slice(2));
  }
  if (/^([a-z]:[\\/]|\/)/i.test(entry)) return vscode.Uri.file(entry);
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(entry)) return undefined;
  try {
    const uri = vscode.Uri.parse(entry);
    return /[^/]$/.test(uri.path) ? uri : undefined;
  } catch {
    return undefined;
  }
}
