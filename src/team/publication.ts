import * as vscode from 'vscode';
import type { Published } from '../contributions/commandResults';
import { VIEWS } from '../contributions/ids';
import { type Remedy, UserError } from '../core/errors';
import { requireConfirmed } from '../platform/confirm';
import type { Offer } from '../platform/errorBoundary';
import { nameList } from '../platform/nameList';
import { sanitizeLabel } from '../platform/sanitize';
import { Sequencer } from '../platform/sequencer';
import { uriKey } from '../platform/uriKey';
import { isUnfinished, repositoryOf } from './git';
import { stderrOf } from './gitLock';
import { type GitRepository, pathFrom, upstreamOf } from './gitRepository';
import { teamProblemText } from './problemText';
import type { TeamList } from './services';
import { type Unpushed, unpushedOf } from './unpushed';

/** How a list and its store are pushed. */
interface PublicationOptions {
  /** Of the commit. */
  readonly message: string;
  readonly offer: Offer;
  /** `all`: about the files, too, as a program asks for it. */
  readonly asks: 'all' | 'others' | 'nothing';
}

/** How often a branch is pushed until it follows where it went. */
const FOLLOW_ATTEMPTS = 3;

/** Two at once would commit the same files. */
const turns = new Sequencer();

/** The button that commits and pushes a list and its store, where VS Code's git extension knows their repository. */
export async function publicationRemedies(
  list: Pick<TeamList, 'uri'>,
  options: Omit<PublicationOptions, 'asks'>,
): Promise<readonly Remedy[]> {
  if (!(await repositoryOf(list.uri))) return [];
  return [
    {
      label: vscode.l10n.t('Commit and Push'),
      run: () => publish(list, { ...options, asks: 'others' }),
    },
  ];
}

/**
 * Commits and pushes a list and its store. What else is staged stays staged.
 *
 * @throws {@link UserError} if git can't
 */
export async function publish(list: Pick<TeamList, 'uri'>, options: PublicationOptions): Promise<Published> {
  const repository = await repositoryOf(list.uri);
  if (!repository) {
    throw new UserError(
      vscode.l10n.t(
        'VS Code’s Git extension doesn’t know this list’s repository. Commit and push with git yourself.',
      ),
    );
  }
  return turns.run(async () => {
    await repository.status();
    if (isUnfinished(repository)) throw new UserError(teamProblemText('merging'));
    const unpushed = await unpushedOf(list, repository);
    const { files } = unpushed;
    if (files === 0) {
      void options.offer(vscode.l10n.t('Everything is already pushed.'));
      return { files, pushed: false };
    }
    requireDestination(repository);
    await requireAnswers(unpushed, repository, options);
    const branch = await vscode.window.withProgress({ location: { viewId: VIEWS.team } }, async () => {
      await commit(list, unpushed.uncommitted, options.message, repository);
      return push(list, repository, options);
    });
    void options.offer(
      files === 1
        ? vscode.l10n.t('1 file pushed to {0}.', sanitizeLabel(branch))
        : vscode.l10n.t('{0} files pushed to {1}.', files, sanitizeLabel(branch)),
    );
    return { files, pushed: true };
  });
}

/**
 * Commits a list that has no store, and pushes nothing.
 *
 * @throws {@link UserError} if git can't
 */
export async function commitList(list: Pick<TeamList, 'uri'>, offer: Offer): Promise<void> {
  const repository = await repositoryOf(list.uri);
  if (!repository) return;
  const message = vscode.l10n.t('Update the list of accounts');
  await turns.run(() => commit(list, [list.uri], message, repository, commitProblemText));
  void offer(vscode.l10n.t('The list is committed. Push it when you are ready.'));
}

/** Where the current branch is pushed to. @throws {@link UserError} if it can't be pushed */
function requireDestination({ state }: GitRepository): { branch: string; remote: string; upstream?: string } {
  const branch = state.HEAD?.name;
  const upstream = upstreamOf(state);
  const remote = upstream?.remote ?? state.remotes[0]?.name;
  if (branch === undefined)
    throw new UserError(vscode.l10n.t('No branch is checked out. Check out a branch, then try again.'));
  if (remote === undefined)
    throw new UserError(vscode.l10n.t('This repository has no remote. Add one, then try again.'));
  return { branch, remote, ...(upstream && { upstream: upstream.name }) };
}

/** @throws {@link vscode.CancellationError} if the person declines */
async function requireAnswers(
  { uncommitted, files, hasOthers }: Unpushed,
  repository: GitRepository,
  { asks }: PublicationOptions,
): Promise<void> {
  const others = vscode.l10n.t('Commits of other files that aren’t pushed yet are pushed, too.');
  const yes = vscode.l10n.t('Commit and Push');
  if (asks === 'all') {
    const names = uncommitted.map(uri => pathFrom(repository.rootUri, uri));
    const detail = [...(names.length > 0 ? [nameList(names)] : []), ...(hasOthers ? [others] : [])];
    const question =
      files === 1
        ? vscode.l10n.t('Commit and push 1 file?')
        : vscode.l10n.t('Commit and push {0} files?', files);
    await requireConfirmed(question, detail.join('\n\n'), yes);
  } else if (asks === 'others' && hasOthers) {
    await requireConfirmed(vscode.l10n.t('Push earlier commits, too?'), others, yes);
  }
}

async function commit(
  list: Pick<TeamList, 'uri'>,
  files: readonly vscode.Uri[],
  message: string,
  repository: GitRepository,
  textOf = publicationProblemText,
): Promise<void> {
  if (files.length === 0) return;
  const { indexChanges, workingTreeChanges } = repository.state;
  const isList = ({ uri }: { readonly uri: vscode.Uri }): boolean => uriKey(uri) === uriKey(list.uri);
  if (indexChanges.some(isList) && workingTreeChanges.some(isList)) {
    const name = sanitizeLabel(pathFrom(repository.rootUri, list.uri));
    throw new UserError(
      vscode.l10n.t('Only part of {0} is staged. Stage or unstage the rest, then try again.', name),
    );
  }
  try {
    await repository.commit(files, message);
  } catch (error) {
    throw gitProblem(error, textOf);
  }
}

/** Pushes the current branch. @returns its name */
async function push(
  list: Pick<TeamList, 'uri'>,
  repository: GitRepository,
  options: PublicationOptions,
): Promise<string> {
  const { branch, remote, upstream } = requireDestination(repository);
  try {
    // By name: without it, settings of git may push other branches, too.
    const follows = repository.state.HEAD?.upstream !== undefined;
    if (follows) await repository.push(remote, refspecOf(branch, upstream), false);
    else await pushAndFollow(remote, refspecOf(branch, upstream), repository);
    return branch;
  } catch (error) {
    const output = stderrOf(error);
    const refused = /\[remote rejected\].*\((.+)\)/.exec(output)?.[1];
    if (refused !== undefined) {
      const newBranch = `xero-mfa-${repository.state.HEAD?.commit?.slice(0, 8)}`;
      throw new UserError(
        vscode.l10n.t(
          'The repository’s host refused the push to {0}: {1}. The changes are committed on this computer.',
          sanitizeLabel(branch),
          sanitizeLabel(refused),
        ),
        [
          {
            label: vscode.l10n.t('Push to a New Branch'),
            run: () => pushTo(newBranch, remote, repository, options.offer),
          },
        ],
      );
    }
    if (!/\[rejected\]/.test(output)) throw gitProblem(error);
    throw new UserError(
      vscode.l10n.t(
        'Your team has pushed other changes. Pull them first. Your changes are committed on this computer.',
      ),
      [{ label: vscode.l10n.t('Pull and Push'), run: () => pullAndPublish(list, repository, options) }],
    );
  }
}

/** Pushes what is committed to a new branch, where the host wants a pull request. */
async function pushTo(
  branch: string,
  remote: string,
  repository: GitRepository,
  offer: Offer,
): Promise<void> {
  await turns.run(async () => {
    try {
      if (repository.state.HEAD?.name !== branch) await repository.createBranch(branch);
      await pushAndFollow(remote, refspecOf(branch), repository);
    } catch (error) {
      throw gitProblem(error);
    }
  });
  void offer(
    vscode.l10n.t('Pushed to the new branch {0}. To share the changes, open a pull request.', branch),
  );
}

/** Pushes the current branch, and has it follow where it went. */
async function pushAndFollow(remote: string, refspec: string, repository: GitRepository): Promise<void> {
  // Git reports success even if it could not note that, as where VS Code has its configuration locked.
  for (let attempt = 1; attempt <= FOLLOW_ATTEMPTS; attempt++) {
    await repository.push(remote, refspec, true);
    await repository.status();
    if (repository.state.HEAD?.upstream) return;
  }
}

/** In full: where a tag has the name of the branch, git would refuse to choose. */
function refspecOf(branch: string, upstream = branch): string {
  return `refs/heads/${branch}:refs/heads/${upstream}`;
}

async function pullAndPublish(
  list: Pick<TeamList, 'uri'>,
  repository: GitRepository,
  options: PublicationOptions,
): Promise<void> {
  await turns.run(() =>
    repository.pull().catch(error => {
      throw gitProblem(error);
    }),
  );
  await publish(list, { ...options, asks: 'nothing' });
}

function gitProblem(error: unknown, textOf = publicationProblemText): Error {
  if (error instanceof UserError || error instanceof vscode.CancellationError) return error;
  const lines = stderrOf(error)
    .split('\n')
    .filter(line => line.trim() !== '');
  const told = lines.find(line => /^(?:fatal|error): /.test(line)) ?? lines.at(-1);
  const reason = told ?? (error instanceof Error ? error.message : String(error));
  // An address may have a password in it.
  return new UserError(textOf(sanitizeLabel(reason.replaceAll(/\/\/[^/\s]*@/g, '//').replace(/\.\s*$/, ''))));
}

function publicationProblemText(reason: string): string {
  return vscode.l10n.t(
    'Git couldn’t commit and push the team store: {0}. Do it in the Source Control view.',
    reason,
  );
}

function commitProblemText(reason: string): string {
  return vscode.l10n.t('Git couldn’t commit the list: {0}. Do it in the Source Control view.', reason);
}
