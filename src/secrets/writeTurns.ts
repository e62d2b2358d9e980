import type * as vscode from 'vscode';
import { runAfter } from '../platform/disposables';
import { TURN } from './itemKeys';

/** The value of an item whose window hasn't drawn its number yet. */
const DRAWING = '0';
/** A window that ended in its turn leaves its item. After so many milliseconds without a change, it no longer counts. */
const ABANDONED = 15_000;
/** How long to wait, in milliseconds, if VS Code doesn't announce a change of the items. */
const LOOK_AGAIN = 200;

/** An item of a window that writes, or waits for that. */
interface Turn {
  readonly item: string;
  readonly number: number;
}

/**
 * Lets the windows of a computer write in turn. They share nothing but the storage, which can't compare and swap, so they
 * draw numbers (Lamport, "A New Solution of Dijkstra's Concurrent Programming Problem", 1974). The items hold nothing
 * secret, and are deleted after the turn.
 */
export class WriteTurns {
  readonly #item = TURN + crypto.randomUUID();

  /** @param abandoned how long an item may stay the same before it no longer counts, in milliseconds */
  constructor(
    private readonly storage: vscode.SecretStorage,
    private readonly abandoned = ABANDONED,
  ) {}

  /** Runs a task when it is this window's turn. Call it again only after the task has settled. */
  async run(task: () => Promise<void>): Promise<void> {
    try {
      await this.#waitFor(await this.#draw());
      await task();
    } finally {
      // If that fails, the others wait until they take the turn for abandoned.
      await Promise.resolve(this.storage.delete(this.#item)).catch(() => {});
    }
  }

  /** @returns a number greater than those of the windows that drew before */
  async #draw(): Promise<number> {
    await this.storage.store(this.#item, DRAWING);
    const highest = (await this.#others()).reduce((most, { number }) => Math.max(most, number), 0);
    const number = highest + 1;
    await this.storage.store(this.#item, String(number));
    return number;
  }

  async #waitFor(own: number): Promise<void> {
    const seen = new Map<string, { readonly number: number; readonly since: number }>();
    for (;;) {
      const change = nextChange(this.storage);
      try {
        const ahead = (await this.#others()).filter(other => this.#isAhead(other, own));
        if (ahead.length === 0) return;
        for (const { item, number } of ahead) {
          const before = seen.get(item);
          if (before?.number !== number) seen.set(item, { number, since: performance.now() });
          else if (performance.now() - before.since >= this.abandoned) await this.storage.delete(item);
        }
        await change.happened;
      } finally {
        change.dispose();
      }
    }
  }

  /** Two windows that drew at once may have the same number. */
  #isAhead({ item, number }: Turn, own: number): boolean {
    return number < own || (number === own && item < this.#item);
  }

  async #others(): Promise<readonly Turn[]> {
    const items = await this.storage.keys();
    const turns: Turn[] = [];
    for (const item of items.filter(each => each.startsWith(TURN) && each !== this.#item)) {
      const value = await this.storage.get(item);
      if (value !== undefined) turns.push({ item, number: Number(value) });
    }
    return turns;
  }
}

/** Settles when an item of a turn has changed, or after a while. */
function nextChange(storage: Pick<vscode.SecretStorage, 'onDidChange'>): vscode.Disposable & {
  readonly happened: Promise<void>;
} {
  let settle = (): void => {};
  const happened = new Promise<void>(resolve => {
    settle = resolve;
  });
  const listening = storage.onDidChange(({ key }) => key.startsWith(TURN) && settle());
  const timer = runAfter(LOOK_AGAIN, settle);
  const dispose = (): void => {
    listening.dispose();
    timer.dispose();
  };
  return { happened, dispose };
}
