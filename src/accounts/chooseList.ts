import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';
import { uriKey } from '../platform/uriKey';
import type { AccountLists, LoadedList } from './lists';
import type { ListSource } from './sources';
import { type TeamList, teamListOf } from './teamList';

/** Asks for a list if there are several. */
export async function pickList<List extends Pick<LoadedList, 'source'>>(
  lists: readonly List[],
  title: string,
): Promise<List | undefined> {
  if (lists.length <= 1) return lists[0];
  const descriptions: Readonly<Record<ListSource['kind'], string>> = {
    workspace: vscode.l10n.t('shared with the team through the repository'),
    setting: vscode.l10n.t('named in the settings'),
    personal: '',
  };
  const items = lists.map(list => ({
    label: sanitizeLabel(list.source.label),
    description: descriptions[list.source.kind],
    list,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.list;
}

/**
 * The trusted list at a URI, otherwise the only one, otherwise the one that the person picks.
 *
 * @throws {@link UserError} if there is none
 */
export async function chooseTrustedList(
  lists: Pick<AccountLists, 'ready' | 'lists'>,
  title: string,
  uri?: string,
): Promise<TeamList | undefined> {
  await lists.ready();
  const trusted = lists.lists.filter(({ source, exists }) => exists && source.isTrusted);
  if (trusted.length === 0) {
    throw new UserError(
      vscode.workspace.isTrusted
        ? vscode.l10n.t('There are no accounts in your lists yet.')
        : vscode.l10n.t('This folder is in Restricted Mode. Trust the folder, then try again.'),
    );
  }
  const list = uri === undefined ? await pickList(trusted, title) : requireList(uri, trusted);
  return list && teamListOf(list);
}

/** The lists that may be written to. If there are none, all lists, so that the write fails with a reason. */
export function writable(lists: readonly LoadedList[]): readonly LoadedList[] {
  const trusted = lists.filter(({ source }) => source.isTrusted);
  return trusted.length > 0 ? trusted : lists;
}

/**
 * The list at a URI, in any spelling.
 *
 * @throws {@link UserError} if there is none
 */
export function requireList(uri: string, lists: readonly LoadedList[]): LoadedList {
  const list = listAmong(uri, lists);
  if (list) return list;
  throw new UserError(vscode.l10n.t('{0} isn’t one of the lists.', sanitizeLabel(uri)));
}

/** The list at a URI, through any link, if it is among these. */
export function listAmong(uri: string, lists: readonly LoadedList[]): LoadedList | undefined {
  const wanted = uriKey(vscode.Uri.parse(uri));
  return lists.find(({ source }) => [source.uri, source.realUri].some(uri => uriKey(uri) === wanted));
}
