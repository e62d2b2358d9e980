import * as v from 'valibot';
import { parseCanonical, toJsonText } from './canonicalJson';
import { type Entry, entryBytes, entrySchema, FIELDS, isPersonName, type Unsigned } from './entry';
import { MAXIMUM_ENTRIES, MAXIMUM_STORE_FILE } from './limits';
import { type Field, statementBytes } from './statement';

const requestFields = {
  name: FIELDS.name,
  /** The day of the request to join. */
  requested: FIELDS.day,
  /** Machines, and members of a store that was made without them, have none. */
  signingKey: v.exactOptional(FIELDS.signingKey),
};

const statementSchema = v.strictObject({
  by: FIELDS.recipient,
  /** All entries that the signer knew. */
  roster: v.pipe(v.array(entrySchema), v.maxLength(MAXIMUM_ENTRIES)),
  signature: FIELDS.signature,
});

const memberSchema = v.strictObject({
  ...requestFields,
  /** Kept from before a new request, so that the request doesn't hide a removal. */
  roster: v.exactOptional(v.pipe(v.array(entrySchema), v.maxLength(MAXIMUM_ENTRIES))),
  statement: v.exactOptional(statementSchema),
});

/** The last statement about a person: everyone that its signer knew. */
export type Statement = Readonly<v.InferOutput<typeof statementSchema>>;

/** A file in `members/`: a request to join, and what a member has said since. */
export type MemberFile = Readonly<v.InferOutput<typeof memberSchema>>;

/** @returns `undefined` if the text isn't what {@link formatMember} wrote */
export function parseMember(text: string): MemberFile | undefined {
  return parseCanonical(memberSchema, text, formatMember);
}

export function formatMember({ name, requested, signingKey, roster, statement }: MemberFile): string {
  return toJsonText({
    name,
    requested,
    ...(signingKey !== undefined && { signingKey }),
    ...(roster && { roster: roster.map(inOrder) }),
    ...(statement && {
      statement: {
        by: statement.by,
        roster: statement.roster.map(inOrder),
        signature: statement.signature,
      },
    }),
  });
}

/** Whether others can read a file: it has neither more people nor more logins of machines than they take. */
export function isReadable(file: MemberFile): boolean {
  const { roster = [], statement } = file;
  return (
    Math.max(roster.length, statement?.roster.length ?? 0) <= MAXIMUM_ENTRIES &&
    new TextEncoder().encode(formatMember(file)).length <= MAXIMUM_STORE_FILE
  );
}

/** A request as other tools write it: only its fields are checked. */
export function parseRequest(text: string): MemberFile | undefined {
  const loose = v.object(requestFields);
  try {
    const result = v.safeParse(loose, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

const versionOneSchema = v.object({ name: v.pipe(v.string(), v.trim(), v.check(isPersonName)) });

/** The name in a file of version 1. */
export function versionOneName(text: string): string | undefined {
  try {
    const result = v.safeParse(versionOneSchema, JSON.parse(text));
    return result.success ? result.output.name : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What the signature of a statement covers: the whole file.
 *
 * @param recipient whose file it is
 */
export function statementBytesOf(
  id: string,
  recipient: string,
  { name, requested, signingKey = '' }: Pick<MemberFile, 'name' | 'requested' | 'signingKey'>,
  { by, roster }: Unsigned<Statement>,
): Uint8Array {
  const entries: Field[] = roster.map(({ signature, ...entry }) => [
    new TextDecoder().decode(entryBytes(id, entry)),
    signature,
  ]);
  return statementBytes('roster', id, [recipient, name, requested, signingKey, by, entries]);
}

/** The entries that a file has. Each is signed by itself. */
export function entriesIn({ roster = [], statement }: MemberFile): readonly Entry[] {
  return [...roster, ...(statement?.roster ?? [])];
}

function inOrder(entry: Entry): Entry {
  const { recipient, signingKey, name, role, logins, state, keeps, count, on, by, signature } = entry;
  return { recipient, signingKey, name, role, logins, state, keeps, count, on, by, signature };
}
