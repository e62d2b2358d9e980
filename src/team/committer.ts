import type * as vscode from 'vscode';
import { isPersonName, toPersonName } from '../core/team/entry';
import { type GitRepository, repositoryOf } from './git';

/** Where the git extension runs elsewhere, its settings can't be asked for. */
type WithSettings = GitRepository & { getConfig?(key: string): Promise<string> };

/** The name that git writes into the person's commits of this repository, if it is one that a store takes. */
export async function committerName(file: vscode.Uri): Promise<string | undefined> {
  const repository: WithSettings | undefined = await repositoryOf(file);
  // Git refuses to tell what isn't set.
  const name = toPersonName((await repository?.getConfig?.('user.name').catch(() => '')) ?? '');
  return isPersonName(name) ? name : undefined;
}
