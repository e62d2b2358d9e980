import type * as vscode from 'vscode';
import { lazy } from '../platform/lazy';
import { Sequencer } from '../platform/sequencer';
import { CURRENT, KEY_PREFIXES } from './itemKeys';
import type { ItemWriter, WriteGuards } from './itemWriter';
import type { KeyStates } from './keyStates';

/** What guards the items, besides VS Code's own storage and state. */
export interface Guards extends WriteGuards {
  readonly keys: KeyStates;
}

/** Reads, stores and deletes items so that VS Code loses none of them. Items are named as in `itemKeys.ts`. */
export class GuardedItems {
  readonly #writes = new Sequencer();
  #isWriting = false;
  readonly #writer = lazy(
    async () => new (await import('./whenUsed')).ItemWriter(this.storage, this.state, this.guards),
  );

  constructor(
    private readonly storage: vscode.SecretStorage,
    private readonly state: vscode.Memento,
    private readonly guards: Guards,
  ) {}

  /** Whether a {@link write} is under way. */
  get isWriting(): boolean {
    return this.#isWriting;
  }

  /**
   * @param name what follows the prefix in the name of the item
   * @throws `UserError` if VS Code can't decrypt what it has, and would delete this
   */
  async read(prefix: string, name: string): Promise<string | undefined> {
    const { known, keys, isDesktop } = this.guards;
    const wasThere = known.namesWith(prefix).has(name);
    if (isDesktop && (wasThere || !known.isKnown)) await (await this.#writer()).canaries.requireSafe();
    const value = await this.storage.get(prefix + name);
    const isThere = value !== undefined;
    if (known.isKnown && isThere === wasThere) return value;
    const before = keys.stateOf(name);
    known.note(prefix + name, isThere);
    if (prefix === CURRENT) {
      known.noteKeyRead(name);
      if (wasThere && !isThere) keys.noteMissing(name);
    }
    if (keys.stateOf(name) !== before) known.announce();
    return value;
  }

  /**
   * Reads what is stored of the keys of a login, by prefix.
   *
   * @param mayBeLost whether to read the keys beside the current one even if VS Code has lost that. It may lose each that
   * it reads then, so this is for the person to decide.
   */
  async readKeys(login: string, mayBeLost: boolean): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const prefix of KEY_PREFIXES.toReversed()) {
      const value = await this.read(prefix, login);
      if (value !== undefined) found.set(prefix, value);
      else if (prefix === CURRENT && this.guards.keys.lost.includes(login) && !mayBeLost) break;
    }
    return found;
  }

  /**
   * Runs a task that stores and deletes, after those before it.
   *
   * @throws `UserError` if this would undo what another window wrote; the task isn't run then
   */
  async write(task: (writer: ItemWriter) => Promise<void>): Promise<void> {
    await this.#writes.run(async () => {
      this.#isWriting = true;
      try {
        await (await this.#writer()).run(task);
      } finally {
        this.#isWriting = false;
      }
    });
    await this.guards.known.refresh();
  }

  /**
   * Stores the canaries that are missing. They show later whether VS Code keeps what it is given, and whether it can
   * decrypt it, before a key is read.
   *
   * @throws `UserError` as {@link write} does
   */
  async keepCanaries(): Promise<void> {
    const { canaries } = await this.#writer();
    if (!canaries.isMissing) return;
    await this.write(writer => canaries.keep((item, value) => writer.store(item, value)));
  }
}
