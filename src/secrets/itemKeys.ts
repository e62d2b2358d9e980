/** What items are called in VS Code's secret storage: a prefix and a login in lower case, unless said otherwise. */

/** The key that codes are made with. */
export const CURRENT = 'totp:';
/** The key before the current one, until Xero is known to accept that. */
export const PREVIOUS = 'former:';
/** Keys tried in between, one a line. */
export const CANDIDATES = 'candidate:';
/** In the order of writing: what is kept comes before what replaces it. */
export const KEY_PREFIXES = [CANDIDATES, PREVIOUS, CURRENT];
/** The answers to Xero's security questions. */
export const ANSWERS = 'recovery:';
/** The password of a login. */
export const PASSWORD = 'password:';
/** All that a login may have. */
export const LOGIN_PREFIXES = [...KEY_PREFIXES, ANSWERS, PASSWORD];
/** This computer's identity in its team stores, `AGE-SECRET-KEY-1…`. The whole name of the item. */
export const IDENTITY = 'team:identity';
/** What this computer remembers of a team store; the store's id follows. */
export const TEAM = 'team:';
/**
 * Canaries are items without a secret, with a number in place of the login. VS Code deletes an item that it can't decrypt
 * when it reads it, so a canary is read before the first key: the key would fare as the canary does.
 */
export const CANARY = 'canary:';
/** All items of this extension. */
export const PREFIXES = [...LOGIN_PREFIXES, IDENTITY, TEAM, CANARY];
/** The entry of the global state that says whether any window ever stored canaries, and when one last failed. */
export const CANARY_STATE = 'secretCanaries';
