import type * as vscode from 'vscode';
import { Canaries } from './canaries';
import type { ChangeCount } from './changeCount';
import { CANARY } from './itemKeys';
import type { KnownItems } from './knownItems';
import { notKeptError } from './notKeptError';

/** Another window may store another value in the same moment, several times in a row, but hardly as often as this. */
const ATTEMPTS = 10;

/** What guards what is written, besides VS Code's own storage and state. */
export interface WriteGuards {
  readonly known: KnownItems;
  /** `requireSeen` throws if a write would undo what another window wrote. */
  readonly windows: { requireSeen(): Promise<void> };
  readonly changes: Pick<ChangeCount, 'add'>;
  /** Whether VS Code deletes what it can't decrypt, so that a canary must be read first. */
  readonly isDesktop: boolean;
}

/** Stores and deletes items. */
export class ItemWriter {
  readonly canaries: Canaries;

  constructor(
    private readonly storage: vscode.SecretStorage,
    state: vscode.Memento,
    private readonly guards: WriteGuards,
  ) {
    this.canaries = new Canaries(storage, state, guards.known);
  }

  /**
   * Runs a task that stores and deletes.
   *
   * @throws `UserError` if this would undo what another window wrote; the task isn't run then
   */
  async run(task: (writer: ItemWriter) => Promise<void>): Promise<void> {
    await this.guards.windows.requireSeen();
    await task(this);
  }

  /**
   * For tasks of {@link run}.
   *
   * @throws `UserError` if VS Code doesn't have what it has just been given
   */
  async store(item: string, value: string): Promise<void> {
    const { known, changes, isDesktop } = this.guards;
    // Canaries vouch for the other items only if all are encrypted in the same way.
    if (isDesktop && !item.startsWith(CANARY)) await this.canaries.requireSafe();
    await this.#keep(item, value);
    known.noteWritten(item, true);
    await changes.add();
  }

  async #keep(item: string, value: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.storage.store(item, value);
      if ((await this.storage.get(item)) === value) return;
    }
    throw notKeptError();
  }

  /** For tasks of {@link run}. */
  async delete(item: string): Promise<void> {
    const { known, changes } = this.guards;
    await this.storage.delete(item);
    known.noteWritten(item, false);
    await changes.add();
  }
}
