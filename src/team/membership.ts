import { verify } from '../age/signing';
import { type Entry, entryBytes, isEntry, type Unsigned } from '../core/team/entry';
import { MAXIMUM_COUNT, MAXIMUM_STEP } from '../core/team/limits';
import {
  entriesIn,
  formatMember,
  isReadable,
  type MemberFile,
  statementBytesOf,
} from '../core/team/memberFile';
import type { Roster } from '../core/team/roster';
import { statedEntries } from '../core/team/statedEntries';
import { adoptEntries } from '../core/team/takeEntries';
import type { Person } from './people';
import type { StoreSession } from './storeSession';
import { TeamError } from './teamError';

interface Said extends Pick<Entry, 'recipient' | 'signingKey' | 'name' | 'role' | 'state'> {
  readonly logins: readonly string[];
  readonly keeps?: readonly string[];
}

/**
 * An entry about somebody, signed here.
 *
 * @param extra how much more than one above the highest count it has
 * @throws TeamError if nobody could read it, so that nothing is remembered or written of it
 */
export function signedEntry(
  { id, own, signer, services }: Pick<StoreSession, 'id' | 'own' | 'signer' | 'services'>,
  roster: Roster,
  { recipient, signingKey, name, role, logins, state, keeps = [] }: Said,
  extra = 0,
): Entry {
  const entry: Unsigned<Entry> = {
    recipient,
    signingKey,
    name,
    role,
    logins: [...new Set(logins)].sort(),
    state,
    keeps: [...keeps].sort(),
    // At the highest count there is, a removal counts before an approval.
    count: Math.min(MAXIMUM_COUNT, roster.highestCount(recipient) + 1 + Math.min(extra, MAXIMUM_STEP - 1)),
    on: services.today(),
    by: own,
  };
  const signed = { ...entry, signature: signer.sign(entryBytes(id, entry)) };
  if (!isEntry(signed)) throw new TeamError('tooMuch');
  return signed;
}

/**
 * A file in `members/` with all that is known here, signed.
 *
 * @throws TeamError if nobody could read it
 */
export function statementFor(
  { id, own, signer }: Pick<StoreSession, 'id' | 'own' | 'signer'>,
  recipient: string,
  { name, requested, signingKey }: MemberFile,
  roster: Roster,
): MemberFile {
  const request = { name, requested, ...(signingKey !== undefined && { signingKey }) };
  const said = { by: own, roster: [...statedEntries(roster)] };
  const signature = signer.sign(statementBytesOf(id, recipient, request, said));
  const file = { ...request, statement: { ...said, signature } };
  if (!isReadable(file)) throw new TeamError('full');
  return file;
}

/**
 * Makes sure that others can read what is to be written of a team, before anything is.
 *
 * @throws TeamError if they can't
 */
export function requireRoom(session: StoreSession, roster: Roster): void {
  statementFor(session, session.own, { name: '', requested: session.services.today() }, roster);
}

/** Writes what was decided about somebody, and `.age-recipients`. */
export async function writeStatement(
  session: StoreSession,
  roster: Roster,
  recipient: string,
): Promise<void> {
  const { layout, people, services, memory } = session;
  const entry = roster.of(recipient);
  if (!entry) return;
  const { name, signingKey } = entry;
  const requested = people.files.get(recipient)?.requested ?? services.today();
  const request = { name, requested, ...(signingKey !== '' && { signingKey }) };
  const file = statementFor(session, recipient, request, roster);
  // Remembered first: what is lost of the file can be written again, but not what a person decided.
  memory.setRoster(roster.entries);
  await memory.save();
  await layout.write(layout.memberPath(recipient), formatMember(file));
}

/** Writes the recipients that `passage` uses. Machines are not among them: they would get every key. */
export async function writeRecipients(
  { layout }: Pick<StoreSession, 'layout'>,
  roster: Roster,
): Promise<void> {
  const members = roster.people.filter(({ role }) => role === 'member');
  await layout.writeRecipients(
    new Map(members.map(({ recipient, name }) => [recipient, name])),
    recipient => roster.standingOf(recipient) !== undefined,
  );
}

/** Who approved this computer's request, as its file says: their words are to be compared before they are believed. */
export function approverOf({ people, own, id }: StoreSession): Person | undefined {
  const file = people.files.get(own);
  const by = file?.statement?.by;
  if (!file?.statement || by === undefined || by === own) return undefined;
  const entries = entriesIn(file);
  const approver = entries.find(({ recipient }) => recipient === by);
  const isApproved = entries.some(
    entry => entry.recipient === own && entry.by === by && entry.state === 'approved',
  );
  if (!approver || !isApproved) return undefined;
  const bytes = statementBytesOf(id, own, file, file.statement);
  if (!verify(approver.signingKey, bytes, file.statement.signature)) return undefined;
  const { recipient, name, signingKey, role, logins } = approver;
  return { recipient, name, signingKey, role, logins };
}

/** A person here compared the words of who approved this computer: their roster is the one here now. */
export function confirmApprover(session: StoreSession, approver: string): void {
  const { people, own, id, memory } = session;
  const statement = people.files.get(own)?.statement;
  if (approverOf(session)?.recipient !== approver || !statement) throw new TeamError('notApproved');
  const roster = adoptEntries(id, statement.roster, own, verify);
  if (!roster.isFullMember(own)) throw new TeamError('notApproved');
  memory.setRoster(roster.entries);
}

/** Writes again what was signed here and is in no file, as after a task that was killed. */
export async function signedOwnAgain(session: StoreSession): Promise<void> {
  const { people, own } = session;
  const written = new Set(
    [...people.files.values()].flatMap(file => entriesIn(file).map(({ signature }) => signature)),
  );
  const missing = people.roster.signedBy(own).filter(({ signature }) => !written.has(signature));
  for (const recipient of new Set(missing.map(entry => entry.recipient)))
    await writeStatement(session, people.roster, recipient);
}
