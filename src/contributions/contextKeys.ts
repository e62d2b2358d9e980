/** What when-clauses of the manifest ask for, by the part of its name after `xeroMfa.`. */
export const CONTEXT_KEYS = ['loaded', 'codesShown', 'codesCorrected', 'waitingForCode', 'noTeam'] as const;
export type ContextKey = (typeof CONTEXT_KEYS)[number];

/** What completes the steps of the walkthrough: context keys that are true for a moment. */
export const WALKTHROUGH_EVENTS = [
  'accountListed',
  'listShared',
  'guideFinished',
  'lastUsedCopied',
  'clockChecked',
] as const;
export type WalkthroughEvent = (typeof WALKTHROUGH_EVENTS)[number];
