import type { Entry } from './entry';
import { MAXIMUM_ENTRIES } from './limits';
import type { Roster } from './roster';

/**
 * What a statement says of a team: all entries that are known or, where those are more than anybody reads, all that count or
 * might. A leaver may have left thousands that don't. What counts is never left out: who knows less than others sends nothing.
 */
export function statedEntries(roster: Roster): readonly Entry[] {
  const { entries } = roster;
  if (entries.length <= MAXIMUM_ENTRIES) return entries;
  const signers = [...new Set(entries.map(({ by }) => by))];
  const counted = new Set(signers.flatMap(signer => roster.signedBy(signer)));
  return entries.filter(entry => counted.has(entry) || roster.standingOf(entry.by) === 'doubt');
}
