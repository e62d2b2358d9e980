import { IDENTITY } from './itemKeys';
import type { ItemWriter } from './itemWriter';
import type { KnownItems } from './knownItems';

/** The items that an identity is read from and written to. */
interface IdentityItems {
  read(prefix: string, name: string): Promise<string | undefined>;
  write(task: (writer: ItemWriter) => Promise<void>): Promise<void>;
}

/** This computer's identity in its team stores, `AGE-SECRET-KEY-1…`. */
export class TeamIdentity {
  constructor(
    private readonly items: IdentityItems,
    private readonly known: KnownItems,
    private readonly settle: () => Promise<void>,
  ) {}

  async get(): Promise<string | undefined> {
    return this.items.read(IDENTITY, '');
  }

  /** Whether there is one. It is read only if VS Code doesn't list its items. */
  async exists(): Promise<boolean> {
    await this.known.list(false);
    return this.known.isKnown ? this.known.namesWith(IDENTITY).size > 0 : (await this.get()) !== undefined;
  }

  /**
   * @param former the one it takes the place of
   * @throws if there is another one: what it alone can decrypt would be lost
   */
  async set(identity: string, former?: string): Promise<void> {
    await this.items.write(async writer => {
      if ((await this.get()) !== former) throw new Error('There is an identity.');
      await writer.store(IDENTITY, identity);
    });
    await this.settle();
    if ((await this.get()) !== identity) throw new Error('Another window made an identity at the same time.');
  }
}
