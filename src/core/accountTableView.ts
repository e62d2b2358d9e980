import type { RowKey, RowVerdict, RowWithPassword } from './accountTable';
import type { NewEntry } from './listEdit';

/** A spreadsheet of accounts, in words. */
export interface AccountTableView {
  readonly rows: readonly AccountRowWords[];
  /** The keys in it. */
  readonly keys: readonly RowKey[];
  /** The rows with a password. */
  readonly withPassword: readonly RowWithPassword[];
  /** What is not read of it, in sentences. */
  readonly notes: readonly string[];
}

/** The cells of an account that a list would get, as a person reads them. */
export type AccountCells = Readonly<
  Record<'login' | 'name' | 'organisations' | 'owner' | 'backupEmail' | 'tags' | 'notes', string>
>;

/** What is said of the rows of a login. */
export interface AccountRowWords extends AccountCells {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly kind: RowVerdict['kind'];
  /** The verdict on it, as a sentence. */
  readonly state: string;
  /** Why cells of it are left out, each in a sentence. */
  readonly omitted: readonly { readonly line: number; readonly reason: string }[];
  /** What to add to a list, if it is new. */
  readonly entry?: NewEntry;
}
