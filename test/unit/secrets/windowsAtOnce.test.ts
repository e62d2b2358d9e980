import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { parseSecret } from '../../../src/core/secret';
import type { TotpSecret } from '../../../src/core/totp';
import { SecretStore } from '../../../src/secrets/store';
import { TestState } from '../../shared/testStorage';
import { cases, Kinds } from '../../shared/thorough';

const LOGIN = 'qa@acme.test';
const SECRETS = ['A', 'B', 'C', 'D', 'E'].map(letter => parseSecret(letter.repeat(32)).secret);
/** The key that Xero accepts at first. */
const FIRST = 0;

/** What the main process of a desktop VS Code has. */
class Main {
  readonly values = new Map<string, string>();
  readonly windows: WindowStorage[] = [];

  take(changes: ReadonlyMap<string, string | undefined>): void {
    for (const [key, value] of changes) {
      put(this.values, key, value);
      // The one that wrote hears it, too.
      for (const window of this.windows) window.hear(key, value);
    }
  }
}

/**
 * The storage of one window, as that of a desktop VS Code: it has what the window wrote at once, while the other windows hear
 * of it later. When that is, and when each call is answered, the scheduler says.
 */
class WindowStorage implements vscode.SecretStorage {
  readonly #cache: Map<string, string>;
  #unsaved = new Map<string, string | undefined>();
  readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly main: Main,
    private readonly scheduler: fc.Scheduler | undefined,
  ) {
    this.#cache = new Map(main.values);
    main.windows.push(this);
  }

  keys = (): Promise<string[]> => this.#call(() => [...this.#cache.keys()]);
  get = (key: string): Promise<string | undefined> => this.#call(() => this.#cache.get(key));
  store = (key: string, value: string): Promise<void> => this.#call(() => this.#write(key, value));
  delete = (key: string): Promise<void> => this.#call(() => this.#write(key, undefined));

  save(): void {
    const changes = this.#unsaved;
    this.#unsaved = new Map();
    this.main.take(changes);
  }

  hear(key: string, value: string | undefined): void {
    if (this.#cache.get(key) === value) return;
    put(this.#cache, key, value);
    this.#changed.fire({ key });
  }

  #write(key: string, value: string | undefined): void {
    put(this.#cache, key, value);
    this.#unsaved.set(key, value);
    this.#changed.fire({ key });
    void this.scheduler?.schedule(Promise.resolve()).then(() => this.save());
  }

  async #call<T>(act: () => T): Promise<T> {
    await this.scheduler?.schedule(Promise.resolve());
    const answer = act();
    await this.scheduler?.schedule(Promise.resolve());
    return answer;
  }
}

function put(values: Map<string, string>, key: string, value: string | undefined): void {
  if (value === undefined) values.delete(key);
  else values.set(key, value);
}

describe('Windows that write at once', () => {
  const what = Kinds.of('set', 'accept', 'keep', 'putBack');
  const change = fc.record({ what: what.any, key: fc.nat(SECRETS.length - 1) });

  let main: Main;
  let stores: SecretStore[];
  beforeEach(() => {
    main = new Main();
    stores = [];
  });

  function open(scheduler: fc.Scheduler | undefined, settle = settledBy(scheduler)): SecretStore {
    const state = new TestState();
    const onError = (error: unknown): void => assert.fail(String(error));
    const storage = new WindowStorage(main, scheduler);
    const store = new SecretStore(storage, state, onError, undefined, undefined, true, settle);
    stores.push(store);
    return store;
  }

  /** What others wrote is heard by then. */
  const settledBy = (scheduler: fc.Scheduler | undefined) => async (): Promise<void> => {
    await scheduler?.schedule(Promise.resolve());
    for (const window of main.windows) window.save();
  };

  /** Opens windows on a login whose key Xero accepted, and has each act. */
  async function run(
    scheduler: fc.Scheduler,
    acts: readonly ((store: SecretStore) => Promise<void>)[],
  ): Promise<void> {
    main = new Main();
    const first = open(scheduler);
    await scheduler.waitFor(first.set(LOGIN, secretAt(FIRST)).then(() => first.accept(LOGIN)));
    await scheduler.waitIdle();
    // The windows opened before the others wrote.
    const opened = acts.map(() => open(scheduler));
    await scheduler.waitFor(Promise.all(acts.map(async (act, index) => act(opened[index] ?? first))));
    await scheduler.waitIdle();
    for (const store of stores.splice(0)) store.dispose();
  }

  /** The keys that are stored, by their index. */
  function kept(): number[] {
    const all = ['totp', 'former', 'candidate'].map(prefix => main.values.get(`${prefix}:${LOGIN}`)).join();
    return SECRETS.flatMap(({ base32 }, index) => (all.includes(base32) ? [index] : []));
  }

  it('lose no key that one of them stored, nor the one before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 }),
        async (scheduler, windows) => {
          const acts = windows.map(changes => async (store: SecretStore) => {
            for (const each of changes) await apply(each, store);
          });
          await run(scheduler, acts);
          const all = windows.flat();
          const latest = windows.flatMap(changes => {
            const { what: last, key } = changes.at(-1) ?? assert.fail();
            return last === 'putBack' ? [] : [key];
          });
          const isAccepted = all.some(({ what: each }) => each === 'accept');
          for (const key of isAccepted ? latest : [FIRST, ...latest])
            assert.ok(kept().includes(key), `${key} is none of ${kept()}`);
          assert.ok(main.values.has(`totp:${LOGIN}`));
        },
      ),
      { numRuns: cases(60, 2000) },
    );
    what.assertAllMade();
  });

  it('lose neither the key that is accepted nor one that another window sets at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async scheduler => {
        // Which key was accepted is what the person saw when they said so.
        await run(scheduler, [
          async store => store.accept(LOGIN),
          async store => store.set(LOGIN, secretAt(1)),
        ]);
        assert.deepEqual(kept(), [FIRST, 1]);
      }),
      { numRuns: cases(30, 500) },
    );
  });

  it('bring no key back that one of them removed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async scheduler => {
        main = new Main();
        const windows = [open(scheduler), open(scheduler)] as const;
        const [one, other] = windows;
        for (const act of [
          () => one.set(LOGIN, secretAt(1)),
          () => other.delete(LOGIN),
          () => other.set(LOGIN, secretAt(2)),
        ]) {
          await scheduler.waitFor(act());
          await scheduler.waitIdle();
        }
        for (const store of stores.splice(0)) store.dispose();
        assert.deepEqual(kept(), [2]);
      }),
      { numRuns: cases(10, 200) },
    );
  });

  it('have one identity, and the other is refused', async () => {
    const ended: (() => void)[] = [];
    /** Ends when both have written. */
    const settle = (): Promise<void> =>
      new Promise(resolve => {
        ended.push(resolve);
        if (ended.length < 2) return;
        for (const window of main.windows) window.save();
        for (const end of ended) end();
      });
    const windows = [open(undefined, settle), open(undefined, settle)];
    const made = await Promise.allSettled(
      windows.map((store, index) => store.team.setIdentity(`IDENTITY-${index}`)),
    );
    const kept = made.flatMap(({ status }, index) => (status === 'fulfilled' ? [`IDENTITY-${index}`] : []));
    assert.deepEqual(kept, [main.values.get('team:identity')]);
  });
});

async function apply(
  { what, key }: { readonly what: 'set' | 'accept' | 'keep' | 'putBack'; readonly key: number },
  store: SecretStore,
): Promise<void> {
  if (what === 'set') await store.set(LOGIN, secretAt(key));
  else if (what === 'accept') await store.accept(LOGIN, secretAt(key));
  else if (what === 'keep') await store.keep(LOGIN, secretAt(key), 'backup');
  else await store.putBack(LOGIN);
}

function secretAt(index: number): TotpSecret {
  return SECRETS[index] ?? assert.fail();
}
