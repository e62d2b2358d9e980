import * as v from 'valibot';

/**
 * The text files of a team store. What they say is written by whoever can push to the repository, so each is read within
 * bounds, and nothing in one is believed without a person.
 */

/** Largest file of a store that is read, in bytes. */
export const MAXIMUM_STORE_FILE = 256 * 1024;
const MAXIMUM_RECIPIENTS = 1000;

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const day = v.pipe(v.string(), v.isoDate());
/** A native X25519 recipient: Bech32 of 32 bytes, whose checksum is verified where one is used. */
const recipient = v.pipe(v.string(), v.regex(/^age1[02-9ac-hj-np-z]{58}$/));

/** Why a line of `.age-recipients` is not used. */
export type RecipientProblem = 'plugin' | 'ssh' | 'postQuantum' | 'identity' | 'malformed';

/** What `.age-recipients` says. */
export interface Recipients {
  /** Each recipient once, by its public key, with the name in the line above it. */
  readonly names: ReadonlyMap<string, string>;
  /** Lines that are not used, counted from 1. */
  readonly skipped: readonly { readonly line: number; readonly problem: RecipientProblem }[];
  /** The same lines with their names: they are of people who use other tools, and stay. */
  readonly unused: ReadonlyMap<string, string>;
  /** Whether git left both sides of a merge in it. */
  readonly isConflicted: boolean;
}

/** Reads `.age-recipients`. Where git left both sides of a merge, both count. */
export function parseRecipients(text: string): Recipients {
  const names = new Map<string, string>();
  const skipped: { line: number; problem: RecipientProblem }[] = [];
  const unused = new Map<string, string>();
  let isConflicted = false;
  let comment = '';
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    if (/^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/.test(raw)) isConflicted = true;
    else if (line.startsWith('#')) comment = line.slice(1).trim();
    else if (line !== '') {
      const problem = recipientProblem(line);
      if (problem !== undefined) skipped.push({ line: index + 1, problem });
      const found = problem === undefined ? names : unused;
      if (found.size < MAXIMUM_RECIPIENTS) found.set(line, found.get(line) || comment);
      comment = '';
    }
  }
  return { names, skipped, unused, isConflicted };
}

/** Why nothing may be encrypted to a recipient. */
function recipientProblem(text: string): RecipientProblem | undefined {
  if (v.is(recipient, text)) return undefined;
  if (/^age-(?:secret-key|plugin)-/i.test(text)) return 'identity';
  if (/^(?:ssh-|ecdsa-|sk-)/.test(text)) return 'ssh';
  if (/^age1(?:pq|tagpq)1/.test(text)) return 'postQuantum';
  return /^age1[a-z0-9+._-]+1/.test(text) ? 'plugin' : 'malformed';
}

/** Writes `.age-recipients`: sorted by key, so that two people who add somebody at once change different lines. */
export function formatRecipients(names: ReadonlyMap<string, string>): string {
  const sorted = [...names].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([key, called]) => `# ${oneLine(called)}\n${key}\n`).join('');
}

const memberSchema = v.object({
  name,
  requested: day,
  approved: v.exactOptional(v.object({ by: recipient, on: day })),
});

/** A file in `members/`: who somebody is, when they asked to join, and who approved that when. Days are `YYYY-MM-DD`. */
export type Member = Readonly<v.InferOutput<typeof memberSchema>>;

const rotationSchema = v.object({ login: v.pipe(v.string(), v.minLength(1)), since: day, because: name });

/** A file in `rotations/`: MFA of a login must be set up again, since a day, because somebody could read its key. */
export type Rotation = Readonly<v.InferOutput<typeof rotationSchema>>;

/** @returns `undefined` where a text is not what {@link formatJson} wrote of one */
export function parseMember(text: string): Member | undefined {
  return parseJson(memberSchema, text);
}

/** @returns `undefined` where a text is not what {@link formatJson} wrote of one */
export function parseRotation(text: string): Rotation | undefined {
  return parseJson(rotationSchema, text);
}

/** The text of a member's or rotation's file. */
export function formatJson(value: Member | Rotation): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function parseJson<const Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
): v.InferOutput<Schema> | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** What the file of a login holds once it is decrypted. */
export interface SecretFile {
  /** The `otpauth://` URI. */
  readonly uri: string;
  /** Answers to security questions, as `serialiseAnswers` of `recovery.ts` writes them. */
  readonly recovery?: string;
  /** Hashes of what it held before, the latest first: of two files, which one came from the other. */
  readonly replaces?: readonly string[];
  /** Whom it was encrypted to: a short hash of each recipient. None where another tool wrote it. */
  readonly readers?: readonly string[];
  /** The other lines, as they are: those of passage users, and of versions to come. */
  readonly others: readonly string[];
}

const RECOVERY = 'recovery:';
const REPLACES = 'replaces:';
const READERS = 'readers:';

/** Reads the text of a login's file: the URI on the first line, then `key: value` lines. */
export function parseSecretFile(text: string): SecretFile {
  const [uri = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const textAfter = (key: string): string | undefined =>
    lines
      .find(line => line.startsWith(key))
      ?.slice(key.length)
      .trim();
  const recovery = textAfter(RECOVERY);
  const isOurs = (line: string): boolean => [RECOVERY, REPLACES, READERS].some(key => line.startsWith(key));
  return {
    uri: uri.trim(),
    ...(recovery && { recovery }),
    replaces: textAfter(REPLACES)?.match(/\b[0-9a-f]{32}\b/g) ?? [],
    readers: textAfter(READERS)?.match(/\b[0-9a-f]{16}\b/g) ?? [],
    others: lines.filter(line => !isOurs(line) && line.trim() !== ''),
  };
}

/** The text of a login's file. */
export function formatSecretFile({ uri, recovery, replaces = [], readers = [], others }: SecretFile): string {
  const lines = [
    uri,
    ...(recovery === undefined ? [] : [`${RECOVERY} ${recovery}`]),
    ...(replaces.length === 0 ? [] : [`${REPLACES} ${replaces.join(' ')}`]),
    ...(readers.length === 0 ? [] : [`${READERS} ${readers.join(' ')}`]),
    ...others,
  ];
  return lines.map(line => `${line}\n`).join('');
}

const GIT_ATTRIBUTES = ['*.age -diff -text merge=binary', '.age-recipients merge=union'];

/**
 * The rules git needs for a store: a login's file is one side or the other, and recipients are merged line by line.
 *
 * @param before the rules that are there, which stay
 */
export function gitAttributes(before: string): string {
  const rules = before.split(/\r?\n/).filter(line => line.trim() !== '');
  return [...new Set([...rules, ...GIT_ATTRIBUTES])].map(line => `${line}\n`).join('');
}

function oneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim() || '?';
}
