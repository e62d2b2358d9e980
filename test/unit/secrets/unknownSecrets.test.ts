import * as assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { newIdentity } from '../../../src/age/age';
import { parseSecret } from '../../../src/core/secret';
import type { TotpSecret } from '../../../src/core/totp';
import { readAll } from '../../../src/secrets/readAll';
import { SecretStore } from '../../../src/secrets/store';
import { StoredSecrets } from '../../../src/team/localSecrets';
import { StoredMemories } from '../../../src/team/storedMemories';
import { TeamStore } from '../../../src/team/teamStore';
import { FolderFiles } from '../../shared/computer';
import { eventually } from '../../shared/eventually';
import { LOGIN, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { BrowserStorage, TestState, TestStorage } from '../../shared/testStorage';
import { cases, Kinds } from '../../shared/thorough';

const secret = parseSecret(KEY).secret;
const otherSecret = parseSecret(OTHER_KEY).secret;

/** What VS Code does when it is asked which keys it has. */
type Listing = 'answers' | 'throws' | 'isMissing' | 'owes';

/** Makes a storage that may not say which keys it has. */
function listingOf(storage: TestStorage) {
  const owed: (() => void)[] = [];
  const { keys } = storage;
  let asks = 0;
  const listing = {
    /** How often it was asked. */
    get asks(): number {
      return asks;
    },
    /** @param how what it does from now on */
    set(how: Listing): void {
      storage.keys = async () => {
        asks++;
        if (how === 'throws') throw new Error('Secret storage provider does not support keys() method');
        // It answers in the order it was asked, as VS Code does, with what it had then.
        if (how === 'owes') {
          const answer = await keys.call(storage);
          await new Promise<void>(resolve => owed.push(resolve));
          return answer;
        }
        return keys.call(storage);
      };
      if (how === 'isMissing') Object.assign(storage, { keys: undefined });
    },
    /**
     * Has it answer what it owes.
     *
     * @param count how many times, the oldest first
     */
    release(count = owed.length): void {
      for (const answer of owed.splice(0, count)) answer();
    },
  };
  return listing;
}

/** In milliseconds: nobody waits longer for an answer that does not come. */
const PATIENCE = 20;

describe('The store of secrets, if VS Code does not say which keys it has', () => {
  let storage: TestStorage;
  let listing: ReturnType<typeof listingOf>;
  let state: TestState;
  let store: SecretStore;
  let faults: unknown[];

  function open(opened: TestStorage = storage): SecretStore {
    return new SecretStore(opened, state, error => faults.push(error), Date.now(), PATIENCE);
  }

  beforeEach(async () => {
    faults = [];
    state = new TestState();
    storage = new TestStorage();
    const before = open();
    await before.set(LOGIN, secret);
    before.dispose();
    listing = listingOf(storage);
    store = open();
  });
  afterEach(() => {
    store.dispose();
    listing.release();
  });

  const copies = async (login: string, expected: TotpSecret): Promise<void> =>
    assert.ok((await store.get(login))?.equals(expected));

  for (const how of ['throws', 'isMissing', 'owes'] as const) {
    describe(`because keys() ${how}`, () => {
      beforeEach(() => listing.set(how));

      it('is ready anyway, with unknown states', async () => {
        await store.ready();
        assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER)], ['unknown', 'unknown']);
        assert.deepEqual([store.isKnown, store.isBehind, store.unseen], [false, false, []]);
        assert.equal(faults.length > 0, how !== 'owes');
      });

      it('still has the key, and takes that login for the last used one', async () => {
        await store.ready();
        assert.deepEqual(store.newestLogins, [LOGIN]);
        let changes = 0;
        store.onDidChange(() => changes++);
        await copies(LOGIN, secret);
        assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER), changes], ['ready', 'unknown', 1]);
      });

      it('distinguishes a lost key from none once it was read', async () => {
        await store.ready();
        storage.values.clear();
        assert.equal(await store.get(LOGIN), undefined);
        assert.ok(!(await store.has(OTHER)));
        assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER)], ['lost', 'none']);
        assert.deepEqual(store.newestLogins, []);
      });

      it('stores, replaces and removes', async () => {
        await store.ready();
        await store.set(LOGIN, otherSecret);
        await store.set(OTHER, secret);
        assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER)], ['ready', 'ready']);
        assert.ok(store.isReplacing(LOGIN));
        await copies(LOGIN, otherSecret);
        await store.delete(LOGIN);
        assert.deepEqual([...storage.values.keys()], [`totp:${OTHER}`]);
        assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER)], ['none', 'ready']);
      });

      it('removes keys and answers that it never saw', async () => {
        await store.ready();
        storage.values
          .set(`former:${LOGIN}`, 'x')
          .set(`recovery:${LOGIN}`, 'x')
          .set(`candidate:${LOGIN}`, 'x');
        await store.delete(LOGIN);
        assert.deepEqual([...storage.values], []);
      });

      it('reads all keys there are', async () => {
        await store.ready();
        const all = await readAll(store, async () => 'Advice.');
        assert.deepEqual([[...all.secrets.keys()], all.isComplete, all.failure], [[LOGIN], true, undefined]);
      });

      it('knows whether there is an identity', async () => {
        assert.ok(!(await store.team.hasIdentity()));
        await store.team.setIdentity('AGE-SECRET-KEY-1');
        assert.ok(await store.team.hasIdentity());
      });

      it('takes no key out of the team’s store because it is not here', async () => {
        await store.ready();
        const folder = new FolderFiles(await mkdtemp(join(tmpdir(), 'xmfa-unknown-')));
        await store.team.setIdentity(await newIdentity());
        const team = new TeamStore({
          files: folder,
          local: new StoredSecrets(store),
          identity: (await store.team.getIdentity()) ?? '',
          memories: new StoredMemories(store),
          folder: folder.folder,
          today: () => '2026-11-25',
        });
        await team.create('Priya');
        const shared = new Set([LOGIN, OTHER]);
        const { sent } = await team.sync({ logins: [LOGIN, OTHER], scope: 'all', shared });
        assert.deepEqual(sent, [LOGIN]);
        await storage.delete(`totp:${LOGIN}`);
        await team.sync({ logins: [LOGIN, OTHER], scope: 'all' });
        assert.deepEqual([...(await team.storedAmong([LOGIN, OTHER]))], [LOGIN]);
        await rm(folder.folder, { recursive: true });
      });

      it('knows all again when VS Code answers, and announces that', async () => {
        await store.ready();
        await store.set(OTHER, otherSecret);
        let changes = 0;
        store.onDidChange(() => changes++);
        listing.set('answers');
        listing.release();
        await eventually(() => assert.ok(store.isKnown));
        assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER)], ['ready', 'ready']);
        assert.ok(changes > 0);
        const { asks } = listing;
        await store.refresh();
        assert.equal(listing.asks, asks + 1);
      });
    });
  }

  it('asks again at growing intervals while keys() throws', async () => {
    const original = globalThis.setTimeout;
    const waits: number[] = [];
    globalThis.setTimeout = ((run: () => void, milliseconds: number) => {
      // Each time, it also waits for an answer, and no longer than this.
      if (milliseconds > PATIENCE) waits.push(milliseconds);
      return original(run, milliseconds);
    }) as typeof setTimeout;
    try {
      listing.set('throws');
      await store.ready();
      await eventually(() => assert.ok(waits.length >= 3));
    } finally {
      globalThis.setTimeout = original;
    }
    assert.deepEqual(waits.slice(0, 3), [2 * PATIENCE, 4 * PATIENCE, 8 * PATIENCE]);
    const { asks } = listing;
    await eventually(() => assert.ok(listing.asks > asks));
  });

  it('waits for an answer only once, however much is done meanwhile', async () => {
    listing.set('owes');
    store.dispose();
    store = new SecretStore(storage, state, error => faults.push(error), Date.now(), 300);
    await store.ready();
    let isOver = false;
    const next = eventually(() => assert.ok(isOver));
    for (let count = 0; count < 50; count++) await store.refresh();
    isOver = true;
    await next;
    assert.equal(store.stateOf(LOGIN), 'unknown');
  });

  it('keeps what it knew of a key, and the rest becomes unknown', async () => {
    await store.ready();
    assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER)], ['ready', 'none']);
    listing.set('throws');
    await store.refresh();
    assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER)], ['ready', 'unknown']);
  });

  it('ignores an answer that was asked for before a key was written', async () => {
    await store.ready();
    listing.set('owes');
    const asking = store.refresh();
    listing.set('answers');
    await store.set(OTHER, secret);
    await store.delete(LOGIN);
    listing.release();
    await asking;
    assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER)], ['none', 'ready']);
    assert.ok(!store.isBehind);
  });

  it('even if the answer to a later question is still owed', async () => {
    listing.set('owes');
    await store.ready();
    await store.set(OTHER, secret);
    listing.release(1);
    await store.has(LOGIN);
    assert.deepEqual([store.isKnown, store.stateOf(OTHER)], [false, 'ready']);
    listing.release();
    await eventually(() => assert.ok(store.isKnown));
    assert.deepEqual([store.stateOf(LOGIN), store.stateOf(OTHER)], ['ready', 'ready']);
  });

  it('refuses to write in a browser window that is behind, and writes in one that is not', async () => {
    for (const how of ['throws', 'isMissing', 'owes'] as const) {
      const kept = new Map(storage.values);
      const shared = new BrowserStorage(kept);
      const late = listingOf(shared);
      late.set(how);
      const one = open(shared);
      await one.ready();
      await one.set(OTHER, secret);
      assert.ok(kept.has(`totp:${OTHER}`) && kept.has(`totp:${LOGIN}`));
      const two = open(new BrowserStorage(kept));
      await two.ready();
      await two.set('qa-uk@acme.test', secret);
      await two.delete(OTHER);
      const before = new Map(kept);
      for (const write of [() => one.set(LOGIN, otherSecret), () => one.delete(LOGIN)])
        await assert.rejects(write(), /Another window .*Reload this window/, how);
      assert.deepEqual(kept, before);
      one.dispose();
      two.dispose();
      late.release();
    }
  });

  it('lets desktop windows write in turn', async () => {
    const other = open();
    listing.set('throws');
    await Promise.all([store.ready(), other.ready()]);
    await other.set(OTHER, secret);
    await store.set('qa-uk@acme.test', otherSecret);
    await other.delete(LOGIN);
    await store.set(OTHER, otherSecret);
    assert.deepEqual([...storage.values.keys()].sort(), [
      `former:${OTHER}`,
      `totp:${OTHER}`,
      'totp:qa-uk@acme.test',
    ]);
    other.dispose();
  });

  it('has the right key and state of each login whatever two windows did', async () => {
    const LOGINS = [LOGIN, OTHER, 'qa-uk@acme.test'];
    const KEYS = [secret, otherSecret, parseSecret(NEW_KEY).secret];
    const what = Kinds.of('set', 'delete', 'get', 'has', 'refresh', 'release', 'reopen');
    const listings = Kinds.of('answers', 'throws', 'isMissing', 'owes');
    const step = fc.record({
      window: fc.nat(1),
      login: fc.nat(2),
      key: fc.nat(2),
      what: what.any,
      listing: listings.any,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async steps => {
        state = new TestState();
        const shared = new TestStorage();
        const shownAs = listingOf(shared);
        // So little patience that waiting costs the test nothing.
        const openWindow = () => new SecretStore(shared, state, () => {}, Date.now(), 1);
        const windows = [openWindow(), openWindow()];
        await Promise.all(windows.map(each => each.ready()));
        const model = new Map<string, TotpSecret>();
        for (const { window, login, key, what, listing: how } of steps) {
          shownAs.set(how);
          const [name, given] = [LOGINS[login] ?? '', KEYS[key] ?? secret];
          const used = windows[window] ?? openWindow();
          if (what === 'set') {
            await used.set(name, given);
            model.set(name, given);
          } else if (what === 'delete') {
            await used.delete(name);
            model.delete(name);
          } else if (what === 'get') {
            const found = await used.get(name);
            const expected = model.get(name);
            assert.ok(expected ? found?.equals(expected) : found === undefined);
            assert.equal(used.stateOf(name), expected ? 'ready' : 'none');
          } else if (what === 'has') await used.has(name);
          else if (what === 'refresh') await used.refresh();
          else if (what === 'release') shownAs.release();
          else {
            used.dispose();
            windows[window] = openWindow();
            await windows[window]?.ready();
          }
        }
        shownAs.release();
        shownAs.set('answers');
        for (const each of windows) {
          await each.refresh();
          // If it owed an answer until now, refresh() didn’t wait for it.
          await eventually(() => assert.ok(each.isKnown));
          for (const name of LOGINS) {
            const expected = model.get(name);
            assert.equal(each.stateOf(name), expected ? 'ready' : 'none');
            const found = await each.get(name);
            assert.ok(expected ? found?.equals(expected) : found === undefined);
          }
          each.dispose();
        }
      }),
      { numRuns: cases(50, 150) },
    );
    for (const made of [what, listings]) made.assertAllMade();
  });
});
