import * as vscode from 'vscode';
import type { CommandArguments } from '../contributions/commands';
import { locateAccount, parseList } from '../core/list';
import type { ListProblem } from '../core/listProblem';
import type { CommandTarget } from '../platform/commandCall';
import { pickList, requireList } from './chooseList';
import { editList } from './editLists';
import { listProblemText } from './listProblemText';
import type { AccountLists, LoadedList } from './lists';
import { rangesIn } from './ranges';

/** Opens the list at a URI, otherwise the first with the account, at the offset or at the account's entry. */
export async function openList(
  { login, uri, offset }: CommandArguments<'openAccountsFile'>,
  lists: AccountLists,
): Promise<void> {
  const list = uri === undefined ? offeredLists(login, lists)[0] : requireList(uri, lists.lists);
  if (list) await show(list, lists, login, offset);
}

/** Opens the list that the person picks, at the entry of the row's account. */
export async function askToOpenList({ login }: CommandTarget, lists: AccountLists): Promise<void> {
  const list = await pickList(offeredLists(login, lists), vscode.l10n.t('Open which list?'));
  if (list) await show(list, lists, login);
}

/** The lists with the account, or without an account those that exist. If there are none, all lists, as they can be created. */
function offeredLists(login: string | undefined, lists: AccountLists): readonly LoadedList[] {
  const candidates =
    login === undefined ? lists.lists.filter(({ exists }) => exists) : lists.listsWith(login);
  return candidates.length > 0 ? candidates : lists.lists;
}

async function show(
  list: LoadedList,
  lists: AccountLists,
  login: string | undefined,
  offset?: number,
): Promise<void> {
  if (!list.exists) await editList(list.source, text => text, lists);
  const document = await vscode.workspace.openTextDocument(list.source.uri);
  const selection = placeIn(document, list, login, offset);
  await vscode.window.showTextDocument(document, selection && { selection });
}

/** @param offset into the list's text; the editor's may have other line endings and unsaved changes */
function placeIn(
  document: vscode.TextDocument,
  list: LoadedList,
  login: string | undefined,
  offset: number | undefined,
): vscode.Range | undefined {
  const text = document.getText();
  const moved = offset === undefined || !document.isDirty ? undefined : movedProblem(offset, list, text);
  if (offset !== undefined && !moved) return rangesIn(list.text)(offset, 0);
  const place = moved ?? (login === undefined ? undefined : locateAccount(text, login));
  return place && rangesIn(text)(place.offset, 0);
}

/** Finds the problem at an offset into a list in a later version of its text. */
function movedProblem(offset: number, { problems }: LoadedList, text: string): ListProblem | undefined {
  const problem = problems.find(each => each.offset === offset);
  if (!problem) return undefined;
  const wanted = listProblemText(problem);
  const same = (all: readonly ListProblem[]): readonly ListProblem[] =>
    all.filter(each => each.login === problem.login && listProblemText(each) === wanted);
  return same(parseList(text).problems)[same(problems).indexOf(problem)];
}
