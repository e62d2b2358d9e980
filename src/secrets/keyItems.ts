import type { LoginKeys } from '../core/keyReplacement';

/** How the keys of a login are stored: one item each, under a prefix and the login in lower case. */

/** The key that codes are made with. */
export const CURRENT = 'totp:';
/** The key before the current one, while it is not known that Xero accepts that. */
export const PREVIOUS = 'former:';
/** Keys tried in between, one a line. */
export const CANDIDATES = 'candidate:';
/** In the order of writing: what is kept comes before what takes its place. */
export const KEY_PREFIXES = [CANDIDATES, PREVIOUS, CURRENT];

/** What is stored of the keys of a login, by prefix. */
export type Items = ReadonlyMap<string, string>;

/** Reads the keys of a login from what is stored. */
export function keysIn(items: Items): LoginKeys {
  const [current, previous] = [items.get(CURRENT), items.get(PREVIOUS)];
  return {
    ...(current !== undefined && { current }),
    // Where a write was broken off, both may be the same.
    ...(previous !== undefined && previous !== current && { previous }),
    candidates: items.get(CANDIDATES)?.split('\n') ?? [],
  };
}

/** What to store for the keys of a login. */
export function itemsOf({ current, previous, candidates }: LoginKeys): Items {
  const values: Readonly<Record<string, string | undefined>> = {
    [CANDIDATES]: candidates.join('\n') || undefined,
    [PREVIOUS]: previous,
    [CURRENT]: current,
  };
  return new Map(
    KEY_PREFIXES.flatMap(prefix => {
      const value = values[prefix];
      return value === undefined ? [] : [[prefix, value] as const];
    }),
  );
}
