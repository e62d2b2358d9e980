import { generateSecret, verifySync } from 'otplib';

const period = 30;

/** A new key of 160 random bits, as base32 in upper case. */
export function newKey() {
  return generateSecret({ length: 20 });
}

/** A key as the page shows it: in lower case and in groups of four. @param {string} key */
export function shownKey(key) {
  return key.toLowerCase().replace(/.{4}(?=.)/g, '$& ');
}

/** What the QR code holds. @param {string} login @param {string} key */
export function keyUri(login, key) {
  return `otpauth://totp/Xero:${encodeURIComponent(login)}?secret=${key}&issuer=Xero`;
}

/**
 * Checks a code against a key, and against those accepted before (RFC 6238, section 5.2).
 *
 * @param {Device} device
 * @param {string} code
 * @param {number} now milliseconds since the Unix epoch
 * @returns {Device | undefined} the device with the code marked as used; undefined for a code that is not valid
 */
export function accept(device, code, now) {
  if (!/^\d{6}$/.test(code)) return undefined;
  const checked = verifySync({
    strategy: 'totp',
    secret: device.keyBase32,
    token: code,
    algorithm: 'sha1',
    digits: 6,
    period,
    epoch: Math.floor(now / 1000),
    epochTolerance: period,
  });
  if (!checked.valid || !('timeStep' in checked) || device.usedSteps.includes(checked.timeStep))
    return undefined;
  // Some more than the window has: the site's clock can be set back to a code's time again.
  return { ...device, usedSteps: [...device.usedSteps, checked.timeStep].slice(-20) };
}

/**
 * @typedef {object} Device an authenticator app that holds a key
 * @property {string} keyBase32
 * @property {readonly number[]} usedSteps the time steps whose codes were accepted
 */
