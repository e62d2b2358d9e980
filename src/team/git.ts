import * as vscode from 'vscode';
import type { Remedy } from '../core/errors';
import { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';
import type { MergeSides } from './merge';

/** What is used of the API of VS Code's own git extension, version 1. */
interface GitRepository {
  readonly state: {
    readonly indexChanges: readonly { readonly uri: vscode.Uri }[];
    readonly mergeChanges: readonly { readonly uri: vscode.Uri }[];
    /** The commit that is put on top of others, while git rebases. */
    readonly rebaseCommit?: GitCommit | undefined;
  };
  status(): Promise<void>;
  /** @param ref `:2` and `:3` are the two sides of a merge in the index */
  buffer(ref: string, path: string): Promise<Uint8Array>;
  add(paths: string[]): Promise<void>;
  commit(message: string): Promise<void>;
  push(): Promise<void>;
  log(options: { path: string; maxEntries: number }): Promise<readonly GitCommit[]>;
}

interface GitCommit {
  readonly hash: string;
  readonly authorName?: string;
  readonly authorEmail?: string;
}

interface GitExtension {
  getAPI(version: 1): { getRepository(uri: vscode.Uri): GitRepository | null };
}

/** The repository of a folder, if VS Code's git extension is there and knows it. */
async function repositoryOf(folder: vscode.Uri): Promise<GitRepository | undefined> {
  try {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    const api = (await extension?.activate())?.getAPI(1);
    return api?.getRepository(folder) ?? undefined;
  } catch {
    // It is switched off by a setting.
    return undefined;
  }
}

/** The buttons under a message about a store that was changed: one that commits and pushes, where that can be done. */
export async function shareRemedies(folder: vscode.Uri, message: string): Promise<readonly Remedy[]> {
  const repository = await repositoryOf(folder);
  if (!repository) return [];
  return [{ label: vscode.l10n.t('Commit and Push'), run: () => commitAndPush(repository, folder, message) }];
}

/** Whether git is in the middle of a merge or a rebase. */
export async function isMerging(folder: vscode.Uri): Promise<boolean> {
  const repository = await repositoryOf(folder);
  if (!repository || !isUnfinished(repository)) return false;
  // It may have been finished in a terminal since VS Code looked.
  await repository.status();
  return isUnfinished(repository);
}

function isUnfinished({ state }: GitRepository): boolean {
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

async function commitAndPush(repository: GitRepository, folder: vscode.Uri, message: string): Promise<void> {
  const isOurs = ({ path }: vscode.Uri): boolean => path.startsWith(`${folder.path}/`);
  if (repository.state.indexChanges.some(({ uri }) => !isOurs(uri))) {
    throw new UserError(
      vscode.l10n.t(
        'Other changes are staged for the next commit. Commit or unstage them, then commit the team store.',
      ),
    );
  }
  try {
    await repository.add([folder.fsPath]);
    await repository.commit(message);
    await repository.push();
  } catch (error) {
    throw new UserError(
      vscode.l10n.t(
        'Git could not commit and push the team store: {0}. Do it in the Source Control view.',
        sanitizeLabel(error instanceof Error ? error.message : String(error)),
      ),
    );
  }
}
