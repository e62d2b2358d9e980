import { MAXIMUM_COUNT, MAXIMUM_ENTRIES } from './limits';
import type { Excluded } from './namedRemovals';
import { statementBytes } from './statement';

/** What a store shares of a login, each in a file of its own. The password is with the answers. */
export type SharedKind = 'key' | 'answers';

/** The line that a member signed. */
export interface Seal {
  /** One more than the highest count of this file that the signer had seen. */
  readonly count: number;
  /** How much of the roster the signer knew: see `Roster.knowledge`. */
  readonly people: number;
  /** The signer's recipient. */
  readonly by: string;
  /** In hexadecimal. */
  readonly signature: string;
}

/** The decrypted text of a login's file. */
export interface SharedFile {
  /** The first line: the `otpauth://` URI, or the details as `serialiseDetails` in `loginDetails.ts` writes them. */
  readonly secret: string;
  readonly seal?: Seal;
  /** A short hash of each recipient that it was encrypted to. None if another tool wrote it. */
  readonly readers: readonly string[];
  /** Whom the signer knew not to be a reader any more. */
  readonly excluded?: readonly Excluded[];
  /** The other lines, to the byte: passage users and later versions write some. */
  readonly others: readonly string[];
}

/** What a signature of a login's file covers. */
export type Signed = Pick<SharedFile, 'secret' | 'excluded' | 'others'>;

const SEAL = 'xero-mfa:';
const READERS = /^readers:(?: [0-9a-f]{16})+$/;
const EXCLUDED = /^without:(?: age1[02-9ac-hj-np-z]{58} [1-9]\d{0,6} age1[02-9ac-hj-np-z]{58})+$/;
/** A count and a sum without leading zeros, a recipient, and a signature. */
const SEALED = /^xero-mfa: ([1-9]\d{0,6}) ([1-9]\d{0,6}) (age1[02-9ac-hj-np-z]{58}) ([0-9a-f]{128})$/;

/** Reads the text of a login's file. A line that looks like a seal and isn't exactly one, or a second one, seals nothing. */
export function parseSharedFile(text: string): SharedFile {
  const [secret = '', ...lines] = text.replace(/^\uFEFF/, '').split('\n');
  // What ends in a newline has no line after it.
  if (lines.at(-1) === '') lines.pop();
  const seals = lines.filter(line => line.startsWith(SEAL));
  const seal = seals.length === 1 ? parseSeal(seals[0] ?? '') : undefined;
  const readers = lines.filter(line => READERS.test(line));
  const excluded = lines.filter(line => EXCLUDED.test(line));
  return {
    secret,
    ...(seal && { seal }),
    readers: readers.length === 1 ? (readers[0]?.split(' ').slice(1) ?? []) : [],
    excluded: excluded.length === 1 ? parseExcluded(excluded[0] ?? '') : [],
    // A line that looks like one of ours is never signed along for somebody else.
    others: lines.filter(line => !line.startsWith(SEAL) && !READERS.test(line) && !EXCLUDED.test(line)),
  };
}

/** None if it names more than there can be. */
function parseExcluded(line: string): readonly Excluded[] {
  const found = line.matchAll(/(age1\S+) (\d+) (age1\S+)/g);
  const all = Array.from(found, ([, recipient = '', count, by = '']) => ({
    recipient,
    count: Number(count),
    by,
  }));
  return new Set(all.map(({ recipient }) => recipient)).size === all.length && all.length <= MAXIMUM_ENTRIES
    ? all
    : [];
}

function parseSeal(line: string): Seal | undefined {
  const [, count, people, by, signature] = SEALED.exec(line) ?? [];
  if (by === undefined || signature === undefined) return undefined;
  if (Number(count) > MAXIMUM_COUNT || Number(people) > MAXIMUM_COUNT) return undefined;
  return { count: Number(count), people: Number(people), by, signature };
}

/** The text of a login's file. */
export function formatSharedFile({ secret, seal, readers, ...signed }: SharedFile): string {
  const lines = [
    secret,
    ...(seal ? [`${SEAL} ${seal.count} ${seal.people} ${seal.by} ${seal.signature}`] : []),
    ...(readers.length === 0 ? [] : [`readers: ${readers.join(' ')}`]),
    ...signedLines(signed),
  ];
  return lines.map(line => `${line}\n`).join('');
}

/**
 * What a seal signs: everything in the file except whom it is encrypted to, as it stands there.
 *
 * @param login in lower case
 */
export function sealBytes(
  kind: SharedKind,
  id: string,
  login: string,
  { secret, ...signed }: Signed,
  { count, people, by }: Omit<Seal, 'signature'>,
): Uint8Array {
  return statementBytes(kind, id, [login, count, people, by, secret, signedLines(signed)]);
}

function signedLines({ excluded = [], others }: Omit<Signed, 'secret'>): readonly string[] {
  const each = excluded.map(({ recipient, count, by }) => ` ${recipient} ${count} ${by}`);
  return [...(each.length === 0 ? [] : [`without:${each.join('')}`]), ...others];
}
