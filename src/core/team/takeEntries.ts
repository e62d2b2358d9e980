import { type Entry, entryBytes, isAboutSigner } from './entry';
import { isNextCount, MAXIMUM_FORGED } from './limits';
import { withRemovals } from './namedRemovals';
import { Roster } from './roster';

/** Verifies an Ed25519 signature (RFC 8032); key and signature are in hexadecimal. */
export type Verify = (signingKey: string, message: Uint8Array, signature: string) => boolean;

/** The entries of a store's files, taken into a roster. */
export interface Taken {
  readonly roster: Roster;
  /** Pairs who removed each other, where only the removal of the second one is in the roster. */
  readonly disputes: readonly (readonly [standing: string, removed: string])[];
}

/** Adds what members say to a roster in one go: see {@link takingEntries}. */
export function takeEntries(
  mine: Roster,
  id: string,
  offered: Iterable<Entry>,
  verify: Verify,
  isRecipient?: (recipient: string) => boolean,
): Taken {
  const files = Array.from(offered, entry => [entry]);
  return runToEnd(takingEntries(mine, id, files, verify, isRecipient));
}

/** Takes all steps at once, and nothing in between. */
export function runToEnd<T>(steps: Iterator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Adds what members say to a roster. Each entry is signed by the one who says it, so it doesn't matter who brought it. Only those
 * who are in the team, or get into it by another entry that came along, are believed. Yields after each signature.
 *
 * @param files the entries of each. Of one with many forged ones in somebody's name, the rest in that name is not read: who wrote
 *   those could have left it out.
 * @param isRecipient whether a recipient's checksum is right. Nobody can encrypt anything to a member with a wrong one.
 */
export function* takingEntries(
  mine: Roster,
  id: string,
  files: Iterable<readonly Entry[]>,
  verify: Verify,
  isRecipient: (recipient: string) => boolean = () => true,
): Generator<void, Taken> {
  /** Of each entry, how many by each signer are forged in the same file. */
  const forgedBeside = new Map<Entry, Map<string, number>>();
  for (const file of files) {
    const forged = new Map<string, number>();
    for (const entry of file) forgedBeside.set(entry, forged);
  }
  function* isTrue(roster: Roster, entry: Entry): Generator<void, boolean> {
    const forged = forgedBeside.get(entry);
    const failures = forged?.get(entry.by) ?? 0;
    if (failures >= MAXIMUM_FORGED) return false;
    const isSigned = isSignedBy(roster, id, entry, verify);
    if (!isSigned) forged?.set(entry.by, failures + 1);
    yield;
    return isSigned;
  }
  const known = new Set(mine.entries.map(({ signature }) => signature));
  let pending = [...forgedBeside.keys()]
    .filter(entry => !known.has(entry.signature) && !isAboutSigner(entry) && isRecipient(entry.recipient))
    .sort((one, other) => one.count - other.count);
  const disputes: (readonly [string, string])[] = [];
  for (const { standing, entry } of disputesIn(mine, pending))
    if (yield* isTrue(mine, entry)) disputes.push([standing, entry.by]);
  let roster = mine;
  let believed: ReadonlySet<string> = new Set(mine.members);
  const approvedCounts = new Map<string, number>();
  for (;;) {
    const signers = roster;
    const valid: Entry[] = [];
    const contradicting: Entry[] = [];
    const keys = new Map<string, string>();
    for (const entry of pending.filter(({ by }) => believed.has(by))) {
      const { recipient, signingKey, state, count } = entry;
      const saysKey = state === 'approved' && signingKey !== '';
      if (signers.hasOtherKey(entry) || (saysKey && (keys.get(recipient) ?? signingKey) !== signingKey)) {
        // The other key may count later, once it is known that its signer left.
        contradicting.push(entry);
        continue;
      }
      // A removal also follows on an approval that came along, so that nobody is in for a while whose removal is known.
      // Approvals follow only on what was known before, so that no row of them leads to the highest count at once.
      const cameAlong = state === 'removed' ? (approvedCounts.get(recipient) ?? 0) : 0;
      const highest = Math.max(mine.highestCount(recipient), cameAlong);
      if (!isNextCount(count, highest) || !(yield* isTrue(signers, entry))) continue;
      valid.push(entry);
      if (saysKey) keys.set(recipient, signingKey);
      if (state === 'approved')
        approvedCounts.set(recipient, Math.max(count, approvedCounts.get(recipient) ?? 0));
    }
    if (valid.length === 0) return { roster, disputes };
    pending = [...pending.filter(entry => !believed.has(entry.by)), ...contradicting];
    roster = withoutForged(signers, roster.with(valid), id, verify);
    believed = new Set(roster.members);
  }
}

/**
 * The roster of the member who approved this computer, once a person here has compared their words: all of it is believed, because
 * that member signed all of it.
 */
export function adoptEntries(id: string, entries: readonly Entry[], me: string, verify: Verify): Roster {
  const keys = new Map<string, Set<string>>();
  for (const { recipient, signingKey } of entries)
    keys.set(recipient, (keys.get(recipient) ?? new Set()).add(signingKey));
  let signed = entries.filter(entry =>
    [...(keys.get(entry.by) ?? [])].some(
      key => key !== '' && verify(key, entryBytes(id, entry), entry.signature),
    ),
  );
  // Of several keys of a person, only the one counts that the entry says which decides.
  for (;;) {
    const roster = new Roster(signed, me);
    const counted = signed.filter(entry => isSignedBy(roster, id, entry, verify));
    if (counted.length === signed.length) return roster;
    signed = counted;
  }
}

function isSignedBy(roster: Roster, id: string, entry: Entry, verify: Verify): boolean {
  const key = roster.signingKeyOf(entry.by);
  return key !== '' && verify(key, entryBytes(id, entry), entry.signature);
}

/** Leaves out what was believed with a key that turned out not to be the signer's. */
function withoutForged(before: Roster, after: Roster, id: string, verify: Verify): Roster {
  const hasNewKey = (by: string): boolean => {
    const key = after.signingKeyOf(by);
    return key !== '' && key !== before.signingKeyOf(by);
  };
  const changed = new Set(after.recipients.filter(hasNewKey));
  const isForged = (entry: Entry): boolean =>
    changed.has(entry.by) && !isAboutSigner(entry) && !isSignedBy(after, id, entry, verify);
  return after.entries.some(isForged)
    ? new Roster(
        after.entries.filter(entry => !isForged(entry)),
        after.me,
      )
    : after;
}

/** Removals that are said to be by people who are out because the very person that they remove said so, or let in who did. */
function disputesIn(
  mine: Roster,
  pending: readonly Entry[],
): readonly { readonly standing: string; readonly entry: Entry }[] {
  const without = new Map<string, Roster>();
  const rosterWithout = (entry: Entry): Roster => {
    const found = without.get(entry.recipient) ?? withRemovals(mine, [entry.recipient]);
    without.set(entry.recipient, found);
    return found;
  };
  return pending.flatMap(entry => {
    const { state, by, recipient } = entry;
    const removal = mine.standingOf(by) === 'out' ? mine.of(by) : undefined;
    if (state !== 'removed' || recipient === mine.me || removal?.state !== 'removed') return [];
    if (removal.by !== recipient && rosterWithout(entry).standingOf(by) !== 'in') return [];
    // They may be out already by the word of somebody whom they let in.
    const standing = mine.isFullMember(recipient) ? recipient : removal.by;
    if (standing === mine.me) return [];
    // Of two who removed each other, one may be out since, and their word kept by who knew nothing of the other's.
    return mine.isFullMember(standing) || removal.by === recipient ? [{ standing, entry }] : [];
  });
}
