/** How the keys of a login are stored: one item each, under a prefix and the login in lower case. */

/** The key that codes are made with. */
export const CURRENT = 'totp:';
/** The key before the current one, while it is not known that Xero accepts that. */
export const PREVIOUS = 'former:';
/** Keys tried in between, one a line. */
export const CANDIDATES = 'candidate:';
/** In the order of writing: what is kept comes before what takes its place. */
export const KEY_PREFIXES = [CANDIDATES, PREVIOUS, CURRENT];
/**
 * Canaries are items without a secret. VS Code deletes what it cannot decrypt when it is asked for it, so a canary is
 * asked for before the first key: what becomes of it would become of the key.
 */
export const CANARY = 'canary:';
/** Where the global state has whether canaries were stored, by this window or an earlier one, and what became of them. */
export const CANARY_STATE = 'secretCanaries';
