import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { localDay } from '../core/day';
import { dueOrganisations, overdueOn } from '../core/dueDays';
import type { AccountState } from './accountState';

/** What a person can put right here. Most accounts that have no key yet are never needed. */
const TO_MEND: ReadonlySet<AccountState> = new Set(['lost', 'due', 'outOfSync', 'problem']);

/**
 * The number of accounts with something that the person can put right.
 *
 * @param now milliseconds since the Unix epoch
 */
export function badgeOf(
  accounts: readonly Account[],
  stateOf: (login: string) => AccountState,
  now: number,
): vscode.ViewBadge | undefined {
  const overdue = overdueOn(localDay(now));
  const { length } = accounts.filter(
    account => TO_MEND.has(stateOf(account.login)) || dueOrganisations(account, overdue).length > 0,
  );
  if (length === 0) return undefined;
  return {
    value: length,
    tooltip:
      length === 1
        ? vscode.l10n.t('1 account needs attention')
        : vscode.l10n.t('{0} accounts need attention', length),
  };
}
