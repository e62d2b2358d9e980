import { type AccountChanges, editEntry } from '../core/listEdit';
import type { AccountLists } from './lists';
import type { ListSource } from './sources';
import { notListed, writeList } from './writeList';

/** Edits the text of one list and reads it again. @throws `ListWriteError` if it cannot be edited */
export async function editList(
  source: ListSource,
  edit: (text: string) => string,
  lists: AccountLists,
): Promise<void> {
  await lists.change(source, () => writeList(source, edit));
}

/**
 * Changes an account in the lists that have it: new values go into the first of them, which takes precedence, and cleared
 * fields are cleared in all.
 *
 * @throws `ListWriteError` of the first list that cannot be edited; the lists before it are edited
 */
export async function editInLists(
  login: string,
  changes: AccountChanges,
  lists: AccountLists,
): Promise<void> {
  await lists.ready();
  // Untrusted lists come last: the first one is untrusted only if no other has the account.
  const [first, ...others] = lists.listsWith(login);
  if (!first) throw notListed(login);
  await editList(first.source, text => editEntry(text, login, changes), lists);
  const cleared = Object.entries(changes).filter(([, value]) => value === undefined);
  if (cleared.length === 0) return;
  for (const { source } of others.filter(list => list.source.isTrusted)) {
    await editList(source, text => editEntry(text, login, Object.fromEntries(cleared)), lists);
  }
}
