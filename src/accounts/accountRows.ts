import type { Account } from '../core/account';
import { organisationNames } from './chooseAccount';
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
