/**
 * The keys of a login while a new one replaces another. Xero accepts the old key until it has accepted a code from the new
 * one, and we can't see when that happens, so no key is dropped before the person says so. Keys are compared as the text
 * they are stored as.
 */
export interface LoginKeys {
  /** The key that codes come from. */
  readonly current?: string;
  /** The key that Xero accepted before `current`. Absent once Xero is known to accept `current`. */
  readonly previous?: string;
  /** Keys that were tried in between, the latest last. Xero may have accepted any of them. */
  readonly candidates: readonly string[];
}

/** A login without a key. */
export const NO_KEYS: LoginKeys = { candidates: [] };

/** More than anyone tries in a row. The oldest is dropped first. */
const MAXIMUM_CANDIDATES = 20;

/** Makes `key` the current one and keeps the one it replaces. */
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

/** Keeps `key` beside the current key. Without a current key, it becomes that. */
export function keepKey(keys: LoginKeys, key: string): LoginKeys {
  const { current, previous, candidates } = keys;
  if (current === undefined) return proposeKey(keys, key);
  if ([current, previous, ...candidates].includes(key)) return keys;
  return { ...keys, candidates: [...candidates, key].slice(-MAXIMUM_CANDIDATES) };
}

/**
 * Xero accepted a code from a key, so it no longer accepts the others.
 *
 * @param accepted the key. If another one has replaced it meanwhile, it becomes current again. The others are kept then,
 * because Xero may have issued them since.
 */
export function acceptKey(keys: LoginKeys, accepted = keys.current): LoginKeys {
  const { current, previous, candidates } = keys;
  if (accepted === undefined) return NO_KEYS;
  if (accepted === current) return { current, candidates: [] };
  const others = [...candidates, previous, current].flatMap(key => (key === accepted ? [] : (key ?? [])));
  return { current: accepted, candidates: others.slice(-MAXIMUM_CANDIDATES) };
}

/** Makes the previous key, if there is one, the current one again. */
export function putKeyBack(keys: LoginKeys): LoginKeys {
  return keys.previous === undefined ? keys : proposeKey(keys, keys.previous);
}
