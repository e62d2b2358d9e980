import type { Account } from '../core/account';
import { sanitizeLabel } from '../platform/sanitize';
import { sortByName } from './elements';
import { accountLabel } from './tree';

/** An account as a picker of codes shows it. */
export interface AccountRow {
  readonly account: Account;
  readonly label: string;
  readonly detail: string;
  /** Whether its code can be copied. */
  readonly ready: boolean;
}

/** A row for each account, by name. */
export function accountRows(accounts: readonly Account[], isReady: (login: string) => boolean): AccountRow[] {
  return sortByName(accounts).map(account => ({
    account,
    label: accountLabel(account),
    detail: organisationNames(account),
    ready: isReady(account.login),
  }));
}

/** The second line of an account in a quick pick. */
export function organisationNames({ organisations }: Account): string {
  return organisations.map(({ name }) => sanitizeLabel(name)).join(', ');
}
