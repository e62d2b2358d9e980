/** What is known of the logins here. All logins are in lower case. */
export interface KnownLogins {
  /** Those whose codes were copied, the latest first. */
  readonly recent: readonly string[];
  /** Those that have a key on this computer, the newest first. */
  readonly stored: readonly string[];
  /** Whether a list has the login. */
  isListed(login: string): boolean;
}

/**
 * The login that is meant by “the last used account”: the latest that still has a key, in a list rather than in none.
 * Before any was used it is the newest one, so that the first press of the key copies a code, too.
 */
export function lastUsedLogin({ recent, stored, isListed }: KnownLogins): string | undefined {
  const used = recent.filter(login => stored.includes(login));
  const usable = used.length > 0 ? used : stored;
  return usable.find(isListed) ?? usable[0];
}
