import * as vscode from 'vscode';
import { sanitizeLabel } from '../platform/sanitize';
import type { MergeSides } from './merge';

/** What is used of the API of VS Code's own git extension, version 1. */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD?: GitBranch | undefined;
    readonly remotes: readonly { readonly name: string }[];
    readonly indexChanges: readonly GitChange[];
    readonly mergeChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    /** Empty unless a setting keeps them apart from the changes of the working tree. */
    readonly untrackedChanges: readonly GitChange[];
    /** The commit that is put on top of others, while git rebases. */
    readonly rebaseCommit?: GitCommit | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
  status(): Promise<void>;
  /** @param ref `:2` and `:3` are the two sides of a merge in the index */
  buffer(ref: string, path: string): Promise<Uint8Array>;
  add(paths: string[]): Promise<void>;
  commit(message: string): Promise<void>;
  pull(): Promise<void>;
  /** @param refspec what to push, and where to */
  push(remote: string, refspec: string, setUpstream: boolean): Promise<void>;
  createBranch(name: string, checkout: boolean): Promise<void>;
  /** What the second of two has changed since it left the first. */
  diffBetween(ref: string, other: string): Promise<readonly GitChange[]>;
  log(options: { path: string; maxEntries: number }): Promise<readonly GitCommit[]>;
}

/** The checked out branch; without a name, a commit is checked out. */
interface GitBranch {
  readonly name?: string;
  readonly commit?: string;
  readonly upstream?: { readonly remote: string; readonly name: string };
  /** The number of commits that the upstream lacks. */
  readonly ahead?: number;
}

export interface GitChange {
  readonly uri: vscode.Uri;
  /** Another one if the file was renamed. */
  readonly originalUri: vscode.Uri;
}

interface GitCommit {
  readonly hash: string;
  readonly authorName?: string;
  readonly authorEmail?: string;
}

interface GitApi {
  readonly git: { readonly path: string };
  readonly onDidOpenRepository: vscode.Event<unknown>;
  getRepository(uri: vscode.Uri): GitRepository | null;
}

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
  return (await gitApi())?.getRepository(uri) ?? undefined;
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

/** The files of a store that git could not merge, where both sides have them. */
export async function filesToMerge(folder: vscode.Uri): Promise<readonly UnmergedFile[]> {
  const repository = await repositoryOf(folder);
  if (!repository) return [];
  await repository.status();
  const found: UnmergedFile[] = [];
  for (const { uri } of repository.state.mergeChanges) {
    const path = uri.path.slice(folder.path.length + 1);
    const isOurs = /^(?:[^/]+\.age|members\/[^/]+\.json)$/.test(path);
    if (!uri.path.startsWith(`${folder.path}/`) || !isOurs) continue;
    const [one, other] = await Promise.all([':2', ':3'].map(ref => repository.buffer(ref, uri.fsPath))).catch(
      () => [],
    );
    if (one && other) found.push({ path, sides: [one, other], resolve: () => repository.add([uri.fsPath]) });
  }
  return found;
}

/** The commit that last changed a file, and who says to have made it; git does not check that. */
export async function broughtBy(folder: vscode.Uri, path: string): Promise<string | undefined> {
  const repository = await repositoryOf(folder);
  if (!repository) return undefined;
  const file = vscode.Uri.joinPath(folder, ...path.split('/')).fsPath;
  const [commit] = await repository.log({ path: file, maxEntries: 1 }).catch(() => []);
  if (!commit) return undefined;
  const author = [commit.authorName, commit.authorEmail && `<${commit.authorEmail}>`]
    .filter(Boolean)
    .join(' ');
  return vscode.l10n.t('commit {0} by {1}', commit.hash.slice(0, 8), sanitizeLabel(author));
}
