/** Xero's regional editions. */
export const REGIONS = ['AU', 'NZ', 'GB', 'US', 'CA', 'ZA', 'SG', 'HK', 'MY', 'GLOBAL'] as const;
export type Region = (typeof REGIONS)[number];

/** The kinds of Xero organisations. */
export const KINDS = ['demo', 'trial', 'partner', 'other'] as const;
