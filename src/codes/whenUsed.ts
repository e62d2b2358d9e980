/** One chunk, loaded when a code is picked or waited for, or when copying warns or fails. */
export { expiredError, noKeyError, warnOfCopiedAgain, warnOfOutdatedClock } from './copyWarnings';
export { pickCode } from './picker';
export { waitWithProgress } from './waitWithProgress';
