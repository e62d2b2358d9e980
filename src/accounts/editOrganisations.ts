import { type Account, loginKey } from '../core/account';
import { editOrganisations, type OrganisationEdit } from '../core/listEdit';
import { editList } from './editLists';
import type { AccountLists } from './lists';
import { notListed } from './writeList';

/** What to write, given the organisations that a list has at that moment. */
export type OrganisationEdits = (listed: Account['organisations']) => readonly OrganisationEdit[];

/**
 * Writes organisations of an account into the list that its organisations are from, otherwise into its first list.
 *
 * @throws `ListWriteError` if that list cannot be edited
 */
export async function editOrganisationsInList(
  login: string,
  edits: OrganisationEdits,
  lists: AccountLists,
): Promise<void> {
  await lists.ready();
  // Untrusted lists come last: the first one is untrusted only if no other has the account.
  const all = lists.listsWith(login);
  const trusted = all.filter(({ source }) => source.isTrusted);
  const list = trusted.find(each => hasOrganisations(each.accounts, login)) ?? trusted[0] ?? all[0];
  if (!list) throw notListed(login);
  await editList(list.source, text => editOrganisations(text, login, edits), lists);
}

function hasOrganisations(accounts: readonly Account[], login: string): boolean {
  return accounts.some(
    account => loginKey(account.login) === loginKey(login) && account.organisations.length > 0,
  );
}
