import { type Account, loginKey } from './account';

/**
 * Merges the entries of a login in several lists into one account. The first list with a field decides it, so that a
 * personal list can add notes to the team's entry but not hide what the team wrote.
 *
 * @param untrusted lists that anyone may have written: they add logins that no other list has, and change no other account
 * @returns accounts by {@link loginKey}, in the order of the lists
 */
export function mergeAccounts(
  trusted: Iterable<readonly Account[]>,
  untrusted: Iterable<readonly Account[]> = [],
): ReadonlyMap<string, Account> {
  const merged = new Map<string, Account>();
  for (const accounts of trusted) {
    for (const account of accounts) {
      const key = loginKey(account.login);
      const first = merged.get(key);
      merged.set(key, first ? combine(first, account) : account);
    }
  }
  for (const accounts of untrusted) {
    for (const account of accounts) {
      const key = loginKey(account.login);
      if (!merged.has(key)) merged.set(key, description(account));
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

/**
 * The harmless fields of an account. The owner, the backup email and the set-up date make people act, so they are taken
 * only from the person's own lists and the team's.
 */
function description({ login, name, organisations, tags, notes }: Account): Account {
  return { login, name, organisations, tags, ...(notes !== undefined && { notes }) };
}
