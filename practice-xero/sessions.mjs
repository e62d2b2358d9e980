import { randomBytes } from 'node:crypto';

const kept = 1000;

/**
 * @typedef {object} Session a browser's
 * @property {string} key whose: see `personKey`
 * @property {boolean} passed false where the password is entered and the code is not
 * @property {boolean} byBackup signed in without the device
 * @property {boolean} mustSetUp signed in where MFA was required and not set up
 * @property {string} [next] where to go on once signed in
 * @property {boolean} [done] a set-up has just ended
 */

/** Who is signed in, by the value of the cookie. They end with the site. */
export class Sessions {
  /** @type {Map<string, Session>} */
  #byId = new Map();

  /** @param {string | undefined} id */
  get(id) {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** @param {Session} session @returns {string} the value of its cookie */
  open(session) {
    const id = randomBytes(20).toString('hex');
    this.#byId.set(id, session);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > kept && oldest !== undefined) this.#byId.delete(oldest);
    return id;
  }

  /** @param {string | undefined} id */
  close(id) {
    if (id !== undefined) this.#byId.delete(id);
  }

  clear() {
    this.#byId.clear();
  }
}
