import { IDENTITY, TEAM } from './itemKeys';
import type { ItemWriter } from './itemWriter';

/** What is used of `GuardedItems`. */
interface Items {
  read(prefix: string, name: string): Promise<string | undefined>;
  write(task: (writer: ItemWriter) => Promise<void>): Promise<void>;
}

/** What is used of `KnownItems`. */
interface Known {
  list(hasChanged: boolean): Promise<void>;
  namesWith(prefix: string): ReadonlySet<string>;
}

/** What this computer remembers of its team stores, by their ids. It decides who gets keys, so it is kept beside them. */
export class TeamMemories {
  constructor(
    private readonly items: Items,
    private readonly known: Known,
  ) {}

  /** The ids of the stores that something is remembered of. */
  async stores(): Promise<readonly string[]> {
    await this.known.list(false);
    return [...this.known.namesWith(TEAM)].filter(name => TEAM + name !== IDENTITY).sort();
  }

  /** What is remembered of a store. */
  async memory(id: string): Promise<string | undefined> {
    return this.items.read(TEAM, id);
  }

  /**
   * Changes what is remembered of a store.
   *
   * @param change gets what is there now, also if another window wrote it
   */
  async remember(id: string, change: (before: string | undefined) => string): Promise<void> {
    await this.items.write(async writer => {
      const before = await this.memory(id);
      const after = change(before);
      if (after !== before) await writer.store(TEAM + id, after);
    });
  }
}
