import * as vscode from 'vscode';
import { LIST_PATH } from '../contributions/ids';
import { homeFolder } from '../platform/runtime';
import { readSetting } from '../platform/settings';
import { uriKey } from '../platform/uriKey';
import { shortPath } from './readList';

/** The place of a list, which may not exist yet. */
export interface ListSource {
  readonly kind: 'workspace' | 'setting' | 'personal';
  readonly uri: vscode.Uri;
  /** The URI with all links resolved. */
  readonly realUri: vscode.Uri;
  /** The name shown to people. */
  readonly label: string;
  /** Whether the person trusts its authors. The lists of a workspace in Restricted Mode are not trusted. */
  readonly isTrusted: boolean;
}

/** Whether the person trusts the workspace. */
export type WorkspaceTrust = Pick<typeof vscode.workspace, 'isTrusted' | 'onDidGrantWorkspaceTrust'>;

/** An entry of `xeroMfa.accountsFiles` that is neither a path nor a URI. */
export interface BadSetting {
  readonly entry: string;
}

/**
 * The places of all lists, each file once, in order of precedence: workspace folders, the setting, the personal list. An
 * untrusted workspace comes last.
 *
 * @param realUri resolves the links of a URI
 */
export async function listSources(
  globalStorage: vscode.Uri,
  isTrusted: boolean,
  realUri: (uri: vscode.Uri) => Promise<vscode.Uri>,
): Promise<{ sources: ListSource[]; bad: BadSetting[] }> {
  const located = async (
    kind: ListSource['kind'],
    uri: vscode.Uri,
    label = shortPath(uri),
  ): Promise<ListSource> => ({
    kind,
    uri,
    realUri: await realUri(uri),
    label,
    isTrusted: kind !== 'workspace' || isTrusted,
  });
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(folder =>
    located('workspace', vscode.Uri.joinPath(folder.uri, LIST_PATH)),
  );
  const entries = readSetting('accountsFiles').map(entry => ({ entry, uri: uriOf(entry) }));
  const own = [
    ...entries.flatMap(({ uri }) => (uri ? [located('setting', uri)] : [])),
    located(
      'personal',
      vscode.Uri.joinPath(globalStorage, 'accounts.json'),
      vscode.l10n.t('Personal list, on this computer only'),
    ),
  ];
  const seen = new Set<string>();
  const sources = await Promise.all(isTrusted ? [...workspace, ...own] : [...own, ...workspace]);
  return {
    sources: sources.filter(source => seen.size < seen.add(uriKey(source.realUri)).size),
    bad: entries.filter(({ uri }) => !uri),
  };
}

/** Accepts an absolute path, a path under `~/`, a Windows network path, or a URI. Anything else would be ambiguous. */
function uriOf(entry: string): vscode.Uri | undefined {
  if (/^~[\\/]/.test(entry)) {
    const home = homeFolder();
    return home === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.file(home), entry.slice(2));
  }
  // VS Code treats a backslash as a slash only on Windows.
  if (/^\\\\(?![?.]\\)[^\\]+\\[^\\]/.test(entry)) return vscode.Uri.file(entry.replaceAll('\\', '/'));
  if (/^([a-z]:[\\/]|\/)/i.test(entry)) return vscode.Uri.file(entry);
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(entry)) return undefined;
  try {
    const uri = vscode.Uri.parse(entry);
    return /[^/]$/.test(uri.path) ? uri : undefined;
  } catch {
    return undefined;
  }
}
