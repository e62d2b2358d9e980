/** What is known of the logins here. All logins are in lower case. */
export interface KnownLogins {
  /** Those whose codes were copied, the latest first. */
  readonly recent: readonly string[];
  /** Those that have a key on this computer, the newest first. */
  readonly stored: readonly string[];
  /** Whether a list has the login. */
  isListed(login: string): boolean;
}

/** The login whose code was copied last: the latest that still has a key, in a list rather than in none. */
export function usedLogin({ recent, stored, isListed }: KnownLogins): string | undefined {
  const used = recent.filter(login => stored.includes(login));
  return used.find(isListed) ?? used[0];
}

/**
 * The login that is meant by “the last used account”: the one used last. Before any was used it is the newest one, so
 * that the first press of the key copies a code, too.
 */
export function lastUsedLogin(known: KnownLogins): string | undefined {
  const { stored, isListed } = known;
  return usedLogin(known) ?? stored.find(isListed) ?? stored[0];
}
