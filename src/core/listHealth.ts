import type { Account } from './account';
import { type DueOrganisation, dueOrganisations, overdueOn } from './dueDays';

/** The fields that a team misses when it needs them: the way back to a login, whom to ask, and how old its key is. */
const EXPECTED = ['backupEmail', 'owner', 'mfaSetUpOn'] as const;
export type ExpectedField = (typeof EXPECTED)[number];

/** What is known of a login beside its list. */
export interface LoginUse {
  /** Whether its setup key is at hand. */
  readonly hasKey: boolean;
  /** Whether nobody has used it here for long; only where that is known. */
  readonly isUnused: boolean;
}

/** What an account lacks. */
export interface AccountHealth extends LoginUse {
  readonly account: Account;
  readonly missing: readonly ExpectedField[];
  /** Those that were to be reset, or whose trial was to end, before today. */
  readonly overdue: readonly DueOrganisation[];
}

/**
 * What each account of a list lacks; without those that lack nothing.
 *
 * @param today `YYYY-MM-DD`, by the person's own calendar
 */
export function listHealth(
  accounts: readonly Account[],
  today: string,
  useOf: (account: Account) => LoginUse,
): readonly AccountHealth[] {
  const overdue = overdueOn(today);
  return accounts
    .map(account => ({
      account,
      ...useOf(account),
      missing: EXPECTED.filter(field => !account[field]?.trim()),
      overdue: dueOrganisations(account, overdue),
    }))
    .filter(
      ({ hasKey, isUnused, missing, overdue }) =>
        !hasKey || isUnused || missing.length > 0 || overdue.length > 0,
    );
}
