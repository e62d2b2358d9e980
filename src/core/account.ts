import type * as v from 'valibot';
import type { entrySchema, organisationSchema } from './accountSchema';

/** What accounts can be grouped by; `auto` depends on how many there are. */
export const GROUPINGS = ['auto', 'region', 'owner', 'tag', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A Xero organisation (tenant) that a login has access to. */
export type Organisation = Readonly<v.InferOutput<typeof organisationSchema>>;

type Entry = Readonly<v.InferOutput<typeof entrySchema>>;

/** A Xero login, which is what MFA protects, and what the team knows about it. Compare logins with {@link loginKey}. */
export interface Account extends Omit<Entry, 'name' | 'organisations' | 'tags'> {
  /** What the sidebar shows: the login if the list has no name. */
  readonly name: string;
  readonly organisations: readonly Organisation[];
  readonly tags: readonly string[];
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
