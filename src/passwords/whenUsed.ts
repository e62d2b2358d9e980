/** Loaded in one chunk when a password is first set, removed, copied or imported. */
export { requireAgreed } from './agreement';
export { passwordHandlers } from './passwordHandlers';
