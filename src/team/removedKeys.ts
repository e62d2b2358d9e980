import * as vscode from 'vscode';
import { storeName } from '../core/team/storeNames';
import { uriKey } from '../platform/uriKey';
import { broughtBy, repositoryOf } from './git';
import type { StoreStanding } from './standing';
import type { Team } from './teams';

/** How many are looked up in the history: git is started for each. */
const MOST_ORIGINS = 10;

/** A key on this computer that the store had, and no longer has. */
export interface RemovedKey {
  readonly login: string;
  /** The commit that removed it, if git was asked and knows. */
  readonly origin?: string;
}

/**
 * The keys that somebody removed from a store.
 *
 * @param onlyHere the logins, in lower case, whose keys are on this computer and not in the store
 */
export async function removedKeys(
  { memory }: StoreStanding,
  onlyHere: readonly string[],
): Promise<readonly RemovedKey[]> {
  const removed: RemovedKey[] = [];
  for (const login of onlyHere) {
    const name = await storeName(login);
    if (memory?.shared[name]?.agreed !== undefined) removed.push({ login });
  }
  return removed;
}

/** How a store stands, with the commits that removed the first of the removed keys. */
export async function withOrigins<Status extends { readonly removed: readonly RemovedKey[] }>(
  status: Status,
  { folder }: Team,
): Promise<Status> {
  const looked: RemovedKey[] = [];
  for (const { login } of status.removed.slice(0, MOST_ORIGINS)) {
    const origin = await removalOf(folder.uri, `${await storeName(login)}.age`);
    looked.push({ login, ...(origin !== undefined && { origin }) });
  }
  return { ...status, removed: [...looked, ...status.removed.slice(MOST_ORIGINS)] };
}

/** The commit that removed a file. The last one that changed it is another one as long as the removal isn't committed. */
async function removalOf(folder: vscode.Uri, path: string): Promise<string | undefined> {
  const { workingTreeChanges = [], indexChanges = [] } = (await repositoryOf(folder))?.state ?? {};
  const file = uriKey(vscode.Uri.joinPath(folder, path));
  if ([...workingTreeChanges, ...indexChanges].some(({ uri }) => uriKey(uri) === file)) return undefined;
  return broughtBy(folder, path);
}
