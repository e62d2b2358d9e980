import { randomBytes } from 'node:crypto';

const kept = 1000;

/** How long somebody may do nothing until they are asked whether they are still there, in milliseconds. */
const askAfter = 10 * 60_000;
/** How long until they are signed out, in milliseconds. */
const signOutAfter = 60 * 60_000;

/**
 * @typedef {object} Session a browser's
 * @property {string} key whose: see `personKey`
 * @property {boolean} passed false where the password is entered and the code is not
 * @property {boolean} byBackup signed in without the device
 * @property {boolean} mustSetUp signed in where MFA was required and not set up
 * @property {string} [next] where to go on once signed in
 * @property {boolean} [done] a set-up has just ended
 * @property {number} activeAt when its person last did something, in milliseconds since the Unix epoch
 */

/** @param {Session} session @param {number} now */
export function isIdle({ activeAt }, now) {
  return now - activeAt >= askAfter;
}

/** Who is signed in, by the value of the cookie. They end with the site. */
export class Sessions {
  /** @type {Map<string, Session>} */
  #byId = new Map();

  /**
   * The session that a request is made in, which is activity unless its person is to be asked first.
   *
   * @param {string | undefined} id
   * @param {number} now
   */
  use(id, now) {
    const session = id === undefined ? undefined : this.#byId.get(id);
    if (session === undefined) return undefined;
    if (now - session.activeAt >= signOutAfter) {
      this.close(id);
      return undefined;
    }
    if (!isIdle(session, now)) session.activeAt = now;
    return session;
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
