/** The logins that have been given their practice key. */
const added = 'loginsThatGotAKey';

/**
 * @typedef {object} State the profile's state
 * @property {(name: string, otherwise: string[]) => string[]} get
 * @property {(name: string, value: string[]) => PromiseLike<void>} update
 */

/** Whether no login has been given a key yet. @param {State} state */
export function isFirstStart(state) {
  return state.get(added, []).length === 0;
}

/**
 * Gives each login its key, once per profile, so that changes made by hand are kept.
 *
 * @param {Readonly<Record<string, string>>} keys by login
 * @param {State} state
 * @param {(login: string, key: string) => PromiseLike<unknown>} setKey
 */
export async function addKeysOnce(keys, state, setKey) {
  // The first login comes last: until a code is copied, Repeat Last Code uses the newest key.
  for (const [login, key] of Object.entries(keys).reverse()) {
    const done = state.get(added, []);
    if (done.includes(login)) continue;
    try {
      await setKey(login, key);
      await state.update(added, [...done, login]);
    } catch (error) {
      // The account may have been removed from the list. The other keys are still useful.
      console.error(error);
    }
  }
}
