import * as vscode from 'vscode';
import { sanitizeLabel } from '../platform/sanitize';
import { ExtensionGit, type GitApi } from './extensionGit';
import type { GitRepository } from './gitRepository';
import type { MergeSides } from './merge';

interface GitExtension {
  getAPI(version: 1): GitApi;
}

/** What VS Code's git extension offers, if it is there. */
export async function gitApi(): Promise<GitApi | undefined> {
  try {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    return (await extension?.activate())?.getAPI(1);
  } catch {
    // It is switched off by a setting.
    return undefined;
  }
}

/** The repository of a file or folder, if VS Code's git extension is there and knows it. */
export async function repositoryOf(uri: vscode.Uri): Promise<GitRepository | undefined> {
  const api = await gitApi();
  const repository = api?.getRepository(uri);
  if (api && repository) return new ExtensionGit(api, repository);
  return isOnOtherSide(uri) ? (await import('./remoteGit')).remoteRepositoryOf(uri) : undefined;
}

/** Whether a file is where only VS Code's git extension may run, and this extension doesn't. */
export function isOnOtherSide({ scheme }: vscode.Uri): boolean {
  return scheme === 'vscode-remote' && vscode.workspace.isTrusted;
}

/** Whether git is in the middle of a merge or a rebase. */
export async function isMerging(folder: vscode.Uri): Promise<boolean> {
  const repository = await repositoryOf(folder);
  if (!repository || !isUnfinished(repository)) return false;
  // It may have been finished in a terminal since VS Code looked.
  await repository.status();
  return isUnfinished(repository);
}

/** Whether it was in the middle of one when VS Code last looked. */
export function isUnfinished({ state }: GitRepository): boolean {
  return state.mergeChanges.length > 0 || state.rebaseCommit !== undefined;
}

/** A file of a store that git could not merge. */
export interface UnmergedFile {
  /** In the folder of the store. */
  readonly path: string;
  readonly sides: MergeSides;
  /** Tells git that it is merged. */
  resolve(): Promise<void>;
}

/** All files of a store that git could not merge, by their paths in its folder. */
export async function unmergedFiles(folder: vscode.Uri): Promise<ReadonlyMap<string, vscode.Uri>> {
  const repository = await repositoryOf(folder);
  await repository?.status();
  const files = (repository?.state.mergeChanges ?? []).filter(({ uri }) =>
    uri.path.startsWith(`${folder.path}/`),
  );
  return new Map(files.map(({ uri }) => [uri.path.slice(folder.path.length + 1), uri]));
}

/** The files of a store that git could not merge, where both sides have them. */
export async function filesToMerge(folder: vscode.Uri): Promise<readonly UnmergedFile[]> {
  const repository = await repositoryOf(folder);
  if (!repository) return [];
  const ours = [...(await unmergedFiles(folder))]
    .map(([path, uri]) => ({ uri, path }))
    .filter(({ path }) => /^(?:[^/]+\.age|members\/[^/]+\.json)$/.test(path));
  if (ours.length === 0) return [];
  const sides = await repository.sidesOf(ours.map(({ uri }) => uri));
  return ours.flatMap(({ uri, path }, index) => {
    const both = sides[index];
    return both ? [{ path, sides: both, resolve: () => repository.add(uri) }] : [];
  });
}

/** The commit that last changed a file, and who says to have made it; git does not check that. */
export async function broughtBy(folder: vscode.Uri, path: string): Promise<string | undefined> {
  const repository = await repositoryOf(folder);
  const commit = await repository?.lastCommitOf(vscode.Uri.joinPath(folder, ...path.split('/')));
  if (!commit) return undefined;
  const author = [commit.authorName, commit.authorEmail && `<${commit.authorEmail}>`]
    .filter(Boolean)
    .join(' ');
  return vscode.l10n.t('commit {0} by {1}', commit.hash.slice(0, 8), sanitizeLabel(author));
}
