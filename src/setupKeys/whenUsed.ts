/** Loaded in one chunk when a setup key is first read, set or removed. */
export { readKey } from './readKey';
export { setupKeyHandlers } from './setupKeyHandlers';
export { addMissingKeys, storeKey } from './storeKey';
