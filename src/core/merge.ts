import { type Account, loginKey } from './account';

/**
 * Makes one account of the same login in several lists. The first list that gives a field decides it, so that a
 * personal list adds notes to the team's entry and never hides what the team wrote.
 *
 * @param untrusted lists that anybody may have written: they add logins that no other list has, and change nothing
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
 * What an account is called and reaches. Whom to ask, where Xero sends backup codes, and whether MFA is set up, are
 * things that the product asks a person to act on: only the person's own lists and the team's may say them.
 */
function description({ login, name, organisations, tags, notes }: Account): Account {
  return { login, name, organisations, tags, ...(notes !== undefined && { notes }) };
}
