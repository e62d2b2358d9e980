import * as vscode from 'vscode';
import { storeName } from '../core/team/storeNames';
import { uriKey } from '../platform/uriKey';
import { broughtBy, repositoryOf } from './git';
import type { StoreStanding } from './standing';
import type { Team } from './teams';

/** A key on this computer that the store had, and no longer has. */
export interface RemovedKey {
  readonly login: string;
  /** The commit that removed it, if git knows. */
  readonly origin?: string;
}

/**
 * The keys that somebody removed from a store.
 *
 * @param onlyHere the logins, in lower case, whose keys are on this computer and not in the store
 */
export async function removedKeys(
  { folder }: Team,
  { memory }: StoreStanding,
  onlyHere: readonly string[],
): Promise<readonly RemovedKey[]> {
  const removed: RemovedKey[] = [];
  for (const login of onlyHere) {
    const name = await storeName(login);
    if (memory?.shared[name]?.agreed === undefined) continue;
    const origin = await removalOf(folder.uri, `${name}.age`);
    removed.push({ login, ...(origin !== undefined && { origin }) });
  }
  return removed;
}

/** The commit that removed a file. The last one that changed it is another one as long as the removal isn't committed. */
async function removalOf(folder: vscode.Uri, path: string): Promise<string | undefined> {
  const { workingTreeChanges = [], indexChanges = [] } = (await repositoryOf(folder))?.state ?? {};
  const file = uriKey(vscode.Uri.joinPath(folder, path));
  if ([...workingTreeChanges, ...indexChanges].some(({ uri }) => uriKey(uri) === file)) return undefined;
  return broughtBy(folder, path);
}
