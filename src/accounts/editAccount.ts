import * as vscode from 'vscode';
import { type Account, loginKey } from '../core/account';
import { localDay } from '../core/day';
import type { Remedy } from '../core/errors';
import { type AccountChanges, editEntry, editOrganisation, editOrganisations } from '../core/listEdit';
import { requireValid } from './accountChanges';
import { type AskedChange, askChange } from './askAccount';
import type { OrganisationChange } from './askOrganisation';
import { pickList, requireList, writable } from './chooseList';
import { editInLists, editList } from './editLists';
import type { AccountLists, LoadedList } from './lists';

/** What editing an account by hand needs. */
export interface EditServices {
  readonly lists: AccountLists;
  /** The corrected time, in milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * Changes fields of an account in the list at a URI, otherwise as {@link editInLists} does.
 *
 * @throws a `UserError` if a change is not valid or a list cannot be written
 */
export async function editAccount(
  { login }: Account,
  changes: AccountChanges,
  lists: AccountLists,
  uri?: string,
): Promise<void> {
  if (uri !== undefined) return save(login, changes, requireList(uri, lists.lists), lists);
  requireValid(login, changes);
  await editInLists(login, changes, lists);
}

/**
 * Changes one field of an account after another in the list that the person picks, until they are done. It shows the values
 * of that list only: values from other lists would be copied into it.
 */
export async function askToEditAccount({ login }: Account, { lists, now }: EditServices): Promise<void> {
  const question = vscode.l10n.t('Edit the account in which list?');
  const list = await pickList(writable(lists.listsWith(login)), question);
  let entry = list && entryIn(list, login);
  if (!list || !entry) return;
  const ask = (account: Account): Promise<AskedChange | undefined> => askChange(account, localDay(now()));
  for (let change = await ask(entry); change; change = await ask(entry)) {
    if ('fields' in change) await save(login, change.fields, list, lists);
    else await saveOrganisation(login, change, list, lists);
    entry = entryIn(lists.listAt(list.source.uri) ?? list, login) ?? entry;
  }
}

/** The button that edits an account, under a message about it. */
export function editRemedy({ login }: Account, services: EditServices): Remedy {
  return {
    label: vscode.l10n.t('Edit Account'),
    run: async () => {
      const account = services.lists.find(login);
      if (account) await askToEditAccount(account, services);
    },
  };
}

/** The account as one list has it. */
export function entryIn({ accounts }: LoadedList, login: string): Account | undefined {
  return accounts.find(account => loginKey(account.login) === loginKey(login));
}

async function save(
  login: string,
  changes: AccountChanges,
  { source }: LoadedList,
  lists: AccountLists,
): Promise<void> {
  requireValid(login, changes);
  await editList(source, text => editEntry(text, login, changes), lists);
}

async function saveOrganisation(
  login: string,
  { before, after }: OrganisationChange,
  { source }: LoadedList,
  lists: AccountLists,
): Promise<void> {
  const edit = (text: string): string =>
    before
      ? editOrganisation(text, login, before, after)
      : editOrganisations(text, login, () => [{ organisation: after }]);
  await editList(source, edit, lists);
}
