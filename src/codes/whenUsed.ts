/** Loaded in one chunk when a code is picked or waited for, or there is none. */
export { expiredError, noKeyError, warnOfCopiedAgain, warnOfOutdatedClock } from './copyWarnings';
export { pickCode } from './picker';
export { waitWithProgress } from './waitWithProgress';
