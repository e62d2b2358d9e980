/**
 * What happens to the keys of one login while a new one takes the place of another. Xero goes on accepting the old
 * key until it has accepted a code of the new one, and does not tell us when, so no key is given up before that.
 * Keys are compared as the text they are stored as.
 */
export interface LoginKeys {
  /** The key that codes are made with. */
  readonly current?: string;
  /** The key that Xero accepted before `current`; there while it is not known that Xero accepts `current`. */
  readonly previous?: string;
  /** Keys that were tried in between, the latest last. Xero may have accepted one of them without our knowing. */
  readonly candidates: readonly string[];
}

/** A login without a key. */
export const NO_KEYS: LoginKeys = { candidates: [] };

/** More than anybody tries in a row; the oldest is dropped first. */
const MAXIMUM_CANDIDATES = 20;

/** Makes `key` the current one. Whatever it takes the place of is kept. */
export function proposeKey(keys: LoginKeys, key: string): LoginKeys {
  const { current, previous, candidates } = keys;
  if (key === current) return keys;
  const replaced = current !== undefined && previous !== undefined ? [current] : [];
  const accepted = previous ?? current;
  return {
    current: key,
    ...(accepted !== undefined && accepted !== key && { previous: accepted }),
    candidates: [...candidates, ...replaced]
      .filter(candidate => candidate !== key)
      .slice(-MAXIMUM_CANDIDATES),
  };
}

/** Xero accepted a code of the current key, so the others are worth nothing. */
export function acceptKey({ current }: LoginKeys): LoginKeys {
  return current === undefined ? NO_KEYS : { current, candidates: [] };
}

/** Makes the previous key the current one again, if there is one. */
export function putKeyBack(keys: LoginKeys): LoginKeys {
  return keys.previous === undefined ? keys : proposeKey(keys, keys.previous);
}
