/** Loaded in one chunk when a password is first set, removed or copied. */
export { passwordHandlers } from './passwordHandlers';
