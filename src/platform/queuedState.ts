import type * as vscode from 'vscode';
import { Sequencer } from './sequencer';

/**
 * The extension's state, updated one value at a time. VS Code stores all values as one object and echoes it after each
 * save. The echo would overwrite an update made before it arrives.
 */
export class QueuedState implements vscode.Memento {
  readonly #updates = new Sequencer();
  /** Values that are not saved yet. */
  readonly #pending = new Map<string, { readonly value: unknown }>();

  constructor(private readonly state: vscode.Memento) {}

  keys(): readonly string[] {
    return this.state.keys();
  }

  get<T>(key: string): T | undefined;
  get<T>(key: string, otherwise: T): T;
  get<T>(key: string, otherwise?: T): T | undefined {
    const pending = this.#pending.get(key);
    return pending ? ((pending.value as T | undefined) ?? otherwise) : (this.state.get<T>(key) ?? otherwise);
  }

  update(key: string, value: unknown): Promise<void> {
    const update = { value };
    this.#pending.set(key, update);
    return this.#updates.run(async () => {
      try {
        await this.state.update(key, value);
      } finally {
        if (this.#pending.get(key) === update) this.#pending.delete(key);
      }
    });
  }
}
