import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { sanitizeLabel } from '../platform/sanitize';
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

/**
 * The list of a URI, however that is spelled.
 *
 * @throws {@link UserError} where it is none of them
 */
export function listAt(uri: string, lists: readonly LoadedList[]): LoadedList {
  const list = listAmong(uri, lists);
  if (list) return list;
  throw new UserError(vscode.l10n.t('{0} is not one of the lists.', sanitizeLabel(uri)));
}

/** The list of a URI, where it is one of these. */
export function listAmong(uri: string, lists: readonly LoadedList[]): LoadedList | undefined {
  const wanted = vscode.Uri.parse(uri).toString();
  return lists.find(({ source }) => source.uri.toString() === wanted);
}
