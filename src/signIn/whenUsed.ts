/** Loaded in one chunk when the person first signs in. */
export { signInHandlers } from './signInHandlers';
