import type * as vscode from 'vscode';

const CHANGES = 'secretChanges';

interface Changes {
  readonly count: number;
  /** When the last one was, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/**
 * Counts what all windows write and delete, in the global state. Other windows see that change, and in a browser their
 * stored secrets do not.
 */
export class ChangeCount {
  /** How many changes this window knows of: those before it opened, and its own. */
  #known: number | undefined;

  /** @param openedAt when this window opened, in milliseconds since the Unix epoch */
  constructor(
    private readonly state: vscode.Memento,
    private readonly openedAt: number,
  ) {}

  /** Takes what there is for known, the first time. */
  begin(): void {
    if (this.#known !== undefined) return;
    const { count, at } = this.#changes;
    // A change made since this window opened was not among what it read. A time to come is that of another computer's
    // clock, and says nothing.
    const isSince = at > this.openedAt && at <= Date.now();
    this.#known = isSince ? count - 1 : count;
  }

  /** Whether another window made changes that this one does not know of. */
  get isBehind(): boolean {
    return this.#known !== undefined && this.#changes.count !== this.#known;
  }

  /** Counts a change of this window. After the change, so that where it is announced, it is so before it is counted. */
  async add(): Promise<void> {
    this.#known = this.#changes.count + 1;
    await this.state.update(CHANGES, { count: this.#known, at: Date.now() } satisfies Changes);
  }

  get #changes(): Changes {
    return this.state.get<Changes>(CHANGES, { count: 0, at: 0 });
  }
}
