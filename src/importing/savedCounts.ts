import type { OrganisationCounts } from './foundOrganisations';

/** How many keys were stored and accounts were added, and what was done with organisations. */
export interface SavedCounts {
  readonly keys: number;
  readonly accounts: number;
  /** Absent if there are none, as for those who keep no passwords here. */
  readonly passwords?: number;
  /** Absent if there are none. */
  readonly organisations?: OrganisationCounts;
}

/** The part of {@link SavedCounts} about passwords. */
export function someOf(passwords: number): Pick<SavedCounts, 'passwords'> {
  return passwords > 0 ? { passwords } : {};
}

/** The part of {@link SavedCounts} about organisations. */
export function withAny(organisations: OrganisationCounts): Pick<SavedCounts, 'organisations'> {
  return organisations.added + organisations.updated > 0 ? { organisations } : {};
}
