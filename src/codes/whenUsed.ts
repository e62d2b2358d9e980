/** What of the codes is loaded when one is picked, waited for or not to be had, in one chunk. */
export { expiredError, noKeyError, warnOfCopiedAgain } from './copyWarnings';
export { NextCodeWait } from './nextCodeWait';
export { pickCode } from './picker';
