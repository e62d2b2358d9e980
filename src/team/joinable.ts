import * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { STORE_FILE } from '../core/team/storeId';
import { storeName } from '../core/team/storeNames';
import type { TeamList } from './services';

/** The logins, in lower case, that stores have a key of, as far as the names of their files say. */
export async function joinableLogins(
  lists: readonly Pick<TeamList, 'uri' | 'logins'>[],
): Promise<ReadonlySet<string>> {
  const joinable = new Set<string>();
  for (const { uri, logins } of lists) {
    const folder = vscode.Uri.joinPath(uri, '..', 'store');
    const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
    const files = new Set(entries.map(([name]) => name));
    // Without that file, it is the store of another tool, which nobody joins.
    if (!files.has(STORE_FILE)) continue;
    for (const login of logins) if (files.has(`${await storeName(login)}.age`)) joinable.add(loginKey(login));
  }
  return joinable;
}
