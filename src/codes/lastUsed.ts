/** What is known about the logins, all in lower case. */
export interface KnownLogins {
  /** Those whose codes were copied, the most recent first. */
  readonly recent: readonly string[];
  /** Those that have a key on this computer, the newest key first. */
  readonly stored: readonly string[];
  /** Whether a list has the login. */
  isListed(login: string): boolean;
}

/** The login whose code was copied last and that still has a key. Logins in a list come before those in none. */
export function usedLogin({ recent, stored, isListed }: KnownLogins): string | undefined {
  const used = recent.filter(login => stored.includes(login));
  return used.find(isListed) ?? used[0];
}

/**
 * The login that “the last used account” means. Before any was used it is the newest one, so that the very first press of
 * the key copies a code, too.
 */
export function lastUsedLogin(known: KnownLogins): string | undefined {
  const { stored, isListed } = known;
  return usedLogin(known) ?? stored.find(isListed) ?? stored[0];
}
