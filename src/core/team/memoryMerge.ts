import { REMEMBERED_TAGS, type SharedMemory, type StoreMemory, withNamed } from './memory';
import { moreRecent } from './rotation';

/**
 * What two windows remember of one store, as each may have learned something.
 *
 * @param later what counts where both can't
 */
export function mergeMemories(earlier: StoreMemory, later: StoreMemory): StoreMemory {
  const shared: Record<string, SharedMemory> = { ...earlier.shared };
  for (const [name, one] of Object.entries(later.shared)) {
    const other = earlier.shared[name];
    shared[name] = other ? mergeShared(other, one) : one;
  }
  const rotations = { ...earlier.rotations };
  for (const [name, rotation] of Object.entries(later.rotations))
    rotations[name] = moreRecent(rotations[name], rotation);
  const entries = new Map([...earlier.roster, ...later.roster].map(each => [each.signature, each]));
  const unreadable = later.unreadable ?? earlier.unreadable;
  const synced = [earlier, later].flatMap(({ syncedAt }) => syncedAt ?? []);
  const merged = {
    ...later,
    roster: [...entries.values()],
    shared,
    rotations,
    listed: united(earlier.listed, later.listed),
    folders: united(earlier.folders, later.folders),
    ...(unreadable !== undefined && { unreadable }),
    ...(synced.length > 0 && { syncedAt: Math.max(...synced) }),
  };
  return withNamed(merged, earlier.named ?? []);
}

function mergeShared(earlier: SharedMemory, later: SharedMemory): SharedMemory {
  const [before, after] = earlier.highest > later.highest ? [later, earlier] : [earlier, later];
  const agreed = after.agreed ?? before.agreed;
  const putOff = after.putOff ?? before.putOff;
  const former = united(before.former, before.agreed === undefined ? [] : [before.agreed], after.former);
  const signed = after.signed ?? before.signed;
  const texts = united(before.texts ?? [], after.texts ?? []).slice(-REMEMBERED_TAGS);
  return {
    login: after.login,
    highest: after.highest,
    ...(agreed !== undefined && { agreed }),
    former: former.filter(each => each !== agreed).slice(-REMEMBERED_TAGS),
    ...((before.texts || after.texts) && { texts }),
    ...(signed !== undefined && { signed }),
    ...unsentOf(before, after),
    ...((before.isConflict || after.isConflict) && { isConflict: true }),
    ...(putOff && { putOff }),
    ...seenByBoth(before, after),
  };
}

/** What is yet to be sent. Sent once too often does no harm; forgotten, it never arrives. */
function unsentOf(
  one: SharedMemory,
  other: SharedMemory,
): Pick<SharedMemory, 'isUnsent' | 'unsent' | 'isPasswordRemoved'> {
  const left = [
    ...(one.isUnsent && !hasSent(other, one) ? [one.unsent] : []),
    ...(other.isUnsent && !hasSent(one, other) ? [other.unsent] : []),
  ];
  if (left.length === 0) return {};
  const [unsent, ...others] = new Set(left);
  return {
    isUnsent: true,
    ...(unsent !== undefined && others.length === 0 && { unsent }),
    ...((one.isPasswordRemoved || other.isPasswordRemoved) && { isPasswordRemoved: true }),
  };
}

/**
 * Whether one window sent what another is yet to send, after all that the other one has seen. Of a key that was agreed on before,
 * that can't be known: somebody may have set it again.
 */
function hasSent(one: SharedMemory, { unsent, ...other }: SharedMemory): boolean {
  return (
    unsent !== undefined &&
    one.highest > other.highest &&
    hasAgreedOn(one, unsent) &&
    !hasAgreedOn(other, unsent)
  );
}

function hasAgreedOn({ agreed, former }: Pick<SharedMemory, 'agreed' | 'former'>, tag: string): boolean {
  return agreed === tag || former.includes(tag);
}

/** What is known of the file. If they saw different ones, nothing is, so that it is read again. */
function seenByBoth(one: SharedMemory, other: SharedMemory): Seen {
  const [seen, theirs] = [seenOf(one), seenOf(other)];
  const isSame = JSON.stringify(seen) === JSON.stringify(theirs) && one.isConflict === other.isConflict;
  return isSame ? seen : {};
}

type Seen = Pick<SharedMemory, 'file' | 'stamp' | 'people'>;

function seenOf({ file, stamp, people }: SharedMemory): Seen {
  return {
    ...(file !== undefined && { file }),
    ...(stamp !== undefined && { stamp }),
    ...(people !== undefined && { people }),
  };
}

function united(...lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}
