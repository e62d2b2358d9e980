import type * as vscode from 'vscode';

const CHANGES = 'secretChanges';

interface Changes {
  readonly count: number;
  /** When the last change was made, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/**
 * Counts the writes and deletions of all windows in the global state. In a browser, windows see each other's global state but
 * not each other's secrets.
 */
export class ChangeCount {
  /** How many changes this window has seen: those before it opened, and its own. */
  #known: number | undefined;

  /** @param openedAt when this window opened, in milliseconds since the Unix epoch */
  constructor(
    private readonly state: vscode.Memento,
    private readonly openedAt: number,
  ) {}

  /** The first time, counts the changes so far as seen. */
  begin(): void {
    if (this.#known !== undefined) return;
    const { count, at } = this.#changes;
    // This window read its secrets when it opened, so it missed a change made since. A time in the future comes from another
    // computer's clock and says nothing.
    const isSince = at > this.openedAt && at <= Date.now();
    this.#known = isSince ? count - 1 : count;
  }

  /** Whether another window made changes that this one hasn't seen. */
  get isBehind(): boolean {
    return this.#known !== undefined && this.#changes.count !== this.#known;
  }

  /** Counts a change of this window. Call it after the change, so that VS Code announces the change before its count. */
  async add(): Promise<void> {
    this.#known = this.#changes.count + 1;
    await this.state.update(CHANGES, { count: this.#known, at: Date.now() } satisfies Changes);
  }

  get #changes(): Changes {
    return this.state.get<Changes>(CHANGES, { count: 0, at: 0 });
  }
}
