/** The context keys in the manifest's when-clauses, by the part of their name after `xeroMfa.`. */
export const CONTEXT_KEYS = [
  'loaded',
  'codesShown',
  'codesCorrected',
  'waitingForCode',
  'noTeam',
  'storeFound',
  'listMissing',
  'passwordsSaved',
  'signingIn',
] as const;
export type ContextKey = (typeof CONTEXT_KEYS)[number];

/** The context keys that complete walkthrough steps. Each is true only for a moment. */
export const WALKTHROUGH_EVENTS = [
  'accountListed',
  'listShared',
  'guideFinished',
  'lastUsedCopied',
  'clockChecked',
] as const;
export type WalkthroughEvent = (typeof WALKTHROUGH_EVENTS)[number];
