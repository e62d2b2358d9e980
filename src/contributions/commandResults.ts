import type { ExpectedField } from '../core/listHealth';

/** The keys found in files. `stored`: whether the key is now on this computer. */
export interface ImportedKeys {
  readonly found: readonly { readonly login: string; readonly issuer: string; readonly stored: boolean }[];
  readonly problems: readonly { readonly uri: string; readonly reason: string }[];
}

/** The accounts found in a spreadsheet, by login; lines count from 1. */
export interface ImportedAccounts {
  readonly added: readonly string[];
  readonly same: readonly string[];
  /** Already in a list with other details, which were kept. */
  readonly different: readonly string[];
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

/** This computer's public key, and its fingerprint in words. */
export interface Identified {
  readonly recipient: string;
  readonly fingerprint: string;
}

/** The logins in a backup; `missing` are those whose key or answers could not be read. */
export interface BackedUp {
  readonly logins: readonly string[];
  readonly missing: readonly string[];
}

/**
 * The logins in a backup, compared with this computer. `added` ones were stored only if the person confirmed. For a program,
 * answers that are on this computer count as the same, whatever they are.
 */
export interface Restored {
  readonly added: readonly string[];
  readonly same: readonly string[];
  readonly different: readonly string[];
}

/** The number of lines in the log of activity, and the files with problems. */
export interface ActivityReport {
  readonly lines: number;
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

/** The number of files that were re-encrypted. */
export interface RewrittenFiles {
  readonly files: number;
}

/** The number of files of a list and its store that were not pushed before, and whether they are now. */
export interface Published {
  readonly files: number;
  readonly pushed: boolean;
}

/** The logins that a sync changed, and the files it skipped, by their path in the store. */
export interface SyncReport {
  readonly received: readonly string[];
  readonly sent: readonly string[];
  readonly conflicts: readonly string[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** Somebody in a team store. */
export interface TeamPerson {
  readonly recipient: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly role: 'member' | 'machine';
  /** All that a machine may read. */
  readonly logins?: readonly string[];
  /** The day of the request to join, as `YYYY-MM-DD`. */
  readonly requested?: string;
  readonly approvedBy?: string;
}

/** The state of a team store. */
export interface TeamStatus {
  readonly members: readonly TeamPerson[];
  readonly requests: readonly TeamPerson[];
  /** Recipients in the store without an approval that counts on this computer. They get nothing. */
  readonly untrusted: readonly string[];
  readonly rotations: readonly { readonly login: string; readonly since: string; readonly because: string }[];
  readonly secrets: readonly { readonly login: string; readonly here: boolean; readonly inStore: boolean }[];
}

/**
 * The accounts of a list that lack something. `overdue`: organisations that were to be reset, or to end, before today;
 * `unused`: nobody has used the account on this computer for 90 days.
 */
export interface ListHealthReport {
  readonly accounts: readonly {
    readonly login: string;
    readonly missing: readonly ('setupKey' | ExpectedField)[];
    readonly overdue: readonly string[];
    readonly unused: boolean;
  }[];
}
