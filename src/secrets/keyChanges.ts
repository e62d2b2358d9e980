import type { Action } from '../core/activity';
import { acceptKey, type LoginKeys, proposeKey, putKeyBack } from '../core/keyReplacement';
import { toUri } from '../core/secret';
import type { TotpSecret } from '../core/totp';
import { CANDIDATES, CURRENT, KEY_PREFIXES, PREVIOUS } from './itemKeys';
import { secretIn } from './storedSecret';

/** What is stored of the keys of a login, by prefix. */
type Items = ReadonlyMap<string, string>;

/** The items of one login. */
export interface LoginItems {
  /** Whether VS Code has lost the current key. */
  isLost(): boolean;
  read(prefix: string): Promise<string | undefined>;
  store(prefix: string, value: string): Promise<void>;
  delete(prefix: string): Promise<void>;
  /** Remembers that the login has a key. */
  remember(): Promise<void>;
}

export type KeyChange = (keys: LoginKeys) => LoginKeys;

/** Makes a secret the current one of a login. */
export function propose(secret: TotpSecret, login: string): KeyChange {
  return keys => proposeKey(keys, toUri(secret, login));
}

export const accept: KeyChange = acceptKey;

export const putBack: KeyChange = putKeyBack;

/**
 * Nothing is deleted before all is written. What was not read stays.
 *
 * @param isRescue as for {@link readItems}
 * @returns what became of the current key, or `undefined` if it is the same
 */
export async function changeKeys(
  items: LoginItems,
  change: KeyChange,
  isRescue: boolean,
): Promise<Action | undefined> {
  const before = await readItems(items, isRescue);
  const after = itemsOf(change(keysIn(before)));
  for (const [prefix, value] of after) {
    if (value !== before.get(prefix)) await items.store(prefix, value);
  }
  if (after.has(CURRENT)) await items.remember();
  for (const prefix of before.keys()) {
    if (!after.has(prefix)) await items.delete(prefix);
  }
  const was = before.get(CURRENT);
  if (was === after.get(CURRENT)) return undefined;
  if (isRescue) return 'putBack';
  return was === undefined ? 'set' : 'replaced';
}

/** Secrets that are kept besides the current one, the latest first. */
export async function readCandidates(items: LoginItems, login: string): Promise<readonly TotpSecret[]> {
  const { current, previous, candidates } = keysIn(await readItems(items, true));
  return [...candidates, previous]
    .reverse()
    .filter(key => key !== current)
    .flatMap(key => (key === undefined ? [] : (secretIn(key, login) ?? [])));
}

/**
 * @param isRescue whether the keys kept beside the current one are wanted where that is lost. VS Code may lose each
 * that it is asked for then, so that is for the person to decide.
 */
async function readItems(items: LoginItems, isRescue: boolean): Promise<Items> {
  const found = new Map<string, string>();
  for (const prefix of KEY_PREFIXES.toReversed()) {
    const value = await items.read(prefix);
    if (value !== undefined) found.set(prefix, value);
    else if (prefix === CURRENT && items.isLost() && !isRescue) break;
  }
  return found;
}

/** Reads the keys of a login from what is stored. */
function keysIn(items: Items): LoginKeys {
  const [current, previous] = [items.get(CURRENT), items.get(PREVIOUS)];
  return {
    ...(current !== undefined && { current }),
    // Where a write was broken off, both may be the same.
    ...(previous !== undefined && previous !== current && { previous }),
    candidates: items.get(CANDIDATES)?.split('\n') ?? [],
  };
}

/** What to store for the keys of a login. */
function itemsOf({ current, previous, candidates }: LoginKeys): Items {
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
