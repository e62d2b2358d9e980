import { type Entry, markOf } from './entry';
import { MAXIMUM_COUNT } from './limits';
import type { Roster } from './roster';

/** Somebody who no longer reads a login, and the count and the signer of the entry that says so. */
export type Excluded = Pick<Entry, 'recipient' | 'count' | 'by'>;

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
    return isChanged ? [{ recipient, count: entry.count, by: entry.by }] : [];
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
  const mayRead = ({ recipient, count }: Excluded): boolean =>
    readers.includes(recipient) && (roster.of(recipient)?.count ?? 0) <= count;
  // Where it isn't clear whether somebody is out, it isn't clear either who is in through them.
  const isMissing = (each: Excluded): boolean =>
    each.recipient !== roster.me &&
    (mayRead(each) || roster.standingOf(each.recipient) === 'doubt') &&
    !isRefuted(roster, each);
  return { people: people > roster.knowledge ? people : 0, excluded: excluded.filter(isMissing) };
}

/** Whether it is known here that the entry counts for nothing, because its signer is out and nobody keeps what is unknown of it. */
function isRefuted(roster: Roster, { recipient, by }: Excluded): boolean {
  const entry = roster.of(recipient);
  if (!entry || roster.standingOf(by) !== 'out') return false;
  // Not by the word of the one whose removal may be missing, or of those who are in through them.
  const removal: Entry = { ...entry, state: 'removed', count: MAXIMUM_COUNT, by: roster.me, keeps: [] };
  if (roster.with([removal]).standingOf(by) !== 'out') return false;
  const known = new Set(roster.entries.map(markOf));
  return roster.of(by)?.keeps.every(mark => known.has(mark)) === true;
}

export const NOTHING_MISSING: Knowledge = { people: 0, excluded: [] };

/** Whether nothing is missing. */
export function isComplete({ people, excluded }: Knowledge): boolean {
  return people === 0 && excluded.length === 0;
}
