import { attempt, invalidCode } from './attempts.mjs';
import { areRight } from './backup.mjs';
import { matches, newEmailCode } from './emailCode.mjs';
import { Refused } from './refused.mjs';
import { forgetBrowsers } from './remembered.mjs';
import { beginSetUp } from './setUp.mjs';
import { accept } from './totp.mjs';

/** @typedef {import('../person.mjs').Person} Person */

/**
 * @typedef {object} Mfa
 * @property {import('./totp.mjs').Device} [device] none between the end of the old one and that of the set-up of
 *   the new one
 * @property {import('./backup.mjs').Backup} backup
 */

/** Takes a code of the connected device. @param {Person} person @param {string} code @param {number} now @throws {Refused} */
export function useCode(person, code, now) {
  attempt(
    person,
    now,
    () => {
      const { mfa } = person;
      const device = mfa?.device && accept(mfa.device, code, now);
      if (mfa && device) mfa.device = device;
      return device;
    },
    invalidCode,
  );
}

/**
 * @param {Person} person
 * @param {number} now
 * @returns {import('./emailCode.mjs').EmailCode | undefined} what is to be sent; nothing without a backup email
 */
export function askForEmailCode(person, now) {
  if (!person.mfa || !('email' in person.mfa.backup)) return undefined;
  person.sent = newEmailCode(person.mfa.backup.email, now);
  return person.sent;
}

/** @param {Person} person @param {string} code @param {number} now @throws {Refused} */
export function useEmailCode(person, code, now) {
  attempt(person, now, () => matches(person.sent, code, now), invalidCode);
  delete person.sent;
}

/** @param {Person} person @param {readonly string[]} answers @param {number} now @throws {Refused} */
export function useAnswers(person, answers, now) {
  attempt(
    person,
    now,
    () => {
      const backup = person.mfa?.backup;
      return backup && 'answers' in backup ? areRight(backup.answers, answers) : undefined;
    },
    () => new Refused('The answers are not right.', 'answer1'),
  );
}

/** Ends MFA, the backup with it. @param {Person} person @param {string} code @param {number} now @throws {Refused} */
export function turnOff(person, code, now) {
  useCode(person, code, now);
  delete person.mfa;
  delete person.setUp;
  forgetBrowsers(person);
}

/**
 * Ends the key of the connected device at once, and begins the set-up of the next one.
 *
 * @param {Person} person
 * @param {string | undefined} code undefined for someone who doesn't need one: see {@link changeNeedsCode}
 * @param {number} now
 * @throws {Refused}
 */
export function changeDevice(person, code, now) {
  if (!person.mfa) return;
  if (code !== undefined) useCode(person, code, now);
  delete person.mfa.device;
  forgetBrowsers(person);
  beginSetUp(person, now);
}

/** Whether a change of device takes a code of the old one. @param {Person} person @param {boolean} byBackup how they signed in */
export function changeNeedsCode(person, byBackup) {
  return person.mfa?.device !== undefined && !byBackup;
}
