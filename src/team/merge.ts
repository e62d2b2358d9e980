import { isRecipient } from '../age/age';
import { verify } from '../age/signing';
import { type DetailsSide, mergeDetails, type PartChoice } from '../core/detailsMerge';
import { parseDetails, serialiseDetails } from '../core/loginDetails';
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
  tagOf,
  withAgreedText,
} from './keyFile';
import { statementFor } from './membership';
import { missingIn } from './missing';
import type { SkipReason } from './skipped';
import type { StoreSession } from './storeSession';

/** The two sides of a file that git could not merge. */
export type MergeSides = readonly [one: Uint8Array, other: Uint8Array];

/** How a file was merged: `undefined` if it is in order, the two sides if a person must choose, or why it was left. */
export type Merged = readonly [one: KeyFile, other: KeyFile] | SkipReason | undefined;

/** The tag of the side that a person chose, or by part of a login's details. */
export type MergeChoice = string | PartChoice<string>;

/**
 * Merges a login's file. Git can't, because each encryption gives other bytes.
 *
 * @param chosen where both have the same count
 */
export async function mergeKeyFile(
  session: StoreSession,
  kind: SharedKind,
  login: string,
  sides: MergeSides,
  chosen?: MergeChoice,
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
  const clear = chosen === undefined ? clearSide(kind, one, other) : undefined;
  const known = memory.value.shared[name]?.highest ?? 0;
  const latest = Math.max(one.count ?? 0, other.count ?? 0);
  // What unsigned or old details have in common is no question, and must not be signed as if it were the latest.
  if (kind === 'answers' && !clear && (latest === 0 || latest < known)) return 'altered';
  const value = clear?.value ?? mergedValue(kind, [one, other], chosen);
  if (value === undefined) return [one, other];
  const kept = clear ?? [one, other].find(side => side.value === value);
  const [first, rest] = kept === other ? [other, one] : [one, other];
  const highest = Math.max(known, latest);
  const restLines = await believedLines(session, rest);
  const isNote = (line: string): boolean => !restLines.includes(line) && !first.text.others.includes(line);
  // A person wrote it with another tool, beside the same key.
  if (clear?.tag === rest.tag && rest.text.others.some(isNote)) return 'unsignedLines';
  const others = [...new Set([...(await believedLines(session, first)), ...restLines])];
  // What counts without a question was signed by a member.
  const text =
    clear?.text ??
    sealed(session, kind, login, { secret: value, others }, Math.min(highest + 1, MAXIMUM_COUNT));
  const bytes = await encryptKeyFile(session, kind, login, { ...text, readers: kept?.text.readers ?? [] });
  const here = await services.local.get(login, kind).catch(() => undefined);
  await layout.files.write(path, bytes, now);
  if (here?.[kind] === value) {
    const written = {
      login,
      tag: await tagOf(value, services.identity),
      count: text.seal?.count ?? highest,
      file: await hashOf(bytes),
      ...(!clear && text.seal && { signed: signedTag(text.seal) }),
    };
    const agreed = await withAgreedText(session, agreedOn(memory.value.shared[name], written), text);
    memory.change(before => ({ ...before, shared: { ...before.shared, [name]: agreed } }));
  }
  return undefined;
}

/** What a person chose, put together with what is no question; `undefined` if something is. */
function mergedValue(
  kind: SharedKind,
  sides: readonly [KeyFile, KeyFile],
  chosen: MergeChoice = {},
): string | undefined {
  const chosenOf = (tag: string | undefined): KeyFile | undefined => sides.find(side => side.tag === tag);
  if (kind === 'key') return typeof chosen === 'string' ? chosenOf(chosen)?.value : undefined;
  const tags = typeof chosen === 'string' ? { answers: chosen, password: chosen } : chosen;
  const [answers, password] = [chosenOf(tags.answers), chosenOf(tags.password)];
  const merged = mergeDetails(detailsSide(sides[0]), detailsSide(sides[1]), {
    ...(answers && { answers: detailsSide(answers) }),
    ...(password && { password: detailsSide(password) }),
  });
  return merged && serialiseDetails(merged);
}

/** One side of a login's details. */
export function detailsSide({ value, count }: KeyFile): DetailsSide {
  return { details: parseDetails(value), count };
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

/** The side that counts without a question: the same, or what members signed later, unless the other has more details. */
function clearSide(kind: SharedKind, one: KeyFile, other: KeyFile): KeyFile | undefined {
  const [first, second] = [one.count ?? 0, other.count ?? 0];
  if (first === 0 && second === 0) return undefined;
  if (one.tag !== other.tag && (first === 0 || second === 0 || first === second)) return undefined;
  const later = first >= second ? one : other;
  return kind === 'key' || mergedValue(kind, [one, other]) === later.value ? later : undefined;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
