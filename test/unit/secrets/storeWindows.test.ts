import * as assert from 'node:assert/strict';
import { parseSecret } from '../../../src/core/secret';
import { TotpSecret } from '../../../src/core/totp';
import { readAll } from '../../../src/secrets/readAll';
import { SecretStore } from '../../../src/secrets/store';
import { eventually } from '../../shared/eventually';
import { KEY } from '../../shared/oracle';
import { BrowserStorage, TestState, TestStorage } from '../../shared/testStorage';

describe('The store of secrets', () => {
  let storage: TestStorage;
  let state: TestState;
  let store: SecretStore;
  beforeEach(() => {
    storage = new TestStorage();
    state = new TestState();
    store = new SecretStore(storage, state, error => assert.fail(String(error)));
  });
  afterEach(() => store.dispose());

  const secret = new TotpSecret(Buffer.from('12345678901234567890'));
  const answers = [
    { question: 'What was your first pet called?', answer: 'Rex2009' },
    { question: 'Where were you born?', answer: 'Wellington' },
  ];

  describe('of a key that VS Code deleted because it could not decrypt it', () => {
    beforeEach(async () => {
      for (const login of ['qa-1@acme.test', 'qa-2@acme.test', 'qa-3@acme.test'])
        await store.set(login, secret);
      // VS Code deletes what it can’t decrypt when it reads it.
      storage.onGet = key => {
        if (key.startsWith('totp:')) storage.values.delete(key);
      };
    });

    it('knows at once that it is lost', async () => {
      assert.equal(store.stateOf('qa-1@acme.test'), 'ready');
      let changes = 0;
      store.onDidChange(() => changes++);
      assert.equal(await store.get('QA-1@acme.test'), undefined);
      assert.equal(store.stateOf('qa-1@acme.test'), 'lost');
      assert.equal(changes, 1);
    });

    it('reads no other in bulk', async () => {
      const all = await readAll(store, async () => 'Advice.');
      assert.deepEqual([all.secrets.size, all.isComplete], [0, false]);
      assert.match(String(all.failure), /no longer has the setup key for qa-1@acme\.test/);
      assert.deepEqual(storage.reads.filter(key => key.startsWith('totp:')).slice(-1), [
        'totp:qa-1@acme.test',
      ]);
      assert.deepEqual([...storage.values.keys()], ['totp:qa-2@acme.test', 'totp:qa-3@acme.test']);
    });

    it('is lost if a write finds it so, and does not block other writes', async () => {
      storage.onGet = key => {
        if (key === 'totp:qa-1@acme.test') storage.values.delete(key);
      };
      await store.accept('qa-1@acme.test');
      assert.equal(store.stateOf('qa-1@acme.test'), 'lost');
      await store.set('qa-2@acme.test', secret);
    });

    it('is lost if another window finds it so while this one writes', async () => {
      let reads = 0;
      storage.onGet = key => {
        // The first read is before the write.
        if (key === 'totp:qa-2@acme.test' && ++reads === 2) void storage.delete('totp:qa-1@acme.test');
      };
      await store.accept('qa-2@acme.test');
      storage.onGet = undefined;
      await eventually(() => assert.equal(store.stateOf('qa-1@acme.test'), 'lost'));
      await store.set('qa-3@acme.test', secret);
    });

    it('distinguishes it from one that another window removed', async () => {
      storage.onGet = undefined;
      const other = new SecretStore(storage, state, error => assert.fail(String(error)));
      await other.delete('qa-1@acme.test');
      assert.equal(await store.get('qa-1@acme.test'), undefined);
      assert.equal(store.stateOf('qa-1@acme.test'), 'none');
      other.dispose();
    });
  });

  describe('in a browser, where each window knows what it read when it opened', () => {
    const login = 'qa-1@acme.test';
    let kept: Map<string, string>;
    let one: SecretStore;
    let two: SecretStore;

    /** A window that opens now, beside those there are. */
    async function openWindow(): Promise<SecretStore> {
      const opened = new SecretStore(new BrowserStorage(kept), state, error => assert.fail(String(error)));
      await opened.ready();
      return opened;
    }

    /** What another window stores here must not be undone by this one. */
    async function expectRefusal(message: RegExp): Promise<void> {
      const before = new Map(kept);
      assert.ok(two.isBehind);
      for (const write of [
        () => two.set('qa-2@acme.test', secret),
        () => two.setAnswers('qa-2@acme.test', answers),
        () => two.delete(login),
      ])
        await assert.rejects(write(), (error: Error) => {
          assert.equal(error.name, 'UserError');
          assert.match(error.message, message);
          return true;
        });
      assert.deepEqual(kept, before);
      two.dispose();
      two = await openWindow();
      assert.ok(!two.isBehind);
      await two.set('qa-2@acme.test', secret);
      assert.deepEqual(new Map([...kept].filter(([key]) => !key.endsWith('qa-2@acme.test'))), before);
    }

    beforeEach(async () => {
      kept = new Map();
      one = await openWindow();
    });
    afterEach(() => {
      one.dispose();
      two.dispose();
    });

    it('stores nothing that would erase what another window stored, and says what to do', async () => {
      two = await openWindow();
      await one.set(login, secret);
      assert.deepEqual(two.unseen, [login]);
      await expectRefusal(/Another window saved setup keys for qa-1@acme\.test.*Reload this window/);
    });

    it('nor what would put back a key that another window replaced', async () => {
      await one.set(login, secret);
      two = await openWindow();
      await one.set(login, parseSecret(KEY).secret);
      await one.accept(login);
      await expectRefusal(/Another window changed the saved keys or answers.*Reload this window/);
    });

    it('nor what would put back a key that another window removed', async () => {
      await one.set(login, secret);
      two = await openWindow();
      await one.delete(login);
      await expectRefusal(/Another window changed/);
    });

    it('nor what would erase answers that another window stored without a key', async () => {
      two = await openWindow();
      await one.setAnswers(login, answers);
      await expectRefusal(/Another window changed/);
    });

    it('even if that happened while this window was opening', async () => {
      await one.set(login, secret);
      const openedAt = Date.now() - 1;
      two = new SecretStore(new BrowserStorage(kept), state, error => assert.fail(String(error)), openedAt);
      await one.delete(login);
      await two.ready();
      await expectRefusal(/Another window changed/);
    });

    it('even if this window was the last to store something before', async () => {
      two = await openWindow();
      await two.set(login, secret);
      one.dispose();
      one = await openWindow();
      await one.set(login, parseSecret(KEY).secret);
      await expectRefusal(/Another window changed/);
    });
  });

  describe('on the desktop, where windows share one storage', () => {
    it('stores what it is given, whatever another window did', async () => {
      const login = 'qa-1@acme.test';
      const other = new SecretStore(storage, state, error => assert.fail(String(error)));
      await Promise.all([store.ready(), other.ready()]);
      const changes: readonly (() => Promise<void>)[] = [
        // These change nothing, so VS Code announces nothing.
        () => other.accept(login),
        () => other.delete(login),
        () => other.set(login, secret),
        () => other.set(login, parseSecret(KEY).secret),
        () => other.setAnswers(login, answers),
        () => other.delete(login),
      ];
      for (const [index, change] of changes.entries()) {
        await change();
        assert.ok(!store.isBehind, `after ${index}`);
        await store.set('qa-2@acme.test', secret);
      }
      other.dispose();
    });

    it('unless another window stored a key again that this one lost and forgot', async () => {
      await store.set('qa-1@acme.test', secret);
      storage.values.clear();
      const other = new BrowserStorage(storage.values);
      const inOther = new SecretStore(other, state, error => assert.fail(String(error)));
      await inOther.ready();
      assert.equal(inOther.stateOf('qa-1@acme.test'), 'lost');
      await inOther.delete('qa-1@acme.test');
      await store.set('qa-1@acme.test', secret);
      await assert.rejects(inOther.set('qa-2@acme.test', secret), /Another window saved/);
      inOther.dispose();
    });
  });
});
