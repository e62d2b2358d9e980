import {
  foldersIn,
  formatMemory,
  MemoryError,
  MemoryReader,
  parseMemory,
  type StoreMemory,
} from '../core/team/memory';
import { mergeMemories } from '../core/team/memoryMerge';
import type { SecretStore } from '../secrets/store';
import type { StoreMemories } from './storeSession';

/** What this computer remembers of its stores, in the secret storage: the global state is one of each profile. */
export class StoredMemories implements StoreMemories {
  /** What was read, so that what another window wrote since isn't lost. */
  readonly #read = new Map<string, string | undefined>();

  readonly #reader = new MemoryReader();

  constructor(private readonly secrets: Pick<SecretStore, 'team'>) {}

  async get(id: string): Promise<StoreMemory | undefined> {
    const text = await (await this.secrets.team.memories()).memory(id);
    this.#read.set(id, text);
    return text === undefined ? undefined : this.#reader.read(id, text);
  }

  /** @throws MemoryError if another window wrote something that can't be read: it isn't lost */
  async set(memory: StoreMemory): Promise<void> {
    const memories = await this.secrets.team.memories();
    await memories.remember(memory.id, text => {
      const isNew = text !== undefined && text !== this.#read.get(memory.id);
      const after = formatMemory(isNew ? mergeMemories(this.#reader.read(memory.id, text), memory) : memory);
      this.#read.set(memory.id, after);
      return after;
    });
  }

  async replaceUnreadable(memory: StoreMemory): Promise<void> {
    const memories = await this.secrets.team.memories();
    const there = await memories.memory(memory.id);
    if (there === undefined || parseMemory(there)) return;
    await memories.remember(memory.id, (text = there) => {
      if (parseMemory(text)) return text;
      const folders = [...new Set([...memory.folders, ...foldersIn(text)])];
      return formatMemory({ ...memory, folders, unreadable: text });
    });
  }

  async idAt(folder: string): Promise<string | undefined> {
    for (const { id, folders } of await this.readable()) if (folders.includes(folder)) return id;
    for (const id of await this.unreadable())
      if (foldersIn(this.#read.get(id) ?? '').includes(folder)) return id;
    return undefined;
  }

  async forgetFolder(folder: string): Promise<void> {
    for (const memory of await this.readable()) {
      const folders = memory.folders.filter(each => each !== folder);
      if (folders.length < memory.folders.length) await this.set({ ...memory, folders });
    }
  }

  /**
   * Of all stores that this computer has created, joined, adopted or asked to join.
   *
   * @throws MemoryError if one can't be read
   */
  async all(): Promise<readonly StoreMemory[]> {
    return this.#each(id => this.get(id));
  }

  /** {@link all} but those that can't be read. */
  async readable(): Promise<readonly StoreMemory[]> {
    return this.#each(id => this.get(id).catch(unlessUnreadable));
  }

  /** The ids of the stores whose memory can't be read. */
  async unreadable(): Promise<readonly string[]> {
    return this.#each(id =>
      this.get(id).then(
        () => undefined,
        error => unlessUnreadable(error) ?? id,
      ),
    );
  }

  async #each<T>(read: (id: string) => Promise<T | undefined>): Promise<readonly T[]> {
    const ids = await (await this.secrets.team.memories()).stores();
    return (await Promise.all(ids.map(read))).filter(each => each !== undefined);
  }
}

function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof MemoryError)) throw error;
}
