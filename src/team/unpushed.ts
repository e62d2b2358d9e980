import * as vscode from 'vscode';
import { uriKey } from '../platform/uriKey';
import { type GitChange, type GitRepository, placesOf, upstreamOf } from './gitRepository';
import type { TeamList } from './services';

/** The files of a store, from its folder. What else is there isn't the team's. */
const OF_STORE =
  /^(?:store\.json|\.age-recipients|\.gitattributes|[^/]+\.age|(?:members|rotations)\/[^/]+\.json)$/;

/** What a list and its store have that the repository's host hasn't. */
export interface Unpushed {
  /** Changed since the last commit. */
  readonly uncommitted: readonly vscode.Uri[];
  /** The number of files to push, committed or not. */
  readonly files: number;
  /** Whether a push takes along commits of other files. */
  readonly hasOthers: boolean;
}

/** The changes of a list and its store that are not pushed yet, as VS Code last saw the repository. */
export async function unpushedOf(
  { uri: list }: Pick<TeamList, 'uri'>,
  repository: GitRepository,
): Promise<Unpushed> {
  const { indexChanges, workingTreeChanges, untrackedChanges } = repository.state;
  const store = vscode.Uri.joinPath(list, '..', 'store');
  const ours = (changes: readonly GitChange[]): Map<string, vscode.Uri> =>
    new Map(
      changes
        .flatMap(placesOf)
        .filter(uri => uriKey(uri) === uriKey(list) || OF_STORE.test(pathIn(store, uri)))
        .map(uri => [uriKey(uri), uri]),
    );
  const uncommitted = ours([...indexChanges, ...workingTreeChanges, ...untrackedChanges]);
  const committed = await committedChanges(repository);
  const ourCommitted = ours(committed);
  return {
    uncommitted: [...uncommitted.values()],
    files: new Set([...uncommitted.keys(), ...ourCommitted.keys()]).size,
    hasOthers: committed.flatMap(placesOf).some(uri => !ourCommitted.has(uriKey(uri))),
  };
}

/** What the commits have that the upstream lacks. Without one, the first remote's branch of that name, or its main one. */
async function committedChanges(repository: GitRepository): Promise<readonly GitChange[]> {
  const { HEAD, remotes } = repository.state;
  const upstream = upstreamOf(repository.state);
  if (upstream && HEAD?.ahead === 0) return [];
  const remote = upstream?.remote ?? remotes[0]?.name;
  if (remote === undefined) return [];
  const branches = upstream ? [upstream.name] : [HEAD?.name ?? 'HEAD', 'HEAD', 'main', 'master'];
  // None of them is there if nothing was pushed yet.
  return repository.changesSince(branches.map(branch => `${remote}/${branch}`));
}

/** The path of a file from a folder; empty if it isn't in there. */
function pathIn(folder: vscode.Uri, file: vscode.Uri): string {
  const start = `${uriKey(folder)}/`;
  return uriKey(file).startsWith(start) ? uriKey(file).slice(start.length) : '';
}
