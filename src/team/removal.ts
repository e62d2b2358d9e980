import { type Entry, markOf } from '../core/team/entry';
import { MAXIMUM_ENTRIES } from '../core/team/limits';
import { statedEntries } from '../core/team/statedEntries';
import { storeName } from '../core/team/storeNames';
import { kindOfName } from './layout';
import { requireRoom, signedEntry, writeRecipients, writeStatement } from './membership';
import type { Person } from './people';
import { type Reencrypted, reencryptForAll } from './reencrypt';
import { markDue, signRotationsOf } from './rotations';
import type { SyncProgress } from './storeFiles';
import type { StoreSession } from './storeSession';
import { TeamError } from './teamError';

/** How somebody is removed. */
export interface RemovalOptions {
  /** Those who stay although only the removed person had approved them. */
  readonly kept?: ReadonlySet<string>;
  /** The accounts of the store. */
  readonly logins: readonly string[];
  readonly progress: SyncProgress;
}

/** Those whom only somebody, or who they approved, let in: a person decides about each when that somebody is removed. */
export function dependents(session: StoreSession, recipient: string): readonly Person[] {
  const { people, own } = session;
  const after = people.roster.with([removalEntry(session, recipient, new Set())]);
  return people.members.filter(
    each =>
      each.recipient !== recipient && each.recipient !== own && after.standingOf(each.recipient) !== 'in',
  );
}

/** Those whom somebody removed: a person decides about each when that removal is in dispute. */
export function removedBy({ people }: StoreSession, recipient: string): readonly Person[] {
  return people.roster.recipients.flatMap(each => {
    const entry = people.roster.of(each);
    return entry?.state === 'removed' && entry.by === recipient ? [entry] : [];
  });
}

/** Takes somebody out, or declines their request. What is written from now on they can't read. */
export async function removePerson(
  session: StoreSession,
  recipient: string,
  { kept = new Set(), logins, progress }: RemovalOptions,
): Promise<Reencrypted> {
  const { people, layout, own } = session;
  const { roster } = people;
  if (recipient === own) throw new TeamError(roster.members.length === 1 ? 'lastMember' : 'yourself');
  const entry = roster.approved(recipient);
  if (!entry) return declineRequest(session, recipient, { logins, progress });
  const entries = removalEntries(session, recipient, kept);
  const after = roster.with(entries);
  requireRoom(session, after);
  const readable = entry.role === 'machine' ? entry.logins : undefined;
  const machineFiles = readable && new Set(await Promise.all(readable.map(storeName)));
  // Marked first: if this is interrupted, the removal is decided again, and nothing they knew is forgotten.
  for (const name of (await layout.sharedFiles()).keys())
    if (kindOfName(name) === 'key' && (!machineFiles || machineFiles.has(name)))
      await markDue(session, name, entry.name);
  await session.memory.save();
  for (const each of new Set(entries.map(({ recipient: about }) => about)))
    await writeStatement(session, after, each);
  const changed = { ...session, people: { ...people, roster: after } };
  await writeRecipients(changed, after);
  await signRotationsOf(changed, recipient);
  return reencryptForAll(changed, logins, progress);
}

/** Two removed each other, and a person here says which of them stays. */
export async function settleDispute(
  session: StoreSession,
  staying: string,
  leaving: string,
  options: RemovalOptions,
): Promise<Reencrypted> {
  const { people } = session;
  const entry = people.roster.of(staying);
  if (!entry) throw new TeamError('unknown');
  const leaves = removalEntry(session, leaving, options.kept ?? new Set());
  // Nobody approves themselves: the removal of the other one is enough.
  const stays =
    staying === session.own
      ? []
      : [signedEntry(session, people.roster, { ...entry, state: 'approved', keeps: [] })];
  const after = people.roster.with([...stays, leaves]);
  for (const each of [staying, leaving]) await writeStatement(session, after, each);
  const changed = { ...session, people: { ...people, roster: after } };
  await writeRecipients(changed, after);
  return reencryptForAll(changed, options.logins, options.progress);
}

async function declineRequest(
  session: StoreSession,
  recipient: string,
  { logins, progress }: RemovalOptions,
): Promise<Reencrypted> {
  const { people, layout } = session;
  const person = [...people.requests, ...people.unconfirmed].find(each => each.recipient === recipient);
  if (!person) throw new TeamError('unknown');
  const known = people.roster.of(recipient);
  if (people.requests.includes(person) && !known) {
    await layout.files.remove(layout.memberPath(recipient));
    return { files: 0, left: [] };
  }
  const after =
    known?.state === 'removed'
      ? people.roster
      : people.roster.with([
          signedEntry(session, people.roster, { ...person, state: 'removed', logins: [] }),
        ]);
  await writeStatement(session, after, recipient);
  const changed = { ...session, people: { ...people, roster: after } };
  await writeRecipients(changed, after);
  return reencryptForAll(changed, logins, progress);
}

function removalEntries(
  session: StoreSession,
  recipient: string,
  kept: ReadonlySet<string>,
): readonly Entry[] {
  const removal = removalEntry(session, recipient, kept);
  let after = session.people.roster.with([removal]);
  const entries = [removal];
  const concerned = dependents(session, recipient);
  // Without an approval that counts they are out anyway. A leaver who let in a thousand must not make a removal impossible.
  const hasRoom = statedEntries(after).length + concerned.length <= MAXIMUM_ENTRIES;
  for (const { recipient: about } of concerned) {
    const entry = session.people.roster.of(about);
    const isKept = kept.has(about);
    if (!entry || (isKept ? after.standingOf(about) === 'in' : !hasRoom)) continue;
    const state = isKept ? 'approved' : 'removed';
    const decided = signedEntry(session, after, { ...entry, state, keeps: [] });
    entries.push(decided);
    after = after.with([decided]);
  }
  return entries;
}

/**
 * The removal itself. It keeps what the removed person said of those who stay, and whom they removed. If that would take this
 * one out of the team, too, the removals that are in doubt are not kept.
 */
function removalEntry(session: StoreSession, recipient: string, kept: ReadonlySet<string>): Entry {
  const { roster } = session.people;
  const isInWith = (removal: Entry): boolean => roster.with([removal]).standingOf(session.own) === 'in';
  const removal = entryOfRemoval(session, recipient, kept);
  if (isInWith(removal)) return removal;
  const inDoubt = removedBy(session, recipient)
    .map(each => each.recipient)
    .filter(each => roster.standingOf(each) === 'doubt');
  const other = entryOfRemoval(session, recipient, new Set([...kept, ...inDoubt]));
  return isInWith(other) ? other : removal;
}

function entryOfRemoval(session: StoreSession, recipient: string, kept: ReadonlySet<string>): Entry {
  const { roster } = session.people;
  const entry = roster.of(recipient);
  if (!entry) throw new TeamError('unknown');
  const signed = roster.signedBy(recipient).filter(each => each.recipient !== recipient);
  // Whom they removed stays out, unless a person says otherwise.
  const isKept = (each: Entry): boolean =>
    (each.state === 'approved') === (each.recipient === session.own || kept.has(each.recipient));
  // Who knows of the removal must never seem to know less than who doesn't.
  const lost = signed.filter(each => !isKept(each)).reduce((sum, { count }) => sum + count, 0);
  const keeps = signed.filter(isKept).map(markOf);
  return signedEntry(session, roster, { ...entry, state: 'removed', keeps }, lost);
}
