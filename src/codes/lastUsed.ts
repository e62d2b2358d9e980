/** What is known of the logins here. All logins are in lower case. */
export interface KnownLogins {
  /** Those whose codes were copied, the latest first. */
  readonly recent: readonly string[];
  /** Those that have a key on this computer. */
  readonly stored: ReadonlySet<string>;
  /** Whether a list has the login. */
  isListed(login: string): boolean;
}

/**
 * The login that is meant by “the last used account”: the latest that still has a key, in a list rather than in none;
 * or the only one that has a key, used or not.
 */
export function lastUsedLogin({ recent, stored, isListed }: KnownLogins): string | undefined {
  const usable = recent.filter(login => stored.has(login));
  const [only] = stored.size === 1 ? stored : [];
  return usable.find(isListed) ?? usable[0] ?? only;
}
