import * as vscode from 'vscode';
import type { Publication } from '../core/team/loginState';
import type { Offer } from '../platform/errorBoundary';
import { uriKey } from '../platform/uriKey';
import { isUnfinished, repositoryOf } from './git';
import { type GitRepository, upstreamOf } from './gitRepository';
import { isStore, storeBeside } from './missingList';
import { commitList, publish } from './publication';
import type { TeamList } from './services';
import { unpushedOf } from './unpushed';

type List = Pick<TeamList, 'uri'>;

/** What git has yet to get of lists; `undefined` where it can get nothing. */
export async function publicationOf(lists: readonly List[]): Promise<Publication | undefined> {
  const found = await Promise.all(lists.map(list => publicationOfList(list)));
  return (['store', 'list', 'nothing'] as const).find(each => found.includes(each));
}

/**
 * Commits lists. Those that have a store are pushed, together with it.
 *
 * @throws `UserError` if git can't, even if it could when it was last looked at
 */
export async function publishLists(lists: readonly List[], offer: Offer): Promise<void> {
  for (const list of lists) {
    const publication = await publicationOfList(list);
    if (publication === 'list') await commitList(list, offer);
    else if (publication !== 'nothing' && (await isStore(storeBeside(list.uri))))
      await publish(list, { message: vscode.l10n.t('Update the team store'), offer, asks: 'others' });
  }
}

async function publicationOfList(list: List): Promise<Publication | undefined> {
  const repository = await repositoryOf(list.uri);
  if (!repository) return undefined;
  // The list may have been written a moment ago.
  await repository.status();
  // What is committed while no branch is checked out is lost with the next checkout.
  if (isUnfinished(repository) || repository.state.HEAD?.name === undefined) return undefined;
  const { uncommitted, files } = await unpushedOf(list, repository);
  if (!(await isStore(storeBeside(list.uri))))
    return uncommitted.some(uri => uriKey(uri) === uriKey(list.uri)) ? 'list' : 'nothing';
  if (files === 0) return 'nothing';
  return hasDestination(repository) ? 'store' : undefined;
}

function hasDestination({ state }: GitRepository): boolean {
  return (upstreamOf(state) ?? state.remotes[0]) !== undefined;
}
