import type * as vscode from 'vscode';
import { Canaries } from './canaries';
import type { ChangeCount } from './changeCount';
import { CANARY } from './itemKeys';
import type { KnownItems } from './knownItems';
import { notKeptError } from './notKeptError';
import { WriteTurns } from './writeTurns';

/** What guards what is written, besides VS Code's own storage and state. */
export interface WriteGuards {
  readonly known: KnownItems;
  /** `requireSeen` throws if a write would undo what another window wrote. */
  readonly windows: { requireSeen(): Promise<void> };
  readonly changes: Pick<ChangeCount, 'add'>;
  /** Whether VS Code deletes what it can't decrypt, so that a canary must be read first. */
  readonly isDesktop: boolean;
}

/** Stores and deletes items, one window at a time. */
export class ItemWriter {
  readonly canaries: Canaries;
  readonly #turns: WriteTurns;

  constructor(
    private readonly storage: vscode.SecretStorage,
    state: vscode.Memento,
    private readonly guards: WriteGuards,
  ) {
    this.canaries = new Canaries(storage, state, guards.known);
    this.#turns = new WriteTurns(storage);
  }

  /**
   * Runs a task that stores and deletes when it is this window's turn.
   *
   * @throws `UserError` if this would undo what another window wrote; the task isn't run then
   */
  async run(task: (writer: ItemWriter) => Promise<void>): Promise<void> {
    const { known, windows, isDesktop } = this.guards;
    const write = async (): Promise<void> => {
      await windows.requireSeen();
      await task(this);
    };
    // Taking turns needs a list of the items. In a browser, a window would store those of turns that have ended again.
    if (isDesktop && !known.isKnown) await known.list(false);
    if (isDesktop && known.isKnown) await this.#turns.run(write);
    else await write();
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
    await this.storage.store(item, value);
    if ((await this.storage.get(item)) !== value) throw notKeptError();
    known.noteWritten(item, true);
    await changes.add();
  }

  /** For tasks of {@link run}. */
  async delete(item: string): Promise<void> {
    const { known, changes } = this.guards;
    await this.storage.delete(item);
    known.noteWritten(item, false);
    await changes.add();
  }
}
