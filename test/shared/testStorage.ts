import type * as vscode from 'vscode';
import { Secrets } from './fakeVscode/storage';

/** A secret storage that tells what was read, and fails where it is told to. */
export class TestStorage extends Secrets {
  /** The keys whose values were read, one after another. */
  readonly reads: string[] = [];
  /** How many more writes and deletions are made before all fail. */
  writesLeft = Number.POSITIVE_INFINITY;
  /** Happens when a value is asked for, before it is read. */
  onGet: ((key: string) => void) | undefined;

  override async get(key: string): Promise<string | undefined> {
    this.reads.push(key);
    this.onGet?.(key);
    return super.get(key);
  }

  override async store(key: string, value: string): Promise<void> {
    this.#countWrite();
    await super.store(key, value);
  }

  override async delete(key: string): Promise<void> {
    this.#countWrite();
    await super.delete(key);
  }

  #countWrite(): void {
    if (this.writesLeft-- <= 0) throw new Error('the disk is full');
  }
}

/** The storage of a window in a browser: it reads all once, and writes back all it knows. */
export class BrowserStorage extends TestStorage {
  constructor(readonly shared: Map<string, string>) {
    super();
    for (const [key, value] of shared) this.values.set(key, value);
  }

  override async store(key: string, value: string): Promise<void> {
    await super.store(key, value);
    this.#save();
  }

  override async delete(key: string): Promise<void> {
    await super.delete(key);
    this.#save();
  }

  #save(): void {
    this.shared.clear();
    for (const [key, value] of this.values) this.shared.set(key, value);
  }
}

/** What an extension remembers between sessions. */
export class TestState implements vscode.Memento {
  readonly #values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    return (this.#values.get(key) as T | undefined) ?? otherwise;
  }

  async update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
  }
}
