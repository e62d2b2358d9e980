import assert from 'node:assert/strict';
import type { Progress } from '../../../src/guide/model';
import { begin, complete } from '../../../src/guide/progress';
import { ProgressStore } from '../../../src/guide/progressStore';

const LOGIN = 'qa-au@acme.test';
const first = begin({ secret: 'none', isSetUp: false });
const second = complete(first);
const third = complete(second);

/** State that VS Code shares between windows: a write arrives later, even in the window that made it. */
class SlowState {
  readonly #values = new Map<string, unknown>();
  readonly #seen = new Map<string, unknown>();

  /** One window's view of it. */
  get window() {
    return {
      keys: () => [...this.#seen.keys()],
      get: <T>(key: string) => this.#seen.get(key) as T,
      update: async (key: string, value: unknown) => void this.#values.set(key, value),
    };
  }

  arrive(): void {
    for (const [key, value] of this.#values) this.#seen.set(key, structuredClone(value));
  }
}

describe('The progress store', () => {
  let state: SlowState;
  let store: ProgressStore;
  const at = (progress: Progress | undefined) => progress?.at;

  beforeEach(() => {
    state = new SlowState();
    store = new ProgressStore(state.window);
  });

  it('returns what it wrote last, even before VS Code does', async () => {
    await store.set(LOGIN, first);
    state.arrive();
    await store.set(LOGIN, second);
    assert.equal(at(store.get(LOGIN)), 'openAccount');
    await store.set(LOGIN, third);
    assert.equal(at(store.get('QA-AU@acme.test')), 'startSetUp');
  });

  it('returns what another window wrote since', async () => {
    await store.set(LOGIN, first);
    state.arrive();
    await new ProgressStore(state.window).set(LOGIN, second);
    state.arrive();
    assert.equal(at(store.get(LOGIN)), 'openAccount');
    await store.set(LOGIN, third);
    assert.equal(at(store.get(LOGIN)), 'startSetUp');
  });

  it('keeps every scenario, and which one is current', async () => {
    await store.set(LOGIN, second);
    await store.set(LOGIN, { ...first, scenario: 'turnOff', at: 'signIn' });
    assert.equal(store.get(LOGIN)?.scenario, 'turnOff');
    assert.equal(at(store.get(LOGIN, 'setUp')), 'openAccount');
    assert.equal(store.get(LOGIN, 'newDevice'), undefined);
  });

  it('changes every scenario at once', async () => {
    await store.set(LOGIN, { ...second, key: 'pasted' });
    await store.set(LOGIN, { ...first, scenario: 'turnOff', at: 'signIn' });
    await store.changeAll(LOGIN, progress => ({ ...progress, ticked: ['clock'] }));
    assert.equal(store.get(LOGIN)?.scenario, 'turnOff');
    assert.deepEqual(store.get(LOGIN, 'setUp'), { ...second, key: 'pasted', ticked: ['clock'] });
    assert.deepEqual(store.get(LOGIN, 'turnOff')?.ticked, ['clock']);
    assert.equal(store.get(LOGIN, 'newDevice'), undefined);
  });

  it('returns nothing if it cannot read what is stored', async () => {
    for (const value of [
      7,
      'x',
      null,
      [],
      { current: 'x' },
      { revision: 'x', current: 'setUp', scenarios: 7 },
    ]) {
      await state.window.update(`guide:${LOGIN}`, value);
      state.arrive();
      assert.equal(store.get(LOGIN), undefined);
    }
  });
});
