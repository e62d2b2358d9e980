import * as vscode from 'vscode';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import type { ChangeCount } from './changeCount';
import { CANARY, PREFIXES } from './itemKeys';

/** The longest pause before `keys()` is called again after a failure, in milliseconds. */
const LONGEST_RETRY = 300_000;

/**
 * Which items VS Code has: what `keys()` listed, and what was read and written since. `keys()` may throw, be missing, or
 * answer late or never.
 */
export class KnownItems extends DisposableOwner {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly #listed = this.register(new vscode.EventEmitter<void>());
  readonly #retry = this.register(new MutableDisposable());
  #retryAfter: number;
  /** By prefix, what follows it in the names of items: logins, and the numbers of canaries. */
  #names = new Map<string, ReadonlySet<string>>();
  #isKnown = false;
  /** The logins whose key was read while the list was unknown. */
  readonly #readMeanwhile = new Set<string>();
  /** Calls of `keys()` are numbered; answers to calls up to `#staleThrough` are ignored. */
  #lastQuery = 0;
  #staleThrough = 0;
  /** A call timed out and nothing has answered since. */
  #isOverdue = false;
  #hadSecrets: boolean | undefined;

  /** Fires when what is known has changed, or may have. */
  readonly onDidChange = this.#changed.event;

  /** Fires when VS Code has listed its items, before {@link onDidChange}. */
  readonly onDidList = this.#listed.event;

  /** @param patience how long to wait for VS Code to list its items, in milliseconds */
  constructor(
    private readonly storage: Pick<vscode.SecretStorage, 'keys'>,
    private readonly changes: Pick<ChangeCount, 'begin'>,
    private readonly patience: number,
    private readonly onError: (error: unknown) => void,
  ) {
    super();
    this.#retryAfter = patience;
  }

  /** Whether VS Code has listed its items. Otherwise only those are known that were read or written. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Whether it is known if a login has a key. */
  knowsKeyOf(login: string): boolean {
    return this.#isKnown || this.#readMeanwhile.has(login);
  }

  /** What follows the prefix in the names of items. */
  namesWith(prefix: string): ReadonlySet<string> {
    return this.#names.get(prefix) ?? new Set();
  }

  /** The numbers of the canaries. */
  get canaries(): ReadonlySet<string> {
    return this.namesWith(CANARY);
  }

  /** Whether VS Code listed nothing but canaries when this window opened. */
  get wasEmpty(): boolean {
    return this.#hadSecrets === false;
  }

  /** Lists the items again. Settles when VS Code has answered, or after the patience; never rejects. */
  async refresh(): Promise<void> {
    await this.list(true);
  }

  /** @param hasChanged whether to fire {@link onDidChange} even if VS Code could list its items before and still can */
  async list(hasChanged: boolean): Promise<void> {
    this.changes.begin();
    const query = this.#query(++this.#lastQuery, hasChanged);
    // Already timed out once: don't wait again.
    if (this.#isOverdue) return;
    await new Promise<void>(resolve => {
      const timer = runAfter(this.patience, () => {
        this.#isOverdue = true;
        this.#isKnown = false;
        this.announce();
        resolve();
      });
      void query.then(() => {
        timer.dispose();
        resolve();
      });
    });
  }

  /** Notes what reading the key of a login has shown. */
  noteKeyRead(login: string): void {
    if (!this.#isKnown) this.#readMeanwhile.add(login);
  }

  /** Notes that an item was written or deleted. */
  noteWritten(item: string, isThere: boolean): void {
    this.note(item, isThere);
    // keys() calls in flight may miss this write.
    this.#staleThrough = this.#lastQuery;
  }

  /** Notes that VS Code has an item, or doesn't. */
  note(item: string, isThere: boolean): void {
    for (const prefix of PREFIXES) {
      if (!item.startsWith(prefix)) continue;
      const noted = new Set(this.namesWith(prefix));
      if (isThere) noted.add(item.slice(prefix.length));
      else noted.delete(item.slice(prefix.length));
      this.#names.set(prefix, noted);
    }
  }

  /** Fires {@link onDidChange}. */
  announce(): void {
    this.#changed.fire();
  }

  async #query(query: number, hasChanged: boolean): Promise<void> {
    const wasKnown = this.#isKnown;
    try {
      const items = await this.storage.keys();
      // Otherwise something was written since, or a later call was answered first.
      if (query > this.#staleThrough) this.#take(items);
    } catch (error) {
      this.onError(error);
      if (query > this.#staleThrough) this.#isKnown = false;
      this.#retry.value ??= runAfter(this.#retryAfter, () => {
        this.#retry.value = undefined;
        this.#retryAfter = Math.min(2 * this.#retryAfter, LONGEST_RETRY);
        void this.refresh();
      });
    }
    this.#staleThrough = Math.max(this.#staleThrough, query);
    const isLate = this.#isOverdue;
    this.#isOverdue = false;
    if (hasChanged || isLate || this.#isKnown !== wasKnown) this.announce();
  }

  #take(items: readonly string[]): void {
    this.#names = new Map(PREFIXES.map(prefix => [prefix, namesIn(items, prefix)]));
    this.#hadSecrets ??= PREFIXES.some(prefix => prefix !== CANARY && this.namesWith(prefix).size > 0);
    this.#listed.fire();
    this.#isKnown = true;
    this.#readMeanwhile.clear();
    this.#retry.value = undefined;
    this.#retryAfter = this.patience;
  }
}

function namesIn(items: readonly string[], prefix: string): Set<string> {
  return new Set(items.filter(item => item.startsWith(prefix)).map(item => item.slice(prefix.length)));
}
