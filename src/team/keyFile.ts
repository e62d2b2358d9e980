import { decrypt, encrypt, recipientCount } from '../age/age';
import { verify } from '../age/signing';
import { toHex } from '../core/hex';
import { isNextCount } from '../core/team/limits';
import { type SharedMemory, withNamed, withText } from '../core/team/memory';
import { excludedFrom } from '../core/team/namedRemovals';
import {
  formatSharedFile,
  type Seal,
  type SharedFile,
  type SharedKind,
  type Signed,
  sealBytes,
} from '../core/team/sharedFile';
import { type DecryptedFile, decryptFile } from './decryptedFile';
import { isSignedByMember } from './memberSeal';
import type { SkipReason } from './skipped';
import type { StoreSession } from './storeSession';

/** A login's file that could be decrypted. */
export interface KeyFile extends DecryptedFile {
  readonly kind: SharedKind;
  /** In lower case. */
  readonly login: string;
  readonly bytes: Uint8Array;
  /** The hash of the bytes. */
  readonly hash: string;
  readonly tag: string;
  /** The count that a full member signed; `undefined` if none did, or with a count that can't be. */
  readonly count?: number | undefined;
}

/** Decrypts a login's file, and checks who signed it. */
export async function openKeyFile(
  session: Pick<StoreSession, 'services' | 'id' | 'people' | 'memory' | 'layout'>,
  kind: SharedKind,
  login: string,
  bytes: Uint8Array,
): Promise<KeyFile | SkipReason> {
  const decrypted = await decryptFile(kind, login, bytes, file => decrypt(file, session.services.identity));
  if (typeof decrypted === 'string') return decrypted;
  const { text, value } = decrypted;
  const count = await believedCount(session, kind, login, text);
  if (count !== undefined) noteNamed(session, text);
  return {
    kind,
    login,
    bytes,
    hash: await hashOf(bytes),
    text,
    value,
    tag: await tagOf(value, session.services.identity),
    count,
  };
}

/** Remembers whom a member's file names as removed, as far as that isn't known here. */
function noteNamed(
  { people, memory }: Pick<StoreSession, 'people' | 'memory'>,
  { seal, excluded = [] }: SharedFile,
): void {
  const unknown = excluded.filter(each => !people.roster.has(each));
  if (!seal) return;
  memory.change(now =>
    withNamed(
      now,
      unknown.map(each => ({ ...each, namedBy: seal.by })),
    ),
  );
}

/** Opens a login's file in the store, or returns `undefined` if it isn't there. */
export async function readKeyFile(
  session: StoreSession,
  kind: SharedKind,
  login: string,
): Promise<KeyFile | SkipReason | undefined> {
  const path = session.layout.pathOf(await session.layout.nameOf(login, kind));
  const bytes = await session.layout.files.read(path);
  return bytes && openKeyFile(session, kind, login, bytes);
}

/**
 * Whether a former member signed the file, and it says what this computer agreed on while they were a member: who can still
 * push may have written it since.
 */
export async function isAgreedByFormer(session: StoreSession, file: KeyFile): Promise<boolean> {
  const { people, id, memory, layout } = session;
  const { seal } = file.text;
  const signer = seal && people.roster.of(seal.by);
  if (!seal || !signer || people.roster.standingOf(seal.by) !== 'out' || signer.signingKey === '')
    return false;
  const known = memory.value.shared[await layout.nameOf(file.login, file.kind)];
  if (known?.agreed !== file.tag || seal.count > known.highest) return false;
  if (!(await isAgreedText(session, file))) return false;
  return verify(signer.signingKey, sealBytes(file.kind, id, file.login, file.text, seal), seal.signature);
}

/** What is remembered of a text that was agreed on, with all its lines. */
export async function withAgreedText(
  { services }: Pick<StoreSession, 'services'>,
  known: SharedMemory,
  text: Signed,
): Promise<SharedMemory> {
  return withText(known, await textTagOf(text, services.identity));
}

/**
 * The other lines of a file that go on with another key. Those that nobody signed for this store may be a copy of what other
 * people share.
 */
export async function believedLines(session: StoreSession, file: KeyFile): Promise<readonly string[]> {
  return file.count !== undefined || (await isAgreedText(session, file)) ? file.text.others : [];
}

async function isAgreedText(
  { services, memory, layout }: Pick<StoreSession, 'services' | 'memory' | 'layout'>,
  { kind, login, text }: KeyFile,
): Promise<boolean> {
  const known = memory.value.shared[await layout.nameOf(login, kind)];
  return known?.texts?.includes(await textTagOf(text, services.identity)) === true;
}

function textTagOf({ secret, others }: Signed, identity: string): Promise<string> {
  return tagOf(formatSharedFile({ secret, others, readers: [] }), identity);
}

/** Signs what a login's file is to hold. */
export function sealed(
  { id, own, signer, people }: Pick<StoreSession, 'id' | 'own' | 'signer' | 'people'>,
  kind: SharedKind,
  login: string,
  { secret, others }: Pick<SharedFile, 'secret' | 'others'>,
  count: number,
): SharedFile {
  const seal = { count, people: Math.max(1, people.roster.knowledge), by: own };
  const excluded = excludedFrom(people.roster, readersOf({ people }, kind, login));
  const signature = signer.sign(sealBytes(kind, id, login, { secret, excluded, others }, seal));
  return { secret, excluded, others, readers: [], seal: { ...seal, signature } };
}

/**
 * Encrypts a login's file to everyone who may read it, and says in it to whom: age itself shows only to how many.
 *
 * @param text names the readers of the file that has had the same secret, if there was one
 */
export async function encryptKeyFile(
  session: Pick<StoreSession, 'people'>,
  kind: SharedKind,
  login: string,
  text: SharedFile,
): Promise<Uint8Array> {
  const { readers, hashes } = await readersNow(session, kind, login, text);
  return encrypt(formatSharedFile({ ...text, readers: hashes }), readers);
}

/** Whether a file is encrypted to those who may read it. */
export async function isForReaders(session: Pick<StoreSession, 'people'>, file: KeyFile): Promise<boolean> {
  const { readers, hashes } = await readersNow(session, file.kind, file.login, file.text);
  if (recipientCount(file.bytes) !== readers.length) return false;
  const { readers: named } = file.text;
  return named.length === 0 || named.join() === hashes.join();
}

/**
 * How much of the roster the signer of a file knew, if that is more than is known here. Nothing is missing of what nobody here
 * believes, or of what this computer signed itself: see {@link isOutdated}.
 */
export function aheadBy(session: StoreSession, name: string, file: KeyFile): { readonly people?: number } {
  const isOther = file.count !== undefined && !isSignedHere(session, name, file);
  return isOther && isAhead(session, file) ? { people: file.text.seal?.people ?? 0 } : {};
}

/** Whether this computer signed a file and knows less now: what it believed then has turned out to be a leaver's word. */
export function isOutdated(session: StoreSession, name: string, file: KeyFile): boolean {
  return isSignedHere(session, name, file) && isAhead(session, file);
}

function isAhead({ people }: StoreSession, { text: { seal } }: KeyFile): boolean {
  return (seal?.people ?? 0) > people.roster.knowledge;
}

/** Another computer of the same person may know more than this one. */
function isSignedHere({ own, memory }: StoreSession, name: string, { text: { seal } }: KeyFile): boolean {
  return seal?.by === own && memory.value.shared[name]?.signed === signedTag(seal);
}

/** What is remembered of a signature made here. */
export function signedTag({ signature }: Pick<Seal, 'signature'>): string {
  return signature.slice(0, 32);
}

/** Equal for equal texts. Without this computer's identity, nobody can try secrets against it. */
export async function tagOf(text: string, identity: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', encoder.encode(identity), algorithm, false, ['sign']);
  return half(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}

export async function hashOf(bytes: Uint8Array): Promise<string> {
  return half(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}

async function believedCount(
  { id, people, memory, layout }: Pick<StoreSession, 'id' | 'people' | 'memory' | 'layout'>,
  kind: SharedKind,
  login: string,
  text: SharedFile,
): Promise<number | undefined> {
  const { seal } = text;
  if (!seal) return undefined;
  const highest = memory.value.shared[await layout.nameOf(login, kind)]?.highest ?? 0;
  if (!isNextCount(seal.count, highest)) return undefined;
  return isSignedByMember(people.roster, id, kind, login, text, verify) ? seal.count : undefined;
}

/** Machines never read answers. */
function readersOf(
  { people }: Pick<StoreSession, 'people'>,
  kind: SharedKind,
  login: string,
): readonly string[] {
  return kind === 'answers' ? people.roster.members : people.roster.readersOf(login);
}

/** Whom to encrypt to, and their hashes. Whom only somebody in doubt let in keeps what they have, and gets nothing else. */
async function readersNow(
  session: Pick<StoreSession, 'people'>,
  kind: SharedKind,
  login: string,
  { readers: before }: Pick<SharedFile, 'readers'>,
) {
  const { roster } = session.people;
  const all = readersOf(session, kind, login).map(async recipient => {
    const hash = (await hashOf(new TextEncoder().encode(recipient))).slice(0, 16);
    return !roster.isByDoubt(recipient) || before.includes(hash) ? [{ recipient, hash }] : [];
  });
  const readers = (await Promise.all(all)).flat();
  return {
    readers: readers.map(({ recipient }) => recipient),
    hashes: readers.map(({ hash }) => hash).sort(),
  };
}

/** The first 128 bits. */
function half(buffer: ArrayBuffer): string {
  return toHex(new Uint8Array(buffer).slice(0, 16));
}
