import { loginKey } from '../core/account';
import type { Action } from '../core/activity';
import type { ItemWriter } from './itemWriter';
import { type KeyChange, keyWrites } from './keyChanges';

/** The items that a change reads and writes. */
interface KeyItems {
  readKeys(login: string, mayBeLost: boolean): Promise<ReadonlyMap<string, string>>;
  write(task: (writer: ItemWriter) => Promise<void>): Promise<void>;
}

/**
 * Carries out a change of the keys of a login.
 *
 * @param expect notes that the login, in lower case, has a key from now on, before others are deleted
 * @returns what became of the current key, or `undefined` if it is the same
 */
export async function changeKeys(
  login: string,
  change: KeyChange,
  items: KeyItems,
  expect: (key: string) => Promise<void>,
): Promise<Action | undefined> {
  const key = loginKey(login);
  let action: Action | undefined;
  await items.write(async writer => {
    const writes = keyWrites(await items.readKeys(key, change === 'putBack'), change, login);
    for (const [prefix, value] of writes.store) await writer.store(prefix + key, value);
    if (writes.hasKey) await expect(key);
    for (const prefix of writes.delete) await writer.delete(prefix + key);
    action = writes.action;
  });
  return action;
}
