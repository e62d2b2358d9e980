/** Loaded in one chunk when a password is first set, removed, copied or imported. */
export { requireAgreed, tellOfFirst } from './agreement';
export { passwordHandlers } from './passwordHandlers';
