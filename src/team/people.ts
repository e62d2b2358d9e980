import { isRecipient } from '../age/age';
import { fingerprintOf } from '../age/fingerprint';
import { type Entry, toPersonName } from '../core/team/entry';
import {
  entriesIn,
  type MemberFile,
  parseMember,
  parseRequest,
  statementBytesOf,
  versionOneName,
} from '../core/team/memberFile';
import type { Recipients } from '../core/team/recipients';
import type { Roster } from '../core/team/roster';
import { takingEntries, type Verify } from '../core/team/takeEntries';
import { type Layout, RECIPIENTS_FILE } from './layout';
import { PatientVerifier, type Verifier } from './patientVerifier';
import type { Skipped } from './skipped';

/** Somebody in the files of a store. */
export interface Person {
  readonly recipient: string;
  readonly name: string;
  /** Empty if they have none. */
  readonly signingKey: string;
  readonly role: 'member' | 'machine';
  /** What a machine may read. */
  readonly logins: readonly string[];
  /** The day of the request to join. */
  readonly requested?: string;
  /** Who approved them, by recipient. */
  readonly by?: string;
}

/** Who is who in a store, as one computer sees it. */
export interface People {
  readonly roster: Roster;
  /** Who is in the team, and believed. */
  readonly members: readonly Person[];
  /** Who asked to be let in. */
  readonly requests: readonly Person[];
  /** Who is in the files as if they were in the team, without an approval that counts here. They get nothing. */
  readonly unconfirmed: readonly Person[];
  /** Pairs who removed each other: a person decides. */
  readonly disputes: readonly (readonly [string, string])[];
  /** The files in `members/` that can be read, by recipient. */
  readonly files: ReadonlyMap<string, MemberFile>;
  readonly recipients: Recipients;
  readonly skipped: readonly Skipped[];
  /** Who is in the team since, and who no longer is. */
  readonly news: readonly News[];
  /** Whether something new was learned. */
  readonly isChanged: boolean;
}

/** Somebody who was added or removed by a member, or whom nobody who counts has approved any more. */
export interface News {
  readonly kind: 'added' | 'removed' | 'orphaned';
  readonly recipient: string;
  readonly name: string;
  /** The name of who decided it. */
  readonly by: string;
}

/** What is in `members/`. Anyone may have written it. */
export interface MemberFiles {
  /** By recipient. */
  readonly files: ReadonlyMap<string, MemberFile>;
  readonly skipped: readonly Skipped[];
}

/** @param known whose files are read in any case, where there are too many */
export async function readMemberFiles(layout: Layout, known?: ReadonlySet<string>): Promise<MemberFiles> {
  const skipped: Skipped[] = [];
  const files = new Map<string, MemberFile>();
  for (const path of await layout.memberFiles(known)) {
    const recipient = /^members\/(age1[a-z0-9]+)\.json$/.exec(path)?.[1];
    const text = (await layout.text(path)) ?? '';
    const file = parseMember(text) ?? requestOf(text);
    if (recipient === undefined || !file || !isRecipient(recipient)) {
      // One of version 1 that nobody here adopted is a recipient like those of other tools.
      if (isSigned(text) || versionOneName(text) === undefined)
        skipped.push({ file: path, reason: 'unreadable' });
      continue;
    }
    files.set(recipient, file);
  }
  return { files, skipped };
}

/** Reads who is in the team, and learns what members signed since. @param read the files in `members/`, if they were read */
export async function readPeople(
  layout: Layout,
  id: string,
  mine: Roster,
  verifier: Verifier = new PatientVerifier(),
  read?: MemberFiles,
): Promise<People> {
  const members = read ?? (await readMemberFiles(layout, new Set(mine.recipients)));
  const files = new Map(members.files);
  const skipped = [...members.skipped];
  const offered = Array.from(files.values(), entriesIn);
  const taking = takingEntries(mine, id, offered, verifier.verify, isRecipient);
  const { roster, disputes } = await verifier.run(taking);
  for (const [recipient, file] of files) {
    await verifier.rest();
    if (!isAltered(id, recipient, file, roster, verifier.verify)) continue;
    skipped.push({ file: layout.memberPath(recipient), reason: 'altered' });
    files.delete(recipient);
  }
  const recipients = await layout.recipients();
  skipped.push(
    ...recipients.skipped.map(({ line, problem }) => ({ file: RECIPIENTS_FILE, reason: problem, line })),
  );
  const requests: Person[] = [];
  const unconfirmed: Person[] = [];
  for (const recipient of new Set([...recipients.names.keys(), ...files.keys()].sort())) {
    if (roster.standingOf(recipient) === 'in') continue;
    const file = files.get(recipient);
    const person = personOf(recipient, file, recipients.names.get(recipient));
    const wasRemoved = roster.of(recipient)?.state === 'removed' && roster.standingOf(recipient) === 'out';
    // Who is listed already was let in by something else than an approval that counts.
    const isListed = recipients.names.has(recipient);
    if (file && !file.statement && !isListed) requests.push(person);
    else if (isListed ? isRecipient(recipient) : !wasRemoved) unconfirmed.push(person);
  }
  return {
    roster,
    members: roster.people.map(entry => memberOf(entry, files.get(entry.recipient))),
    requests,
    unconfirmed,
    disputes: [...roster.doubts, ...disputes],
    files,
    recipients,
    skipped,
    news: newsOf(mine, roster),
    isChanged: roster.entries.length !== mine.entries.length || roster.knowledge !== mine.knowledge,
  };
}

/** The eight words of somebody's keys. */
export function wordsOf({
  recipient,
  signingKey,
}: Pick<Person, 'recipient' | 'signingKey'>): Promise<string> {
  return fingerprintOf(recipient, signingKey);
}

function newsOf(before: Roster, after: Roster): readonly News[] {
  if (before.isEmpty) return [];
  return after.recipients.flatMap(recipient => {
    const [was, is] = [before.standingOf(recipient) === 'in', after.standingOf(recipient) === 'in'];
    const entry = after.of(recipient);
    if (was === is || !entry) return [];
    const kind = is ? 'added' : entry.state === 'removed' ? 'removed' : 'orphaned';
    return [{ kind, recipient, name: entry.name, by: after.of(entry.by)?.name ?? entry.by } as const];
  });
}

/** Requests that were written by hand have no statement, and may be spaced otherwise. */
function requestOf(text: string): MemberFile | undefined {
  return isSigned(text) ? undefined : parseRequest(text);
}

/** Whether a file claims to be one of ours, so that any other spelling is a change. */
function isSigned(text: string): boolean {
  return /"(?:statement|roster|signature|signingKey)"/.test(text);
}

/** Whether the one who is said to have signed the whole file can't have. */
function isAltered(id: string, recipient: string, file: MemberFile, roster: Roster, verify: Verify): boolean {
  const { statement } = file;
  if (!statement || roster.isEmpty) return false;
  const signer = roster.of(statement.by);
  // Somebody unknown may have let in somebody unknown, who is named for that reason.
  if (!signer) return roster.standingOf(recipient) !== undefined;
  return !verify(signer.signingKey, statementBytesOf(id, recipient, file, statement), statement.signature);
}

function memberOf(entry: Entry, file: MemberFile | undefined): Person {
  const { recipient, name, signingKey, role, logins, by } = entry;
  return { recipient, name, signingKey, role, logins, by, ...(file && { requested: file.requested }) };
}

function personOf(recipient: string, file: MemberFile | undefined, listed: string | undefined): Person {
  return {
    recipient,
    name: file?.name ?? (toPersonName(listed ?? '') || recipient),
    signingKey: file?.signingKey ?? '',
    role: 'member',
    logins: [],
    ...(file && { requested: file.requested }),
    ...(file?.statement && { by: file.statement.by }),
  };
}
