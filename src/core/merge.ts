import { type Account, loginKey } from './account';

/**
 * Makes one account of the same login in several lists. The first list that gives a field decides it, so that a
 * personal list adds notes to the team's entry and never hides what the team wrote.
 *
 * @returns accounts by {@link loginKey}, in the order of the lists
 */
export function mergeAccounts(lists: Iterable<readonly Account[]>): ReadonlyMap<string, Account> {
  const merged = new Map<string, Account>();
  for (const accounts of lists) {
    for (const account of accounts) {
      const key = loginKey(account.login);
      const first = merged.get(key);
      merged.set(key, first ? combine(first, account) : account);
    }
  }
  return merged;
}

function combine(first: Account, second: Account): Account {
  const isNamedBySecond = first.name === first.login && second.name !== second.login;
  return {
    ...second,
    ...first,
    name: isNamedBySecond ? second.name : first.name,
    organisations: first.organisations.length > 0 ? first.organisations : second.organisations,
    tags: first.tags.length > 0 ? first.tags : second.tags,
  };
}
