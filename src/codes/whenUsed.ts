/** One chunk, loaded when an account is picked or waited for, or when copying warns or fails. */
export { expiredError, noKeyError, warnOfCopiedAgain, warnOfOutdatedClock } from './copyWarnings';
export { pickCode, pickUsed } from './picker';
export { waitWithProgress } from './waitWithProgress';
