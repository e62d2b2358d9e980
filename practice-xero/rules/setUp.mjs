import { attempt, invalidCode } from './attempts.mjs';
import { checkAnswers, checkBackupEmail } from './backup.mjs';
import { matches, newEmailCode } from './emailCode.mjs';
import { OutOfStep, Refused } from './refused.mjs';
import { accept, newKey } from './totp.mjs';

/** How long a person has to finish a set-up, in milliseconds. */
export const setUpTime = 10 * 60_000;

/** @typedef {import('../person.mjs').Person} Person */

/**
 * @typedef {object} SetUp a set-up under way
 * @property {number} expiresAt milliseconds since the Unix epoch
 * @property {import('./totp.mjs').Device} [device] from the choice of the app on
 * @property {boolean} appConfirmed a code of the device was accepted
 * @property {import('./emailCode.mjs').EmailCode} [sent] what the backup email's owner must enter
 */

/**
 * Begins a set-up, in place of one that was under way: its key counts no more.
 *
 * @param {Person} person
 * @param {number} now
 * @throws {OutOfStep} while a device is connected
 */
export function beginSetUp(person, now) {
  if (person.mfa?.device) throw new OutOfStep();
  person.setUp = { expiresAt: now + setUpTime, appConfirmed: false };
}

/** @param {Person} person @param {number} now @throws {OutOfStep} */
export function currentSetUp(person, now) {
  const { setUp } = person;
  if (setUp === undefined || now >= setUp.expiresAt) throw new OutOfStep();
  return setUp;
}

/** @param {Person} person */
export function expireSetUp(person) {
  if (person.setUp) person.setUp.expiresAt = 0;
}

/** @param {Person} person @param {string} method @param {number} now @throws {Refused} */
export function chooseMethod(person, method, now) {
  const setUp = currentSetUp(person, now);
  if (method !== 'app') throw new Refused('Xero Verify can’t be practised here. Choose “Use my own app”.');
  // The same key for someone who went back: their app may have it already.
  setUp.device ??= { keyBase32: newKey(), usedSteps: [] };
}

/**
 * Takes a code of the new device. With a change of device, that is the end of the set-up: the backup stays.
 *
 * @param {Person} person
 * @param {string} code
 * @param {number} now
 * @throws {Refused}
 */
export function confirmApp(person, code, now) {
  const setUp = currentSetUp(person, now);
  const { device } = setUp;
  if (device === undefined || setUp.appConfirmed) throw new OutOfStep();
  setUp.device = attempt(person, now, () => accept(device, code, now), invalidCode);
  setUp.appConfirmed = true;
  if (person.mfa) finish(person, setUp, person.mfa.backup);
}

/**
 * @param {Person} person
 * @param {string} email
 * @param {number} now
 * @returns {import('./emailCode.mjs').EmailCode} what is to be sent
 * @throws {Refused}
 */
export function offerBackupEmail(person, email, now) {
  const setUp = confirmedSetUp(person, now);
  checkBackupEmail(person.login, email);
  setUp.sent = newEmailCode(email, now);
  return setUp.sent;
}

/** Turns MFA on. @param {Person} person @param {string} code @param {number} now @throws {Refused} */
export function confirmBackupEmail(person, code, now) {
  const setUp = confirmedSetUp(person, now);
  const { sent } = setUp;
  if (sent === undefined) throw new OutOfStep();
  attempt(person, now, () => matches(sent, code, now), invalidCode);
  finish(person, setUp, { email: sent.address });
}

/**
 * Turns MFA on.
 *
 * @param {Person} person
 * @param {readonly import('./backup.mjs').Answered[]} answers
 * @param {number} now
 * @throws {Refused}
 */
export function confirmQuestions(person, answers, now) {
  const setUp = confirmedSetUp(person, now);
  checkAnswers(answers);
  finish(person, setUp, { answers });
}

/** @param {Person} person @param {number} now */
function confirmedSetUp(person, now) {
  const setUp = currentSetUp(person, now);
  if (!setUp.appConfirmed) throw new OutOfStep();
  return setUp;
}

/** @param {Person} person @param {SetUp} setUp @param {import('./backup.mjs').Backup} backup */
function finish(person, { device }, backup) {
  person.mfa = device ? { device, backup } : { backup };
  delete person.setUp;
}
