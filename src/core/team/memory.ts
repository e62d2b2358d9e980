import * as v from 'valibot';
import { entrySchema, FIELDS } from './entry';
import { MAXIMUM_ENTRIES } from './limits';
import type { NamedRemoval } from './namedRemovals';
import { rotationSchema } from './rotation';
import { isStoreId } from './storeId';

/** How many former keys, and texts, of a file. */
export const REMEMBERED_TAGS = 50;

const tag = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What both sides had, by tags; none where one had nothing. */
const pairSchema = v.object({ here: v.exactOptional(tag), store: v.exactOptional(tag) });

/** What this computer and the store have of a login's key or answers. */
export type Pair = Readonly<v.InferOutput<typeof pairSchema>>;

const sharedSchema = v.object({
  /** In lower case. */
  login: v.string(),
  /** The highest count seen, on any branch. */
  highest: count,
  /** The tag of what the store and this computer last agreed on. */
  agreed: v.exactOptional(tag),
  /** Tags of what they agreed on before, the latest last. */
  former: v.array(tag),
  /** Tags of the whole texts of files that they agreed on, the latest last. */
  texts: v.exactOptional(v.array(tag)),
  /** The hash of the file that was last opened, so that it isn't opened again. */
  file: v.exactOptional(v.string()),
  /** How much of the roster its signer knew, if that is more than is known here. */
  people: v.exactOptional(count),
  /** The first half of the last signature of it that this computer made: others may have the same identity. */
  signed: v.exactOptional(tag),
  /** What is in that file isn't what is here, and a person decides. */
  isConflict: v.exactOptional(v.literal(true)),
  /** What changes when the file does, as the folder lists it. */
  stamp: v.exactOptional(v.string()),
  /** A person set it here, and the store has not heard of it. */
  isUnsent: v.exactOptional(v.literal(true)),
  /** The tag of that, so that another window can tell that it has sent it. */
  unsent: v.exactOptional(tag),
  /** A person removed the password here, and the store has not heard of it. */
  isPasswordRemoved: v.exactOptional(v.literal(true)),
  /** A person was asked about these two, and put it off. */
  putOff: v.exactOptional(pairSchema),
});

const namedSchema = v.object({
  ...v.pick(entrySchema, ['recipient', 'count', 'by']).entries,
  namedBy: FIELDS.recipient,
});

const memorySchema = v.object({
  id: v.pipe(v.string(), v.check(isStoreId)),
  /** Whose signatures were verified. None while a request waits for approval. */
  roster: listOf(entrySchema),
  /** By the name of a login's file, without its ending. */
  shared: recordOf(sharedSchema),
  /** The rotation with the highest count of each login, by the name of its file: a missing file changes nothing. */
  rotations: recordOf(rotationSchema),
  /** The logins of the store's list, in lower case, when it was last seen. */
  listed: v.array(v.string()),
  /** The folders where the store was seen. */
  folders: v.array(v.string()),
  /** Removals that files of members named and that were not known here. */
  named: v.exactOptional(listOf(namedSchema)),
  /** In milliseconds since the Unix epoch. */
  syncedAt: v.exactOptional(v.number()),
  /** What could not be read when this took its place, for a version that can. */
  unreadable: v.exactOptional(v.string()),
});

/** Items that can't be read are left out: nothing that one of them says makes a computer forget the others. */
function listOf<const Item extends v.GenericSchema>(item: Item) {
  return v.pipe(
    v.array(v.unknown()),
    v.transform(items => items.filter(each => v.is(item, each))),
  );
}

function recordOf<const Item extends v.GenericSchema>(item: Item) {
  return v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform(items => {
      const read = Object.entries(items).flatMap(([name, each]) =>
        v.is(item, each) ? [[name, each] as const] : [],
      );
      return Object.fromEntries(read);
    }),
  );
}

/** What a computer remembers of one login's file. */
export type SharedMemory = Readonly<v.InferOutput<typeof sharedSchema>>;

/** What a computer remembers of a store, by its id and wherever its folder is. */
export type StoreMemory = Readonly<v.InferOutput<typeof memorySchema>>;

export function emptyMemory(id: string): StoreMemory {
  return { id, roster: [], shared: {}, rotations: {}, listed: [], folders: [] };
}

/** Thrown for a memory that can't be read at all. To go on without it would be to forget the team. */
export class MemoryError extends Error {
  override readonly name = 'MemoryError';
}

/** @returns `undefined` if the text isn't what {@link formatMemory} wrote, but for items that can't be read */
export function parseMemory(text: string): StoreMemory | undefined {
  try {
    const result = v.safeParse(memorySchema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** The folders in a memory, as far as they can be read where the rest can't. */
export function foldersIn(text: string): readonly string[] {
  try {
    const result = v.safeParse(v.object({ folders: v.array(v.string()) }), JSON.parse(text));
    return result.success ? result.output.folders : [];
  } catch {
    return [];
  }
}

/** Reads what is remembered of stores, and the same text only once: that of a thousand logins takes a while. */
export class MemoryReader {
  readonly #read = new Map<string, { readonly text: string; readonly memory: StoreMemory }>();

  /**
   * @param id of the store
   * @param text what {@link formatMemory} wrote
   * @throws MemoryError if it can't be read
   */
  read(id: string, text: string): StoreMemory {
    const last = this.#read.get(id);
    if (last?.text === text) return last.memory;
    const memory = parseMemory(text);
    if (!memory) throw new MemoryError('What is remembered of a team store can’t be read.');
    this.#read.set(id, { text, memory });
    return memory;
  }
}

export function formatMemory(memory: StoreMemory): string {
  return JSON.stringify(memory);
}

/** What is remembered once both sides have the same. */
export function agreedOn(
  before: SharedMemory | undefined,
  now: {
    readonly login: string;
    readonly tag: string;
    readonly count: number;
    readonly file: string;
    readonly signed?: string;
    readonly people?: number;
  },
): SharedMemory {
  const { login, tag: agreed, count: highest, ...file } = now;
  const earlier = [...(before?.former ?? []), ...(before?.agreed === undefined ? [] : [before.agreed])];
  return {
    login,
    highest: Math.max(highest, before?.highest ?? 0),
    agreed,
    former: [...new Set(earlier)].filter(each => each !== agreed).slice(-REMEMBERED_TAGS),
    ...(before?.texts && { texts: before.texts }),
    ...(before?.signed !== undefined && { signed: before.signed }),
    ...file,
  };
}

/** What is remembered of a file whose signer knew nothing that isn't known here. */
export function withoutMissing({ people: _, ...known }: SharedMemory): SharedMemory {
  return known;
}

/** What is remembered once a member's file named somebody who was removed. A file that is gone since takes nothing back. */
export function withNamed(memory: StoreMemory, found: readonly NamedRemoval[]): StoreMemory {
  if (found.length === 0) return memory;
  const named = new Map<string, NamedRemoval>();
  const most = new Map<string, number>();
  for (const each of [...(memory.named ?? []), ...found]) {
    const { recipient, by, namedBy, count: counted } = each;
    const key = `${recipient} ${by} ${namedBy}`;
    const before = named.get(key);
    const of = most.get(namedBy) ?? 0;
    // One member can't keep from being remembered what another one names.
    if (before ? before.count >= counted : of >= MAXIMUM_ENTRIES) continue;
    if (!before) most.set(namedBy, of + 1);
    named.set(key, each);
  }
  return { ...memory, named: [...named.values()] };
}

/** What is remembered once both sides have the same text, with all its lines. */
export function withText(known: SharedMemory, text: string): SharedMemory {
  const earlier = known.texts?.filter(each => each !== text) ?? [];
  return { ...known, texts: [...earlier, text].slice(-REMEMBERED_TAGS) };
}
