import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import type * as vscode from 'vscode';
import { UserError } from '../../../src/core/errors';
import { parseSecret } from '../../../src/core/secret';
import type { TotpSecret } from '../../../src/core/totp';
import { readAll } from '../../../src/secrets/readAll';
import { SecretStore } from '../../../src/secrets/store';
import { watchSecrets } from '../../../src/secrets/watchSecrets';
import { eventually } from '../../shared/eventually';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { TestState } from '../../shared/testStorage';
import { cases, Kinds } from '../../shared/thorough';
import { DesktopStorage, Disk, type Keyring } from './desktopStorage';

const LOGINS = ['qa-1@acme.test', 'qa-2@acme.test', 'qa-3@acme.test'];
const [LOGIN = '', OTHER = ''] = LOGINS;
const KEYS = [KEY, OTHER_KEY].map(key => parseSecret(key).secret);
const [secret, otherSecret] = KEYS as [TotpSecret, TotpSecret];

describe('VS Code on a desktop', () => {
  let disk: Disk;
  let state: TestState;
  let storage: DesktopStorage;
  let store: SecretStore;
  let offered: string[];
  let watching: vscode.Disposable;

  /** Opens a window, as after VS Code was started. */
  async function start(keyring: Keyring = disk.keyring): Promise<void> {
    store?.dispose();
    disk.keyring = keyring;
    // A start takes longer than it does here.
    const canaries = state.get<{ failedAt?: number }>('secretCanaries');
    if (canaries?.failedAt) await state.update('secretCanaries', { failedAt: canaries.failedAt - 60_000 });
    storage = new DesktopStorage(disk);
    store = openStore();
    await store.ready();
    await watch();
  }

  /** Settles when the window has given the warnings of its start. */
  async function watch(): Promise<void> {
    watching?.dispose();
    let warned: unknown;
    watching = watchSecrets(store, state, {
      run: async (_name, task) => {
        warned = task();
        await warned;
      },
      offer: async message => void offered.push(message),
      log: error => assert.fail(String(error)),
    });
    await warned;
  }

  const openStore = (): SecretStore =>
    new SecretStore(
      storage,
      state,
      error => assert.fail(String(error)),
      Date.now(),
      20,
      true,
      async () => {},
    );

  /** Stores a key, and waits for the canaries stored after it. */
  async function set(login: string, key = secret): Promise<void> {
    await store.set(login, key);
    await eventually(() => assert.equal(store.canaries.size, 5));
    await store.refresh();
  }

  async function dangerOf(task: () => Promise<unknown>): Promise<UserError> {
    const danger = await task().then(
      () => assert.fail('It was not refused.'),
      (error: unknown) => error,
    );
    assert.ok(danger instanceof UserError, String(danger));
    assert.match(danger.message, /^VS Code can’t decrypt its saved secrets/);
    return danger;
  }

  beforeEach(async () => {
    disk = new Disk();
    state = new TestState();
    offered = [];
    await start('first');
  });
  afterEach(() => {
    store.dispose();
    watching.dispose();
  });

  it('has canaries beside the first key, without a secret in them', async () => {
    await set(LOGIN);
    const others = [...disk.items].filter(([item]) => !item.startsWith('totp:'));
    assert.deepEqual(
      others.map(([item, { value }]) => [item, value]),
      ['1', '2', '3', '4', '5'].map(number => [`canary:${number}`, 'no secret']),
    );
    assert.deepEqual(state.get('secretCanaries'), {});
    await start();
    assert.ok((await store.get(LOGIN))?.equals(secret));
    assert.deepEqual(storage.reads, ['canary:1', `totp:${LOGIN}`]);
    await store.get(LOGIN);
    assert.deepEqual(storage.reads.slice(2), [`totp:${LOGIN}`]);
    assert.deepEqual(offered, []);
  });

  it('deletes no key if its keyring was replaced, and has all keys again with the right one', async () => {
    await set(LOGIN);
    await set(OTHER, otherSecret);
    for (const failures of [1, 2, 3, 4, 5, 6]) {
      await start('second');
      const danger = await dangerOf(() => store.get(LOGIN));
      assert.deepEqual(
        danger.remedies.map(({ label }) => label),
        ['Read Keys Anyway', 'Learn More'],
      );
      await dangerOf(() => store.get(OTHER));
      await dangerOf(() => store.set(LOGIN, otherSecret));
      await dangerOf(() => store.set('new@acme.test', otherSecret));
      await dangerOf(() => store.accept(LOGIN));
      const all = await readAll(store, async () => 'Advice.');
      assert.deepEqual([all.secrets.size, String(all.failure)], [0, String(danger)]);
      assert.deepEqual(
        disk.deleted,
        ['1', '2', '3', '4', '5'].slice(0, failures).map(number => `canary:${number}`),
      );
      assert.equal(store.stateOf(LOGIN), 'ready');
    }
    await start('first');
    // No canary is left to show that VS Code can decrypt them again.
    const danger = await dangerOf(() => store.get(LOGIN));
    await danger.remedies[0]?.run();
    assert.ok((await store.get(LOGIN))?.equals(secret));
    assert.ok((await store.get(OTHER))?.equals(otherSecret));
    await set('new@acme.test');
    await start('first');
    assert.ok((await store.get(LOGIN))?.equals(secret));
  });

  it('reads keys again as soon as it has the right keyring', async () => {
    await set(LOGIN);
    await start('second');
    await dangerOf(() => store.get(LOGIN));
    await start('first');
    assert.ok((await store.get(LOGIN))?.equals(secret));
    assert.deepEqual([disk.deleted, state.get('secretCanaries')], [['canary:1'], {}]);
    await set(OTHER);
    assert.equal(store.canaries.size, 5);
  });

  it('loses only one canary for all windows that open together', async () => {
    await set(LOGIN);
    await start('second');
    const windows = [store, ...[1, 2, 3, 4].map(openStore)];
    await Promise.all(windows.map(each => each.ready()));
    for (const each of windows) await dangerOf(() => each.get(LOGIN));
    assert.deepEqual(disk.deleted, ['canary:1']);
    for (const each of windows.slice(1)) each.dispose();
  });

  it('finds canaries that another window stored since this one opened', async () => {
    await set(LOGIN);
    const canaries = [...disk.items].filter(([item]) => item.startsWith('canary:'));
    for (const [item] of canaries) disk.items.delete(item);
    // This one opens between the writes of the key and of the canaries, and hears nothing of the latter.
    const other = openStore();
    await other.ready();
    assert.equal(other.canaries.size, 0);
    for (const [item, value] of canaries) disk.items.set(item, value);
    assert.ok((await other.get(LOGIN))?.equals(secret));
    other.dispose();
  });

  it('goes on with a new keyring if the person gives up the old one', async () => {
    await set(LOGIN);
    await set(OTHER);
    await start('second');
    const danger = await dangerOf(() => store.get(LOGIN));
    await danger.remedies[0]?.run();
    assert.equal(await store.get(LOGIN), undefined);
    assert.equal(store.stateOf(LOGIN), 'lost');
    await store.set(LOGIN, otherSecret);
    await eventually(() =>
      assert.ok(
        [...disk.items].every(([key, { keyring }]) => key === `totp:${OTHER}` || keyring === 'second'),
      ),
    );
    await start('second');
    assert.ok((await store.get(LOGIN))?.equals(otherSecret));
  });

  it('can still remove a key that it can’t decrypt', async () => {
    await set(LOGIN);
    await start('second');
    await dangerOf(() => store.get(LOGIN));
    await store.delete(LOGIN);
    assert.equal(store.stateOf(LOGIN), 'none');
    assert.ok(!disk.items.has(`totp:${LOGIN}`));
  });

  it('without a keyring, warns once that it keeps keys only in memory, and has the others again with one', async () => {
    await set(LOGIN);
    await start('none');
    assert.equal(store.stateOf(LOGIN), 'lost');
    await set(OTHER);
    assert.ok((await store.get(OTHER))?.equals(secret));
    await start('none');
    assert.equal(offered.length, 1);
    assert.match(offered[0] ?? '', /^VS Code keeps setup keys only until this (page|window)/);
    await start('first');
    assert.deepEqual([store.stateOf(LOGIN), disk.deleted], ['ready', []]);
    assert.ok((await store.get(LOGIN))?.equals(secret));
    await start('none');
    assert.equal(offered.length, 2);
  });

  it('without a keyring, warns in the first window after one that tried to store something', async () => {
    await start('none');
    await store.keepCanaries();
    assert.deepEqual(offered, []);
    await start('none');
    await eventually(() => assert.equal(offered.length, 1));
    await start('none');
    assert.ok(state.get('secretsInMemorySaid'));
    assert.equal(offered.length, 1);
  });

  it('without a keyring, lets each window store, because none can undo another’s writes', async () => {
    await start('none');
    await set(LOGIN);
    const [first, before] = [store, storage];
    storage = new DesktopStorage(disk);
    const second = openStore();
    await second.ready();
    await second.set(OTHER, otherSecret);
    await first.set(LOGIN, otherSecret);
    assert.deepEqual([first.isBehind, second.isBehind], [false, false]);
    assert.equal((await before.keys()).filter(key => key === `totp:${LOGIN}`).length, 1);
    second.dispose();
  });

  it('warns of nothing if another window stores the first key while this one opens', async () => {
    // It was already told that there is nothing.
    assert.ok(store.wasEmpty);
    for (const item of [`totp:${LOGIN}`, 'canary:1'])
      disk.items.set(item, { value: 'otpauth://totp/x', keyring: 'first' });
    await state.update('secretCanaries', {});
    await watch();
    assert.deepEqual(offered, []);
  });

  it('warns of nothing if nothing was stored, or all was removed', async () => {
    await start('first');
    await set(LOGIN);
    await store.delete(LOGIN);
    await start('first');
    assert.deepEqual(offered, []);
  });

  it('loses no key by reading it, whatever happens to its keyring', async () => {
    const keyring = Kinds.of('first', 'second', 'none');
    const what = Kinds.of('set', 'get', 'delete', 'accept', 'putBack', 'candidates', 'readAll', 'keep');
    const step = new Kinds({
      start: fc.record({ what: fc.constant('start'), keyring: keyring.any }),
      act: fc.record({
        what: what.any,
        login: fc.constantFrom(...LOGINS),
        key: fc.constantFrom(...KEYS),
      }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step.any, { maxLength: 20 }), async steps => {
        disk = new Disk();
        state = new TestState();
        await start('first');
        for (const each of steps) {
          if (each.what === 'start') await start(each.keyring);
          else {
            const { login, key } = each;
            const acts = {
              set: () => store.set(login, key).then(() => store.keepCanaries()),
              get: () => store.get(login),
              delete: () => store.delete(login),
              accept: () => store.accept(login),
              putBack: () => store.putBack(login),
              candidates: () => store.candidates(login),
              readAll: () => readAll(store, async () => 'Advice.'),
              keep: () => store.keepCanaries(),
            };
            await acts[each.what]().catch(error => {
              assert.ok(error instanceof UserError, String(error));
              assert.match(error.message, /^VS Code can’t decrypt/);
            });
            await store.refresh();
          }
          // Those without a secret are no loss.
          assert.deepEqual(
            disk.deleted.filter(item => !/^(canary|turn):/.test(item)),
            [],
          );
        }
      }),
      { numRuns: cases(100, 200) },
    );
    for (const made of [keyring, what, step]) made.assertAllMade();
  });
});
