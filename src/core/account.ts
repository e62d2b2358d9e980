/** Xero's regional editions. */
export const REGIONS = ['AU', 'NZ', 'GB', 'US', 'CA', 'ZA', 'SG', 'HK', 'MY', 'GLOBAL'] as const;
export type Region = (typeof REGIONS)[number];

/** What sort of Xero organisation it is. */
export const KINDS = ['demo', 'trial', 'partner', 'other'] as const;
export type OrganisationKind = (typeof KINDS)[number];

/** What accounts can be grouped by. */
export const GROUPINGS = ['region', 'owner', 'tag', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A Xero organisation (tenant) that a login reaches. */
export interface Organisation {
  readonly name: string;
  readonly region?: Region;
  readonly kind?: OrganisationKind;
  readonly tenantId?: string;
}

/** A Xero user login, to which MFA belongs, and what the team knows of it. */
export interface Account {
  /** The user's email address as written in the list; compare with {@link loginKey}. */
  readonly login: string;
  /** What the sidebar shows; the login where the list gives no name. */
  readonly name: string;
  readonly organisations: readonly Organisation[];
  readonly owner?: string;
  readonly backupEmail?: string;
  readonly tags: readonly string[];
  readonly notes?: string;
  /** The day MFA was set up, `YYYY-MM-DD`. */
  readonly mfaSetUpOn?: string;
}

/** The fields of an entry that a command may write. */
export type AccountField = Exclude<keyof Account, 'login'>;

/** The form in which logins are compared and secrets are keyed. */
export function loginKey(login: string): string {
  return login.trim().toLowerCase();
}

/** Whether `text` has the shape of an email address: one `@`, a domain with a dot, nothing invisible. */
export function isEmail(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@\p{C}<>()[\]\\,;:"]+@[^\s@\p{C}<>()[\]\\,;:"]+\.[^\s@\p{C}<>()[\]\\,;:".]+$/u.test(text)
  );
}
