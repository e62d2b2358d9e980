import type { Signer } from '../age/signing';
import type { Entry } from '../core/team/entry';
import { emptyMemory, type StoreMemory, withoutMissing } from '../core/team/memory';
import { Roster } from '../core/team/roster';
import type { Layout } from './layout';
import type { People } from './people';
import type { LocalSecrets, StoreFiles } from './storeFiles';

/** What is remembered of stores, by id. */
export interface StoreMemories {
  get(id: string): Promise<StoreMemory | undefined>;
  set(memory: StoreMemory): Promise<void>;
  /** Puts another memory in the place of one that can't be read, which is kept in it. Does nothing to one that can. */
  replaceUnreadable(memory: StoreMemory): Promise<void>;
  /** The id of the store that was seen in a folder. */
  idAt(folder: string): Promise<string | undefined>;
  /** Forgets which store was in a folder, because a person makes a new one there. */
  forgetFolder(folder: string): Promise<void>;
}

/** What a store needs of the computer it is on. */
export interface TeamStoreServices {
  readonly files: StoreFiles;
  readonly local: LocalSecrets;
  readonly identity: string;
  readonly memories: StoreMemories;
  /** What identifies the folder of the store. */
  readonly folder: string;
  /** `YYYY-MM-DD`, UTC */
  today(): string;
  /** Whether git is in the middle of a merge or a rebase, so that nothing may be written. */
  isMerging?(): Promise<boolean>;
}

/** One task on a store: who is in the team is read once, at its beginning. */
export interface StoreSession {
  readonly services: TeamStoreServices;
  readonly layout: Layout;
  readonly id: string;
  /** This computer's recipient. */
  readonly own: string;
  readonly signer: Signer;
  readonly people: People;
  readonly memory: Remembered;
  readonly mayWrite: boolean;
}

/** What is remembered of one store, while a task changes it. */
export class Remembered {
  #memory: StoreMemory;
  #saved: StoreMemory;

  private constructor(
    private readonly memories: StoreMemories,
    memory: StoreMemory,
  ) {
    this.#memory = this.#saved = memory;
  }

  static async of(memories: StoreMemories, id: string): Promise<Remembered> {
    return new Remembered(memories, (await memories.get(id)) ?? emptyMemory(id));
  }

  get value(): StoreMemory {
    return this.#memory;
  }

  change(change: (memory: StoreMemory) => StoreMemory): void {
    this.#memory = change(this.#memory);
  }

  roster(own: string): Roster {
    return new Roster(this.#memory.roster, own);
  }

  /** Believes other people from now on. What looked unsigned may be signed by one of them, and the other way round. */
  takeRoster(roster: Roster): void {
    this.change(memory => ({
      ...memory,
      roster: [...roster.entries],
      shared: Object.fromEntries(
        Object.entries(memory.shared).map(([name, known]) => {
          const { stamp: _, file: __, ...kept } = withoutMissing(known);
          return [name, kept];
        }),
      ),
    }));
  }

  setRoster(entries: readonly Entry[]): void {
    this.change(memory => ({ ...memory, roster: [...entries] }));
  }

  /** Writes it down, if the task changed something. */
  async save(): Promise<void> {
    if (this.#memory === this.#saved) return;
    await this.memories.set(this.#memory);
    this.#saved = this.#memory;
  }
}
