/** The logins that got their practice key, so that none gets it twice. */
const added = 'loginsThatGotAKey';

/**
 * @typedef {object} State what is remembered of the profile
 * @property {(name: string, otherwise: string[]) => string[]} get
 * @property {(name: string, value: string[]) => PromiseLike<void>} update
 */

/** Whether no login got a key yet. @param {State} state */
export function isFirstStart(state) {
  return state.get(added, []).length === 0;
}

/**
 * Gives each login its key, once in a profile: what a person does with it later stays.
 *
 * @param {Readonly<Record<string, string>>} keys by login
 * @param {State} state
 * @param {(login: string, key: string) => PromiseLike<unknown>} setKey
 */
export async function addKeysOnce(keys, state, setKey) {
  // The first one comes last: as long as no code was copied, Ctrl+Alt+X takes the newest key.
  for (const [login, key] of Object.entries(keys).reverse()) {
    const done = state.get(added, []);
    if (done.includes(login)) continue;
    try {
      await setKey(login, key);
      await state.update(added, [...done, login]);
    } catch (error) {
      // The person may have taken the account off the list. The others are still of use.
      console.error(error);
    }
  }
}
