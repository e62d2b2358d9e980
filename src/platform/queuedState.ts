import type * as vscode from 'vscode';
import { Sequencer } from './sequencer';

/**
 * The state of the extension, updated one value after another. VS Code keeps all values as one object and echoes each
 * saved one back as a whole: a second update made before that echo has arrived would be undone by it, and lost.
 */
export class QueuedState implements vscode.Memento {
  readonly #updates = new Sequencer();
  /** What is not saved yet. */
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
