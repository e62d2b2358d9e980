import { isRecipient } from '../age/age';
import { verify } from '../age/signing';
import { MAXIMUM_COUNT } from '../core/team/limits';
import { entriesIn, formatMember, type MemberFile, parseMember } from '../core/team/memberFile';
import { agreedOn } from '../core/team/memory';
import type { SharedKind } from '../core/team/sharedFile';
import { takeEntries } from '../core/team/takeEntries';
import {
  aheadBy,
  believedLines,
  encryptKeyFile,
  hashOf,
  type KeyFile,
  openKeyFile,
  sealed,
  signedTag,
  withAgreedText,
} from './keyFile';
import { statementFor } from './membership';
import { missingIn } from './missing';
import type { SkipReason } from './skipped';
import type { StoreSession } from './storeSession';

/** The two sides of a file that git could not merge. */
export type MergeSides = readonly [one: Uint8Array, other: Uint8Array];

/** How a file was merged: `undefined` if it is in order, the two keys if a person must choose, or why it was left. */
export type Merged = readonly [one: KeyFile, other: KeyFile] | SkipReason | undefined;

/**
 * Merges a login's file. Git can't, because each encryption gives other bytes.
 *
 * @param chosen the tag of the key that a person chose, where both have the same count
 * @param now what is in the folder, which is only written over while it is still that
 */
export async function mergeKeyFile(
  session: StoreSession,
  kind: SharedKind,
  login: string,
  sides: MergeSides,
  chosen?: string,
): Promise<Merged> {
  const { layout, people, own, memory, services } = session;
  if (!people.roster.isFullMember(own)) return 'notForUs';
  const name = await layout.nameOf(login, kind);
  const path = layout.pathOf(name);
  const now = (await layout.files.read(path)) ?? null;
  // Someone has merged it by hand, or is about to.
  if (now !== null && !sides.some(side => isSame(side, now))) return 'unreadable';
  const [one, other] = await Promise.all(sides.map(side => openKeyFile(session, kind, login, side)));
  if (typeof one !== 'object') return one ?? 'unreadable';
  if (typeof other !== 'object') return other ?? 'unreadable';
  // A signer who knew more about the members must not have their key encrypted to fewer or others.
  const isAhead = [one, other].some(side => aheadBy(session, name, side).people !== undefined);
  if (isAhead || missingIn(session).length > 0) return 'isBehind';
  const kept = chosen === undefined ? clearSide(one, other) : [one, other].find(({ tag }) => tag === chosen);
  if (!kept) return [one, other];
  const rest = kept === one ? other : one;
  const highest = Math.max(memory.value.shared[name]?.highest ?? 0, one.count ?? 0, other.count ?? 0);
  const restLines = await believedLines(session, rest);
  const isNote = (line: string): boolean => !restLines.includes(line) && !kept.text.others.includes(line);
  // A person wrote it with another tool, beside the same key.
  if (chosen === undefined && kept.tag === rest.tag && rest.text.others.some(isNote)) return 'unsignedLines';
  const lines = [...(await believedLines(session, kept)), ...restLines];
  // What counts without a question was signed by a member.
  const text =
    chosen === undefined
      ? kept.text
      : sealed(
          session,
          kind,
          login,
          { secret: kept.value, others: [...new Set(lines)] },
          Math.min(highest + 1, MAXIMUM_COUNT),
        );
  const bytes = await encryptKeyFile(session, kind, login, { ...text, readers: kept.text.readers });
  await layout.files.write(path, bytes, now);
  const here = (await services.local.get(login, kind))[kind];
  if (here === kept.value) {
    const count = text.seal?.count ?? highest;
    const written = {
      login,
      tag: kept.tag,
      count,
      file: await hashOf(bytes),
      ...(chosen !== undefined && text.seal && { signed: signedTag(text.seal) }),
    };
    const agreed = await withAgreedText(session, agreedOn(memory.value.shared[name], written), text);
    memory.change(before => ({ ...before, shared: { ...before.shared, [name]: agreed } }));
  }
  return undefined;
}

/** Merges a file in `members/`: what both sides say, signed by who merges. */
export async function mergeMemberFile(
  session: StoreSession,
  recipient: string,
  sides: MergeSides,
): Promise<boolean> {
  const { layout, people, own, id, memory } = session;
  const files = sides.map(side => parseMember(new TextDecoder().decode(side)));
  const [one, other] = files;
  if (!one || !other || !people.roster.isFullMember(own)) return false;
  const offered = files.flatMap(file => (file ? entriesIn(file) : []));
  const { roster } = takeEntries(people.roster, id, offered, verify, isRecipient);
  const entry = roster.of(recipient);
  const request: MemberFile = entry
    ? {
        name: entry.name,
        requested: one.requested,
        ...(entry.signingKey !== '' && { signingKey: entry.signingKey }),
      }
    : one;
  const merged = entry ? statementFor(session, recipient, request, roster) : request;
  memory.setRoster(roster.entries);
  await layout.write(layout.memberPath(recipient), formatMember(merged));
  return true;
}

/** The side that counts without a question: the same key, or the one that members signed later. */
function clearSide(one: KeyFile, other: KeyFile): KeyFile | undefined {
  const [first, second] = [one.count ?? 0, other.count ?? 0];
  if (first === 0 && second === 0) return undefined;
  if (one.tag === other.tag) return first >= second ? one : other;
  if (first === 0 || second === 0 || first === second) return undefined;
  return first > second ? one : other;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
