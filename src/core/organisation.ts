/** Xero's regional editions. */
export const REGIONS = ['AU', 'NZ', 'GB', 'US', 'CA', 'ZA', 'SG', 'HK', 'MY', 'GLOBAL'] as const;
export type Region = (typeof REGIONS)[number];

/** The kinds of Xero organisations. */
export const KINDS = ['demo', 'trial', 'partner', 'other'] as const;

/** Xero's shortcode of an organisation, with its `!`. None of its characters means anything in an address. */
export const SHORT_CODE = /^![A-Za-z0-9!_-]{1,40}$/;
