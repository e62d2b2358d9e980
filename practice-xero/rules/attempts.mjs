import { Refused } from './refused.mjs';

/** Wrong codes or answers in a row, after which a login is locked. */
export const attemptsAllowed = 6;
/** How long a login is locked, in milliseconds. */
export const lockTime = 15 * 60_000;

/** @typedef {import('../person.mjs').Person} Person */

/** @param {Person} person @param {number} now */
export function isLocked(person, now) {
  return now < person.lockedUntil;
}

/** @param {Person} person @param {number} now @throws {Refused} when the login is locked */
export function refuseLocked(person, now) {
  if (!isLocked(person, now)) return;
  const minutes = Math.ceil((person.lockedUntil - now) / 60_000);
  throw new Refused(
    `This login is locked after too many wrong codes. Try again in ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`,
  );
}

/**
 * Checks what only the right person knows, and counts the wrong ones.
 *
 * @template T
 * @param {Person} person
 * @param {number} now
 * @param {() => T | undefined} check undefined for a wrong one
 * @param {() => Refused} refusal
 * @returns {T}
 * @throws {Refused} for a wrong one, and while the login is locked
 */
export function attempt(person, now, check, refusal) {
  refuseLocked(person, now);
  const result = check();
  if (result !== undefined) {
    person.failures = 0;
    return result;
  }
  person.failures += 1;
  if (person.failures >= attemptsAllowed) {
    person.failures = 0;
    person.lockedUntil = now + lockTime;
    refuseLocked(person, now);
  }
  throw refusal();
}

/** @param {Person} person */
export function unlock(person) {
  person.failures = 0;
  person.lockedUntil = 0;
}

/** Why a code was refused is never said. @param {string} [field] */
export function invalidCode(field = 'code') {
  return new Refused('The code is invalid.', field);
}
