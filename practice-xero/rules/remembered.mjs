/**
 * How long a browser is remembered, in milliseconds. At Xero it is 24 hours for those who reach an Australian
 * organisation; here nobody does.
 */
export const rememberTime = 30 * 24 * 60 * 60_000;

/** The most that are remembered of a person. */
const kept = 10;

/** @typedef {{ browser: string, until: number }} Remembered `until`: milliseconds since the Unix epoch */
/** @typedef {import('../person.mjs').Person} Person */

/** From now on this browser signs in without a code. @param {Person} person @param {string} browser @param {number} now */
export function remember(person, browser, now) {
  const others = (person.remembered ?? []).filter(each => each.browser !== browser && now < each.until);
  person.remembered = [...others, { browser, until: now + rememberTime }].slice(-kept);
}

/** @param {Person} person @param {string | undefined} browser @param {number} now */
export function isRemembered({ remembered = [] }, browser, now) {
  return remembered.some(each => each.browser === browser && now < each.until);
}

/** Every browser must enter a code again. @param {Person} person */
export function forgetBrowsers(person) {
  delete person.remembered;
}
