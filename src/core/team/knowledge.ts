import type { Roster } from './roster';

/** Somebody who no longer reads a login, and the count of the entry that says so. */
export interface Excluded {
  readonly recipient: string;
  readonly count: number;
}

/** What a file says of how much its signer knew of the team. */
export interface Knowledge {
  /** See `Roster.knowledge`. */
  readonly people: number;
  readonly excluded: Excluded[];
}

/** Everybody who was removed, or who is a machine that lost a login. A machine that never had another one is not among them. */
export function excludedFrom(roster: Roster, readers: readonly string[]): readonly Excluded[] {
  return roster.recipients.flatMap(recipient => {
    const entry = roster.of(recipient);
    if (!entry || readers.includes(recipient)) return [];
    const isChanged = entry.state === 'removed' || (roster.standingOf(recipient) === 'in' && entry.count > 1);
    return isChanged ? [{ recipient, count: entry.count }] : [];
  });
}

/**
 * What the signer of a file knew of the team and this computer does not. The sum alone doesn't tell: a leaver can raise it here
 * by entries that the signer knows to count for nothing.
 *
 * @param readers who may read the file, as far as is known here
 * @param people what the file says, as {@link Knowledge} has it; the same goes for `excluded`
 */
export function missingOf(
  roster: Roster,
  readers: readonly string[],
  people: number,
  excluded: readonly Excluded[],
): Knowledge {
  const isMissing = ({ recipient, count }: Excluded): boolean =>
    recipient !== roster.me && readers.includes(recipient) && (roster.of(recipient)?.count ?? 0) <= count;
  return { people: people > roster.knowledge ? people : 0, excluded: excluded.filter(isMissing) };
}

export const NOTHING_MISSING: Knowledge = { people: 0, excluded: [] };

/** Whether nothing is missing. */
export function isComplete({ people, excluded }: Knowledge): boolean {
  return people === 0 && excluded.length === 0;
}
