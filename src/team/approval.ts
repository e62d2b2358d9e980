import { isRecipient } from '../age/age';
import { loginKey } from '../core/account';
import type { Entry } from '../core/team/entry';
import { MAXIMUM_ENTRIES } from '../core/team/limits';
import { entriesIn, formatMember, type MemberFile } from '../core/team/memberFile';
import { readKeyFile } from './keyFile';
import {
  approverOf,
  confirmApprover,
  requireRoom,
  signedEntry,
  writeRecipients,
  writeStatement,
} from './membership';
import type { People, Person } from './people';
import { type Reencrypted, reencryptForAll } from './reencrypt';
import { markDue } from './rotations';
import type { SyncProgress } from './storeFiles';
import type { StoreSession } from './storeSession';
import { TeamError } from './teamError';

/** How somebody is let in. */
export interface ApprovalOptions {
  /** All that a machine may read. A full member reads everything. */
  readonly readable?: readonly string[] | undefined;
  /** The accounts of the store. */
  readonly logins: readonly string[];
  readonly progress: SyncProgress;
}

/** What somebody's words are made from. */
export type Keys = Pick<Person, 'recipient' | 'signingKey'>;

/** Asks to be let in. */
export async function requestToJoin(session: StoreSession, name: string): Promise<void> {
  const { people, own, layout, signer, services, memory } = session;
  if (people.roster.approved(own)) throw new TeamError('alreadyMember');
  const before = people.files.get(own);
  // Kept for later, so that the folder can't become another store unseen.
  memory.change(now => ({ ...now, folders: [...new Set([...now.folders, services.folder])] }));
  if (before?.statement?.roster.some(each => each.recipient === own && each.state === 'approved'))
    throw new TeamError('alreadyAsked');
  if (before?.name === name && !before.statement && before.signingKey === signer.signingKey) return;
  const roster = before ? keptEntries(before, people) : [];
  const request = { name, requested: services.today(), signingKey: signer.signingKey };
  await layout.write(
    layout.memberPath(own),
    formatMember(roster.length > 0 ? { ...request, roster: [...roster] } : request),
  );
}

/** What a file says that a request takes the place of, as far as others read it: what is known to be true first. */
function keptEntries(before: MemberFile, { roster }: People): readonly Entry[] {
  const known = new Set(roster.entries.map(({ signature }) => signature));
  const all = [...new Map(entriesIn(before).map(entry => [entry.signature, entry])).values()];
  const isKnown = ({ signature }: Entry): boolean => known.has(signature);
  return [...all.filter(isKnown), ...all.filter(entry => !isKnown(entry))].slice(0, MAXIMUM_ENTRIES);
}

/**
 * Believes who approved this computer.
 *
 * @param compared whose words a person has compared
 * @throws {@link TeamError} if the words are of other keys than those in the store by now
 */
export function confirmOwnApproval(session: StoreSession, compared: Keys): void {
  if (session.people.roster.approved(session.own)) throw new TeamError('alreadyMember');
  const approver = approverOf(session);
  if (!approver) throw new TeamError('notApproved');
  requireSameKeys(approver, compared);
  confirmApprover(session, approver.recipient);
}

/** Somebody whom {@link approvePerson} would let in. @throws {@link TeamError} */
export function candidateFor(
  { people, own }: StoreSession,
  recipient: string,
  readable?: readonly string[],
): Person {
  if (!people.roster.isFullMember(own)) throw new TeamError('notMember');
  if (!isRecipient(recipient)) throw new TeamError('badRecipient');
  const waiting = [...people.requests, ...people.unconfirmed].find(each => each.recipient === recipient);
  if (waiting) return waiting;
  const member = people.members.find(each => each.recipient === recipient);
  if (!member) throw new TeamError('unknown');
  if (member.role !== 'machine' || !readable) throw new TeamError('alreadyMember');
  return member;
}

/**
 * Lets somebody in: all that they may read is encrypted to them, too.
 *
 * @param compared whose words a person has compared
 * @throws {@link TeamError} if the words are of other keys than those in the store by now
 */
export async function approvePerson(
  session: StoreSession,
  compared: Keys,
  { readable, logins, progress }: ApprovalOptions,
): Promise<Reencrypted> {
  const { recipient } = compared;
  const person = candidateFor(session, recipient, readable);
  requireSameKeys(person, compared);
  const names = readable && [...new Set(readable.map(loginKey))];
  if (names) await requirePlainFiles(session, names);
  const { people } = session;
  const before = people.roster.approved(recipient);
  const entry = signedEntry(session, people.roster, {
    ...person,
    role: names ? 'machine' : 'member',
    logins: names ?? [],
    state: 'approved',
  });
  const roster = people.roster.with([entry]);
  requireRoom(session, roster);
  for (const login of before?.logins ?? [])
    if (!names?.includes(login))
      await markDue(session, await session.layout.nameOf(login, 'key'), person.name);
  await writeStatement(session, roster, recipient);
  const changed = { ...session, people: { ...people, roster } };
  await writeRecipients(changed, roster);
  return reencryptForAll(changed, logins, progress);
}

/** Somebody may have changed a file while a person was asked. */
function requireSameKeys(now: Keys, compared: Keys): void {
  if (now.recipient !== compared.recipient || now.signingKey !== compared.signingKey)
    throw new TeamError('changed');
}

/** A machine gets a key alone, never what else a file says of the login. */
async function requirePlainFiles(session: StoreSession, logins: readonly string[]): Promise<void> {
  const files: string[] = [];
  for (const login of logins) {
    const file = await readKeyFile(session, 'key', login);
    const isPlain =
      typeof file === 'object'
        ? file.text.others.every(line => line.trim() === '')
        : file !== 'passwordFirst';
    if (!isPlain) files.push(session.layout.pathOf(await session.layout.nameOf(login, 'key')));
  }
  if (files.length > 0) throw new TeamError('notForMachines', files);
}
