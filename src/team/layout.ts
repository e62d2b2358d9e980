import { RECIPIENT } from '../core/team/entry';
import { gitAttributes } from '../core/team/gitAttributes';
import { MAXIMUM_FILES, MAXIMUM_STORE_FILE } from '../core/team/limits';
import { formatRecipients, parseRecipients, type Recipients } from '../core/team/recipients';
import type { SharedKind } from '../core/team/sharedFile';
import { formatStore, parseStore, STORE_FILE } from '../core/team/storeId';
import { ANSWERS_ENDING, isStoreName, storeName } from '../core/team/storeNames';
import type { Skipped } from './skipped';
import type { StoreFiles } from './storeFiles';

export const RECIPIENTS_FILE = '.age-recipients';
const ATTRIBUTES_FILE = '.gitattributes';
const MEMBERS = 'members';
const ROTATIONS = 'rotations';
const ENDING = '.age';

/** What is in the folder of a store. */
interface Contents {
  readonly shared: ReadonlyMap<string, string>;
  readonly foreign: readonly Skipped[];
  /** Folders with more files than were read when their names were last asked for. */
  readonly overfull: readonly Skipped[];
}

/** Where everything is in a store's folder. */
export class Layout {
  readonly #overfull = new Set<string>();

  constructor(readonly files: StoreFiles) {}

  /** Whether there is a store, of this version or of another tool. */
  async exists(): Promise<boolean> {
    return (
      (await this.files.read(STORE_FILE)) !== undefined ||
      (await this.files.read(RECIPIENTS_FILE)) !== undefined
    );
  }

  /** The store's id; `undefined` if it has none, or one that can't be read. */
  async id(): Promise<string | undefined> {
    return parseStore((await this.text(STORE_FILE)) ?? '');
  }

  async writeId(id: string): Promise<void> {
    await this.write(STORE_FILE, formatStore(id), null);
  }

  /** A text file, if it isn't too large. */
  async text(path: string): Promise<string | undefined> {
    const bytes = await this.files.read(path);
    return bytes && bytes.length <= MAXIMUM_STORE_FILE ? new TextDecoder().decode(bytes) : undefined;
  }

  async write(path: string, text: string, expected?: Uint8Array | null): Promise<void> {
    await this.files.write(path, new TextEncoder().encode(text), expected);
  }

  async writeAttributes(): Promise<void> {
    const before = (await this.text(ATTRIBUTES_FILE)) ?? '';
    const after = gitAttributes(before);
    if (after !== before) await this.write(ATTRIBUTES_FILE, after);
  }

  async recipients(): Promise<Recipients> {
    return parseRecipients((await this.text(RECIPIENTS_FILE)) ?? '');
  }

  /**
   * Writes the members into `.age-recipients`. Lines of others stay until a person deletes them.
   *
   * @param members names by recipient
   * @param dropped recipients whose lines go
   */
  async writeRecipients(
    members: ReadonlyMap<string, string>,
    dropped: (recipient: string) => boolean,
  ): Promise<void> {
    const bytes = await this.files.read(RECIPIENTS_FILE);
    const { names, unused } = parseRecipients(new TextDecoder().decode(bytes));
    const others = [...names, ...unused].filter(([line]) => !dropped(line));
    const after = formatRecipients(new Map([...others, ...members]));
    if (after !== new TextDecoder().decode(bytes)) await this.write(RECIPIENTS_FILE, after, bytes ?? null);
  }

  memberPath(recipient: string): string {
    return `${MEMBERS}/${recipient}.json`;
  }

  /** @param known whose files are read in any case, because one of them may have a removal */
  async memberFiles(known: ReadonlySet<string> = new Set()): Promise<readonly string[]> {
    const files = await this.#filesIn(MEMBERS, recipient =>
      known.has(recipient) ? 0 : RECIPIENT.test(recipient) ? 1 : 2,
    );
    return files.map(([name]) => `${MEMBERS}/${name}`);
  }

  /** @param name of the login's file, without its ending */
  rotationPath(name: string): string {
    return `${ROTATIONS}/${name}.json`;
  }

  /** The files in `rotations/`, with what changes when one does. */
  async rotationFiles(): Promise<readonly (readonly [path: string, stamp: string])[]> {
    const files = await this.#filesIn(ROTATIONS, async name => ((await isStoreName(name)) ? 0 : 1));
    return files.map(([name, stamp]) => [`${ROTATIONS}/${name}`, stamp] as const);
  }

  /** The name of a login's file, without its ending. */
  async nameOf(login: string, kind: SharedKind): Promise<string> {
    const name = await storeName(login);
    return kind === 'answers' ? name + ANSWERS_ENDING : name;
  }

  pathOf(name: string): string {
    return name + ENDING;
  }

  /** The files of logins, by their names without the ending, with what changes when one does. Sorted. */
  async sharedFiles(): Promise<ReadonlyMap<string, string>> {
    return (await this.look()).shared;
  }

  /** What is in the folder: files of logins, and what isn't ours. Nobody opens or writes that: its readers stay the same. */
  async look(): Promise<Contents> {
    const shared = new Map<string, string>();
    const foreign: Skipped[] = [];
    for (const [file, stamp] of [...(await this.files.list(''))].sort()) {
      if (!file.toLowerCase().endsWith(ENDING)) continue;
      const name = file.slice(0, -ENDING.length);
      if (file.endsWith(ENDING) && shared.size < MAXIMUM_FILES && (await isStoreName(loginPartOf(name)))) {
        shared.set(name, stamp);
        continue;
      }
      const isUpperCase = file !== file.toLowerCase() && !file.includes('%');
      foreign.push({ file, reason: isUpperCase ? 'upperCase' : 'notOurs' });
    }
    for (const folder of await this.files.folders())
      if (folder !== MEMBERS && folder !== ROTATIONS) foreign.push({ file: `${folder}/`, reason: 'folder' });
    const overfull = [...this.#overfull].map(
      folder => ({ file: `${folder}/`, reason: 'tooManyFiles' }) as const,
    );
    return { shared, foreign, overfull };
  }

  /**
   * The files of a folder with what changes when one does, at most as many as are read.
   *
   * @param rankOf which names are read first where there are more, without their ending: those with the lowest
   */
  async #filesIn(
    folder: string,
    rankOf: (name: string) => number | Promise<number>,
  ): Promise<readonly (readonly [name: string, stamp: string])[]> {
    const files = [...(await this.files.list(folder))];
    this.#overfull.delete(folder);
    if (files.length <= MAXIMUM_FILES) return files;
    this.#overfull.add(folder);
    const ranked = await Promise.all(
      files.map(async file => ({ file, rank: await rankOf(file[0].replace(/\.json$/, '')) })),
    );
    return ranked
      .sort((one, other) => one.rank - other.rank)
      .slice(0, MAXIMUM_FILES)
      .map(({ file }) => file);
  }
}

/** What the name of a file says: which kind it is, and the name of the login's key file. */
export function kindOfName(name: string): SharedKind {
  return name.endsWith(ANSWERS_ENDING) ? 'answers' : 'key';
}

export function loginPartOf(name: string): string {
  return kindOfName(name) === 'answers' ? name.slice(0, -ANSWERS_ENDING.length) : name;
}
