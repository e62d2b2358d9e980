/** What of the setup keys is loaded when one is first set, looked at or removed, in one chunk. */
export { isKeyOf, keyProblem } from './parseKey';
export { setupKeyHandlers } from './setupKeyHandlers';
export { addMissingKeys, storeKey } from './storeKey';
