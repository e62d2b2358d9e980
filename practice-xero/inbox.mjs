import { randomUUID } from 'node:crypto';

/** More than anyone reads. */
const kept = 200;

/**
 * @typedef {object} Message
 * @property {string} id
 * @property {string} to
 * @property {string} subject
 * @property {string} code
 * @property {number} sentAt milliseconds since the Unix epoch
 */

/** The emails the practice site sends, which go nowhere else. */
export class Inbox {
  /** Newest first. @type {Message[]} */
  #messages = [];

  /** @param {import('./rules/emailCode.mjs').EmailCode} sent @param {string} subject @param {number} now */
  send({ address, code }, subject, now) {
    this.#messages.unshift({ id: randomUUID(), to: address, subject, code, sentAt: now });
    this.#messages.splice(kept);
  }

  /** @param {string} address @returns {readonly Message[]} newest first */
  to(address) {
    return this.#messages.filter(({ to }) => to.toLowerCase() === address.trim().toLowerCase());
  }

  /** @returns {readonly string[]} those with a message, that of the newest first */
  addresses() {
    const byKey = new Map(this.#messages.toReversed().map(({ to }) => [to.toLowerCase(), to]));
    return [...new Set(this.#messages.map(({ to }) => byKey.get(to.toLowerCase()) ?? to))];
  }

  /** @param {string} id */
  message(id) {
    return this.#messages.find(message => message.id === id);
  }

  clear() {
    this.#messages = [];
  }
}
