import type { Action } from '../core/activity';
import { acceptKey, keepKey, type LoginKeys, proposeKey, putKeyBack } from '../core/keyReplacement';
import { toUri } from '../core/secretUri';
import type { TotpSecret } from '../core/totp';
import { CANDIDATES, CURRENT, KEY_PREFIXES, PREVIOUS } from './itemKeys';
import { secretIn } from './storedSecret';

/** What is stored of the keys of a login, by prefix. */
type StoredKeys = ReadonlyMap<string, string>;

/**
 * What becomes of the keys of a login: a secret becomes the current one or is kept beside it, Xero accepted one
 * (`undefined`: the current one), or the previous one comes back.
 */
export type KeyChange =
  | { readonly propose: TotpSecret }
  /** A string is a key as it is stored. */
  | { readonly keep: TotpSecret | string }
  | { readonly accept: TotpSecret | undefined }
  | 'putBack';

/** What to write for a change. */
export interface KeyWrites {
  /** Stored first, in this order: nothing is deleted before all is written. */
  readonly store: readonly (readonly [prefix: string, value: string])[];
  readonly delete: readonly string[];
  /** Whether the login has a key afterwards. */
  readonly hasKey: boolean;
  /** What becomes of the current key, or `undefined` if it stays the same. */
  readonly action: Action | undefined;
  /** All keys of the login afterwards, as they are stored. */
  readonly keys: readonly string[];
  /** The one of them that the change is about, if there is one. */
  readonly changed: string | undefined;
}

/** @param stored what was read of the keys; what wasn't read stays */
export function keyWrites(stored: StoredKeys, change: KeyChange, login: string): KeyWrites {
  const keys = changed(keysIn(stored), change, login);
  const after = storedKeys(keys);
  return {
    store: [...after].filter(([prefix, value]) => value !== stored.get(prefix)),
    delete: [...stored.keys()].filter(prefix => !after.has(prefix)),
    hasKey: after.has(CURRENT),
    action: actionOf(change, stored.get(CURRENT), after.get(CURRENT)),
    keys: allOf(keys),
    changed: typeof change === 'object' && 'keep' in change ? textOf(change.keep, login) : keys.current,
  };
}

/** All keys that are stored, as they are stored. */
export function keysStored(stored: StoredKeys): readonly string[] {
  return allOf(keysIn(stored));
}

/** The secret that Xero accepted before the current one. */
export function previousIn(stored: StoredKeys, login: string): TotpSecret | undefined {
  const { previous } = keysIn(stored);
  return previous === undefined ? undefined : secretIn(previous, login);
}

/** The secrets kept beside the current one, the latest first. Keys that can't be read are left out. */
export function candidatesIn(stored: StoredKeys, login: string): readonly TotpSecret[] {
  const { current, previous, candidates } = keysIn(stored);
  return [...candidates, previous]
    .reverse()
    .filter(key => key !== current)
    .flatMap(key => (key === undefined ? [] : (secretIn(key, login) ?? [])));
}

function changed(keys: LoginKeys, change: KeyChange, login: string): LoginKeys {
  if (change === 'putBack') return putKeyBack(keys);
  if ('keep' in change) return keepKey(keys, textOf(change.keep, login));
  return 'propose' in change
    ? proposeKey(keys, toUri(change.propose, login))
    : acceptKey(keys, change.accept && toUri(change.accept, login));
}

function textOf(key: TotpSecret | string, login: string): string {
  return typeof key === 'string' ? key : toUri(key, login);
}

function allOf({ current, previous, candidates }: LoginKeys): readonly string[] {
  return [current, previous, ...candidates].flatMap(key => key ?? []);
}

function actionOf(
  change: KeyChange,
  before: string | undefined,
  after: string | undefined,
): Action | undefined {
  if (before === after) return undefined;
  if (change === 'putBack') return 'putBack';
  return before === undefined ? 'set' : 'replaced';
}

function keysIn(stored: StoredKeys): LoginKeys {
  const [current, previous] = [stored.get(CURRENT), stored.get(PREVIOUS)];
  return {
    ...(current !== undefined && { current }),
    // An interrupted write may leave both the same.
    ...(previous !== undefined && previous !== current && { previous }),
    candidates: stored.get(CANDIDATES)?.split('\n') ?? [],
  };
}

function storedKeys({ current, previous, candidates }: LoginKeys): StoredKeys {
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
