import { formatMemory, MemoryReader, parseMemory, type StoreMemory } from '../core/team/memory';
import { mergeMemories } from '../core/team/memoryMerge';
import type { SecretStore } from '../secrets/store';
import type { StoreMemories } from './storeSession';

/** What this computer remembers of its stores, in the secret storage: the global state is one of each profile. */
export class StoredMemories implements StoreMemories {
  /** What was read, so that what another window wrote since isn't lost. */
  readonly #read = new Map<string, string | undefined>();

  readonly #reader = new MemoryReader();

  constructor(private readonly secrets: Pick<SecretStore, 'teamMemories'>) {}

  async get(id: string): Promise<StoreMemory | undefined> {
    const text = await (await this.secrets.teamMemories()).memory(id);
    this.#read.set(id, text);
    return text === undefined ? undefined : this.#reader.read(id, text);
  }

  async set(memory: StoreMemory): Promise<void> {
    const memories = await this.secrets.teamMemories();
    await memories.remember(memory.id, text => {
      const isNew = text !== undefined && text !== this.#read.get(memory.id);
      // One that can't be read stops every task, but not a saved one that takes its place.
      const other = isNew ? parseMemory(text) : undefined;
      const after = formatMemory(other ? mergeMemories(other, memory) : memory);
      this.#read.set(memory.id, after);
      return after;
    });
  }

  async idAt(folder: string): Promise<string | undefined> {
    for (const memory of await this.all()) if (memory.folders.includes(folder)) return memory.id;
    return undefined;
  }

  async forgetFolder(folder: string): Promise<void> {
    for (const memory of await this.all()) {
      const folders = memory.folders.filter(each => each !== folder);
      if (folders.length < memory.folders.length) await this.set({ ...memory, folders });
    }
  }

  /** Of all stores that this computer has created, joined, adopted or asked to join. */
  async all(): Promise<readonly StoreMemory[]> {
    const found: StoreMemory[] = [];
    for (const id of await (await this.secrets.teamMemories()).stores()) {
      const memory = await this.get(id);
      if (memory) found.push(memory);
    }
    return found;
  }
}
