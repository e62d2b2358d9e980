import { type Lazy, lazy } from '../platform/lazy';
import type { GuardedItems } from './guardedItems';
import type { KnownItems } from './knownItems';
import type { TeamIdentity } from './teamIdentity';
import type { TeamMemories } from './teamMemories';

const load = () => import('./whenUsed');

/** What this computer is in its team stores, and what it remembers of them. */
export class TeamSecrets {
  readonly #identity: Lazy<TeamIdentity>;

  /** @param settle waits until this window has seen what others wrote up to now, if they share one storage */
  constructor(
    private readonly items: GuardedItems,
    private readonly known: KnownItems,
    settle: () => Promise<void>,
  ) {
    this.#identity = lazy(async () => new (await load()).TeamIdentity(items, known, settle));
  }

  /** This computer's identity in team stores, if it has one. */
  async getIdentity(): Promise<string | undefined> {
    return (await this.#identity()).get();
  }

  /** Whether this computer has an identity. It is read only if VS Code doesn't list its items. */
  async hasIdentity(): Promise<boolean> {
    return (await this.#identity()).exists();
  }

  /**
   * @param former the one it takes the place of
   * @throws if there is another one: what it alone can decrypt would be lost
   */
  async setIdentity(identity: string, former?: string): Promise<void> {
    await (await this.#identity()).set(identity, former);
  }

  /** What this computer remembers of its team stores. */
  async memories(): Promise<TeamMemories> {
    return new (await load()).TeamMemories(this.items, this.known);
  }
}
