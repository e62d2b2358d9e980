import { isLocked } from './rules/attempts.mjs';

/**
 * @typedef {object} Person a user of the practice site
 * @property {string} login as it was first typed
 * @property {import('./rules/mfa.mjs').Mfa} [mfa] once it is on
 * @property {import('./rules/setUp.mjs').SetUp} [setUp]
 * @property {import('./rules/emailCode.mjs').EmailCode} [sent] the way in by the backup email
 * @property {readonly import('./rules/remembered.mjs').Remembered[]} [remembered] browsers that need no code
 * @property {number} failures wrong codes in a row
 * @property {number} lockedUntil milliseconds since the Unix epoch
 */

/**
 * @typedef {object} Snapshot what a test may want to know of a person
 * @property {string} login
 * @property {boolean} mfa whether it is on
 * @property {boolean} locked
 * @property {string} [keyBase32] that of the connected device
 * @property {string} [setUpKeyBase32] that of a set-up under way
 * @property {string} [backupEmail]
 * @property {readonly string[]} [questions] not the answers
 */

/** @param {string} login @returns {Person} */
export function newPerson(login) {
  return { login, failures: 0, lockedUntil: 0 };
}

/**
 * @typedef {object} PersonWithMfa someone who set MFA up before the site was first started
 * @property {string} login
 * @property {string} keyBase32
 * @property {string} backupEmail
 */

/** @param {PersonWithMfa} options @returns {Person} */
export function personWithMfa({ login, keyBase32, backupEmail }) {
  const device = { keyBase32, usedSteps: [] };
  return { ...newPerson(login), mfa: { device, backup: { email: backupEmail } } };
}

/** The form in which logins are compared. @param {string} login */
export function personKey(login) {
  return login.trim().toLowerCase();
}

/** @param {Person} person @param {number} now @returns {Snapshot} */
export function snapshot({ login, mfa, setUp, ...rest }, now) {
  const person = { login, ...rest };
  return Object.freeze({
    login,
    mfa: mfa !== undefined,
    locked: isLocked(person, now),
    ...(mfa?.device && { keyBase32: mfa.device.keyBase32 }),
    ...(setUp?.device && now < setUp.expiresAt && { setUpKeyBase32: setUp.device.keyBase32 }),
    ...(mfa && 'email' in mfa.backup && { backupEmail: mfa.backup.email }),
    ...(mfa && 'answers' in mfa.backup && { questions: mfa.backup.answers.map(({ question }) => question) }),
  });
}
