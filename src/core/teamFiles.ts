import * as v from 'valibot';

/**
 * The text files of a team store. Anyone who can push may have written them, so each is read within limits, and a person
 * confirms what they say before it is used.
 */

/** The largest file that is read, in bytes. */
export const MAXIMUM_STORE_FILE = 256 * 1024;
const MAXIMUM_RECIPIENTS = 1000;

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const day = v.pipe(v.string(), v.isoDate());
/** A native X25519 recipient: Bech32 of 32 bytes. Its checksum is verified on use. */
const recipient = v.pipe(v.string(), v.regex(/^age1[02-9ac-hj-np-z]{58}$/));

/** Why a line of `.age-recipients` is skipped. */
export type RecipientProblem = 'plugin' | 'ssh' | 'postQuantum' | 'identity' | 'malformed';

/** The content of `.age-recipients`. */
export interface Recipients {
  /** The name of each recipient, from the line above it, by public key. */
  readonly names: ReadonlyMap<string, string>;
  /** Lines that are skipped, counted from 1. */
  readonly skipped: readonly { readonly line: number; readonly problem: RecipientProblem }[];
  /** The same lines and their names. They belong to people with other tools, and stay. */
  readonly unused: ReadonlyMap<string, string>;
  /** Whether it has conflict markers of a git merge. */
  readonly isConflicted: boolean;
}

/** Reads `.age-recipients`. Both sides of a git conflict count. */
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

/** Why a recipient can't be used. */
function recipientProblem(text: string): RecipientProblem | undefined {
  if (v.is(recipient, text)) return undefined;
  if (/^age-(?:secret-key|plugin)-/i.test(text)) return 'identity';
  if (/^(?:ssh-|ecdsa-|sk-)/.test(text)) return 'ssh';
  if (/^age1(?:pq|tagpq)1/.test(text)) return 'postQuantum';
  return /^age1[a-z0-9+._-]+1/.test(text) ? 'plugin' : 'malformed';
}

/** Writes `.age-recipients`, sorted by key, so that two people who add someone at once change different lines. */
export function formatRecipients(names: ReadonlyMap<string, string>): string {
  const sorted = [...names].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([key, called]) => `# ${oneLine(called)}\n${key}\n`).join('');
}

const memberSchema = v.object({
  name,
  requested: day,
  approved: v.exactOptional(v.object({ by: recipient, on: day })),
});

/** A file in `members/`: a person, the day they asked to join, and who approved them and when. Days are UTC. */
export type Member = Readonly<v.InferOutput<typeof memberSchema>>;

const rotationSchema = v.object({ login: v.pipe(v.string(), v.minLength(1)), since: day, because: name });

/** A file in `rotations/`: MFA of a login must be set up again, because someone who left could read its key. */
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

/** The decrypted content of a login's file. */
export interface SecretFile {
  /** The `otpauth://` URI. */
  readonly uri: string;
  /** Answers to security questions, as `serialiseAnswers` in `recovery.ts` writes them. */
  readonly recovery?: string;
  /** Hashes of its earlier content, the latest first. They show which of two files is newer. */
  readonly replaces?: readonly string[];
  /** A short hash of each recipient that it was encrypted to. None if another tool wrote it. */
  readonly readers?: readonly string[];
  /** The other lines, unchanged: passage users and later versions write some. */
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
 * The `.gitattributes` of a store: git doesn't merge login files, and merges recipients line by line.
 *
 * @param before the existing rules, which stay
 */
export function gitAttributes(before: string): string {
  const rules = before.split(/\r?\n/).filter(line => line.trim() !== '');
  return [...new Set([...rules, ...GIT_ATTRIBUTES])].map(line => `${line}\n`).join('');
}

function oneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim() || '?';
}
