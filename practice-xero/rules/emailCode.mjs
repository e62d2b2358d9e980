import { randomInt } from 'node:crypto';

/** How long an emailed code is valid, in milliseconds. */
const lifetime = 10 * 60_000;

/**
 * @typedef {object} EmailCode a code sent to an address
 * @property {string} address
 * @property {string} code six digits
 * @property {number} expiresAt milliseconds since the Unix epoch
 */

/** @param {string} address @param {number} now @returns {EmailCode} */
export function newEmailCode(address, now) {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  return { address, code, expiresAt: now + lifetime };
}

/** @param {EmailCode | undefined} sent @param {string} code @param {number} now @returns {true | undefined} */
export function matches(sent, code, now) {
  return (sent !== undefined && now < sent.expiresAt && sent.code === code) || undefined;
}
