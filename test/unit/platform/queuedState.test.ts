import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Memento } from 'vscode';
import { QueuedState } from '../../../src/platform/queuedState';

/**
 * A memento as VS Code's extension host has it: all values are one object, which is sent whole a turn after an update,
 * and taken back whole when the other process says it has changed.
 */
class EchoingState implements Memento {
  #values: Record<string, unknown> = {};
  #scheduled: Promise<void> | undefined;
  saved: Readonly<Record<string, unknown>> = {};

  /** @param delay waits for as many turns as a message takes */
  constructor(private readonly delay: () => Promise<void>) {}

  keys(): readonly string[] {
    return Object.keys(this.#values);
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    return (this.#values[key] as T | undefined) ?? otherwise;
  }

  async update(key: string, value: unknown): Promise<void> {
    this.#values[key] = value;
    this.#scheduled ??= this.#send();
    await this.#scheduled;
  }

  async #send(): Promise<void> {
    await turns(1);
    this.#scheduled = undefined;
    const sent = { ...this.#values };
    await this.delay();
    this.saved = sent;
    await this.delay();
    this.#values = { ...sent };
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}

const updates = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), pause: fc.nat(6) }), {
  minLength: 2,
  maxLength: 12,
});

/** Makes updates at their times and gives what should be kept of them. */
async function make(state: Memento, made: readonly { key: string; pause: number }[]): Promise<object> {
  const expected: Record<string, number> = {};
  const done: Thenable<void>[] = [];
  for (const [value, { key, pause }] of made.entries()) {
    done.push(state.update(key, value));
    expected[key] = value;
    assert.equal(state.get(key), value);
    await turns(pause);
  }
  await Promise.all(done);
  return expected;
}

describe('The state of the extension', () => {
  it('keeps every update, whatever others are under way', async () => {
    await fc.assert(
      fc.asyncProperty(updates, fc.integer({ min: 1, max: 3 }), async (made, delay) => {
        const vscode = new EchoingState(() => turns(delay));
        const state = new QueuedState(vscode);
        const expected = await make(state, made);
        assert.deepEqual({ ...vscode.saved }, expected);
        for (const [key, value] of Object.entries(expected)) assert.equal(state.get(key), value);
      }),
    );
  });

  it('would lose updates without its queue', async () => {
    const vscode = new EchoingState(() => turns(2));
    await make(vscode, [
      { key: 'a', pause: 4 },
      { key: 'b', pause: 0 },
    ]);
    assert.equal(vscode.saved['b'], undefined);
  });

  it('says what is being saved, and goes on after a failure', async () => {
    const vscode = new EchoingState(() => turns(1));
    const failing: Memento = {
      keys: () => vscode.keys(),
      get: (key: string) => vscode.get(key),
      update: (key, value) =>
        value === 'bad' ? Promise.reject(new Error('full')) : vscode.update(key, value),
    };
    const state = new QueuedState(failing);
    const first = state.update('a', 'bad');
    const second = state.update('b', 1);
    assert.equal(state.get('a'), 'bad');
    assert.equal(state.get('b', 2), 1);
    await assert.rejects(first, /full/);
    await second;
    assert.equal(state.get('a'), undefined);
    assert.equal(state.get('a', 3), 3);
    assert.deepEqual([state.get('b'), state.keys()], [1, ['b']]);
  });
});
