import * as vscode from 'vscode';
import type { CommandArguments } from '../contributions/commands';
import { locateAccount } from '../core/list';
import type { CommandTarget } from '../platform/commandCall';
import { pickList, requireList } from './chooseList';
import type { AccountLists, LoadedList } from './lists';
import { rangesIn } from './ranges';

/** Opens the list at a URI, else the first that has the account, at the offset or else at the account's entry. */
export async function openList(
  { login, uri, offset }: CommandArguments<'openAccountsFile'>,
  lists: AccountLists,
): Promise<void> {
  const list = uri === undefined ? offeredLists(login, lists)[0] : requireList(uri, lists.lists);
  if (list) await show(list, lists, login, offset);
}

/** Opens the list the person picks, at the entry of the account whose row it was opened on. */
export async function askToOpenList({ login }: CommandTarget, lists: AccountLists): Promise<void> {
  const list = await pickList(offeredLists(login, lists), vscode.l10n.t('Open which list?'));
  if (list) await show(list, lists, login);
}

/** The lists that have the account, or without an account those that exist; if there is none, all that may be created. */
function offeredLists(login: string | undefined, lists: AccountLists): readonly LoadedList[] {
  const candidates =
    login === undefined ? lists.lists.filter(({ exists }) => exists) : lists.listsWith(login);
  return candidates.length > 0 ? candidates : lists.lists;
}

async function show(
  { source, exists }: LoadedList,
  lists: AccountLists,
  login: string | undefined,
  offset?: number,
): Promise<void> {
  if (!exists) await lists.edit(source, text => text);
  const document = await vscode.workspace.openTextDocument(source.uri);
  const entry = login === undefined ? undefined : locateAccount(document.getText(), login);
  const start = offset ?? entry?.offset;
  const selection = start === undefined ? undefined : rangesIn(document.getText())(start, 0);
  await vscode.window.showTextDocument(document, selection && { selection });
}
