import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import type * as vscode from 'vscode';
import { acceptKey, type LoginKeys, NO_KEYS, proposeKey, putKeyBack } from '../../../src/core/keyReplacement';
import { parseSecret, toUri } from '../../../src/core/secret';
import type { TotpSecret } from '../../../src/core/totp';
import { SecretStore } from '../../../src/secrets/store';
import { WriteTurns } from '../../../src/secrets/writeTurns';
import { Secrets } from '../../shared/fakeVscode/storage';
import { TestState } from '../../shared/testStorage';
import { cases } from '../../shared/thorough';

const LOGIN = 'qa@acme.test';
const SECRETS = ['A', 'B', 'C', 'D', 'E'].map(letter => parseSecret(letter.repeat(32)).secret);

/** What a window does to the keys of the login. */
type Change = { readonly propose: number } | { readonly accept: number } | 'putBack' | 'remove';

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ propose: fc.nat(SECRETS.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ accept: fc.nat(SECRETS.length - 1) }) },
  { weight: 1, arbitrary: fc.constant<Change>('putBack') },
  { weight: 1, arbitrary: fc.constant<Change>('remove') },
);

/** The storage that all windows share. Each call takes effect, and each answer arrives, when the scheduler says so. */
class ScheduledStorage implements vscode.SecretStorage {
  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent>;

  constructor(
    private readonly shared: Secrets,
    private readonly scheduler: fc.Scheduler,
  ) {
    this.onDidChange = shared.onDidChange;
  }

  keys = (): Promise<string[]> => this.#call(() => this.shared.keys());
  get = (key: string): Promise<string | undefined> => this.#call(() => this.shared.get(key));
  store = (key: string, value: string): Promise<void> => this.#call(() => this.shared.store(key, value));
  delete = (key: string): Promise<void> => this.#call(() => this.shared.delete(key));

  async #call<T>(act: () => Promise<T>): Promise<T> {
    await this.scheduler.schedule(Promise.resolve());
    const answer = await act();
    await this.scheduler.schedule(Promise.resolve());
    return answer;
  }
}

describe('Windows that write the keys of one login at once', () => {
  it('leave what they would leave if one wrote after the other', async function () {
    this.timeout(600_000);
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(change, { maxLength: 3 }),
        fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 }),
        async (scheduler, before, windows) => {
          const shared = new Secrets();
          const state = new TestState();
          const open = (storage: vscode.SecretStorage): SecretStore =>
            new SecretStore(storage, state, error => assert.fail(String(error)), undefined, undefined, true);
          const first = open(shared);
          for (const each of before) await apply(each, first);
          const start = keysIn(shared.values);
          const stores = windows.map(() => open(new ScheduledStorage(shared, scheduler)));
          await scheduler.waitFor(
            Promise.all(
              stores.map(async (store, index) => {
                for (const each of windows[index] ?? []) await apply(each, store);
              }),
            ),
          );
          for (const store of [first, ...stores]) store.dispose();
          const outcomes = ordersOf(windows).map(order => order.reduce(changed, start));
          const end = keysIn(shared.values);
          assert.ok(
            outcomes.some(outcome => isSame(outcome, end)),
            `${JSON.stringify(end)} is none of ${JSON.stringify(outcomes)}`,
          );
          const left = [...shared.values.keys()].filter(item => !/^(totp|former|candidate):/.test(item));
          assert.deepEqual(left, [], 'Something else is left.');
        },
      ),
      { numRuns: cases(60, 2000) },
    );
  });

  it('go on without one that ended in its turn', async () => {
    const shared = new Secrets();
    await shared.store('turn:of-a-window-that-ended', '1');
    const ran: string[] = [];
    const turns = [new WriteTurns(shared, 50), new WriteTurns(shared, 50)];
    await Promise.all(
      turns.map((each, index) =>
        each.run(async () => {
          ran.push(`${index} begins`);
          await shared.keys();
          ran.push(`${index} ends`);
        }),
      ),
    );
    assert.ok(['0,0,1,1', '1,1,0,0'].includes(ran.map(([window]) => window).join()), ran.join());
    assert.deepEqual([...shared.values.keys()], []);
  });

  it('get the error of a write that fails, and the next turn', async () => {
    const shared = new Secrets();
    const turns = new WriteTurns(shared);
    await assert.rejects(
      turns.run(async () => {
        throw new Error('the disk is full');
      }),
      /the disk is full/,
    );
    await new WriteTurns(shared).run(async () => {});
    assert.deepEqual([...shared.values.keys()], []);
  });
});

async function apply(each: Change, store: SecretStore): Promise<void> {
  if (each === 'putBack') await store.putBack(LOGIN);
  else if (each === 'remove') await store.delete(LOGIN);
  else if ('propose' in each) await store.set(LOGIN, secretAt(each.propose));
  else await store.accept(LOGIN, secretAt(each.accept));
}

function changed(keys: LoginKeys, each: Change): LoginKeys {
  if (each === 'putBack') return putKeyBack(keys);
  if (each === 'remove') return NO_KEYS;
  return 'propose' in each
    ? proposeKey(keys, toUri(secretAt(each.propose), LOGIN))
    : acceptKey(keys, toUri(secretAt(each.accept), LOGIN));
}

function secretAt(index: number): TotpSecret {
  const secret = SECRETS[index];
  assert.ok(secret);
  return secret;
}

function keysIn(values: ReadonlyMap<string, string>): LoginKeys {
  const [current, previous] = [values.get(`totp:${LOGIN}`), values.get(`former:${LOGIN}`)];
  return {
    ...(current !== undefined && { current }),
    ...(previous !== undefined && { previous }),
    candidates: values.get(`candidate:${LOGIN}`)?.split('\n') ?? [],
  };
}

function isSame(one: LoginKeys, other: LoginKeys): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Every order in which the windows can take turns. */
function ordersOf(windows: readonly (readonly Change[])[]): Change[][] {
  if (windows.every(({ length }) => length === 0)) return [[]];
  return windows.flatMap((changes, index) => {
    const [next, ...rest] = changes;
    if (next === undefined) return [];
    const others = windows.map((each, at) => (at === index ? rest : each));
    return ordersOf(others).map(order => [next, ...order]);
  });
}
