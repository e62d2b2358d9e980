import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';
import { uriKey } from '../platform/uriKey';
import type { LoadedList } from './lists';
import type { ListSource } from './sources';

/** Asks for a list where there is more than one to choose from. */
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

/** Those that may be written to; all where there are only others, so that a write says why it may not be. */
export function writable(lists: readonly LoadedList[]): readonly LoadedList[] {
  const trusted = lists.filter(({ source }) => source.isTrusted);
  return trusted.length > 0 ? trusted : lists;
}

/**
 * The list of a URI, however that is spelled.
 *
 * @throws {@link UserError} where it is none of them
 */
export function requireList(uri: string, lists: readonly LoadedList[]): LoadedList {
  const list = listAmong(uri, lists);
  if (list) return list;
  throw new UserError(vscode.l10n.t('{0} is not one of the lists.', sanitizeLabel(uri)));
}

/** The list of a URI, where it is one of these. */
export function listAmong(uri: string, lists: readonly LoadedList[]): LoadedList | undefined {
  const wanted = uriKey(vscode.Uri.parse(uri));
  return lists.find(({ source }) => uriKey(source.uri) === wanted);
}
