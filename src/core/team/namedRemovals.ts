import type { Entry } from './entry';
import { MAXIMUM_COUNT } from './limits';
import type { Roster } from './roster';

/** Somebody whom a signed file names as one who no longer reads it, and the count and the signer of the entry that says so. */
export type Excluded = Pick<Entry, 'recipient' | 'count' | 'by'>;

/** What the file of a member named. */
export interface NamedRemoval extends Excluded {
  /** Who signed the file. */
  readonly namedBy: string;
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
 * The removals that are named and not known here, if they would change who reads something. By the sum of counts alone that can't
 * be told: somebody who left can raise it here by entries that others know to count for nothing.
 */
export function missingRemovals(roster: Roster, named: readonly NamedRemoval[]): readonly NamedRemoval[] {
  const last = decided.get(roster);
  if (last?.named === named) return last.missing;
  const missing = decide(roster, named);
  decided.set(roster, { named, missing });
  return missing;
}

interface Decided {
  readonly named: readonly NamedRemoval[];
  readonly missing: readonly NamedRemoval[];
}

/** The last answer for each roster: a task on a thousand files asks as often. */
const decided = new WeakMap<Roster, Decided>();

function decide(roster: Roster, named: readonly NamedRemoval[]): readonly NamedRemoval[] {
  const unknown = named.filter(each => each.recipient !== roster.me && !roster.has(each));
  if (unknown.length === 0) return [];
  const imagined = withRemovals(roster, recipientsOf(unknown));
  // Somebody named may be the one who says that the others are out, or may have let in who says so.
  const isSurelyOut = (recipient: string): boolean =>
    roster.removersOf(recipient).some(remover => imagined.standingOf(remover) === 'in');
  const left = unknown.filter(({ by, namedBy }) => !isSurelyOut(by) && !isSurelyOut(namedBy));
  const after = withRemovals(roster, recipientsOf(left));
  const isChanged = roster.people.some(({ recipient }) => after.standingOf(recipient) !== 'in');
  return isChanged ? left : [];
}

/** Of each that is missing and is about somebody whom this computer takes for the one who counts: those two. A person decides. */
export function disputesOver(
  roster: Roster,
  missing: readonly NamedRemoval[],
): readonly (readonly [standing: string, removed: string])[] {
  return missing.flatMap(({ recipient, by, namedBy }) => {
    const removed = [by, namedBy].find(each => roster.standingOf(each) === 'out');
    const isPair = removed !== undefined && roster.standingOf(recipient) === 'in';
    return isPair ? [[recipient, removed] as const] : [];
  });
}

/** Who would be in the team if these were removed, and nothing counted that they say. */
export function withRemovals(roster: Roster, recipients: readonly string[]): Roster {
  const entries = [...new Set(recipients)].flatMap(recipient => {
    const entry = roster.of(recipient);
    return entry ? [removalOf(entry, roster.me)] : [];
  });
  return roster.with(entries);
}

function recipientsOf(named: readonly NamedRemoval[]): readonly string[] {
  return named.map(({ recipient }) => recipient);
}

function removalOf(entry: Entry, by: string): Entry {
  return { ...entry, state: 'removed', count: MAXIMUM_COUNT, by, keeps: [] };
}
