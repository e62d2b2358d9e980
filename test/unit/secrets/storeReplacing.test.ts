import * as assert from 'node:assert/strict';
import { parseSecret } from '../../../src/core/secret';
import { TotpSecret } from '../../../src/core/totp';
import { SecretStore } from '../../../src/secrets/store';
import { KEY, NEW_KEY } from '../../shared/oracle';
import { TestState, TestStorage } from '../../shared/testStorage';

describe('The store of secrets keeps a replaced key', () => {
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
  const login = 'qa@acme.test';
  const previous = parseSecret(KEY).secret;
  const third = parseSecret(NEW_KEY).secret;
  const keys = () => [...storage.values.keys()].sort();

  beforeEach(async () => {
    await store.set(login, previous);
    await store.set('QA@acme.test', secret);
  });

  it('and gives the codes of the new one', async () => {
    assert.deepEqual(keys(), ['former:qa@acme.test', 'totp:qa@acme.test']);
    assert.ok(store.isReplacing('Qa@acme.test') && !store.isReplacing('other@acme.test'));
    assert.deepEqual(store.logins, new Set([login]));
    assert.ok((await store.get(login))?.equals(secret));
  });

  it('and puts it back, keeping the new one in case Xero accepted that', async () => {
    await store.putBack('QA@acme.test');
    assert.deepEqual(keys(), ['candidate:qa@acme.test', 'totp:qa@acme.test']);
    assert.ok(!store.isReplacing(login) && store.hasCandidates(login));
    assert.ok((await store.get(login))?.equals(previous));
    assert.ok((await store.candidates(login))[0]?.equals(secret));
    await store.putBack(login);
    assert.ok((await store.get(login))?.equals(previous), 'There is nothing to put back any more.');
  });

  it('until Xero accepts a code of the new one', async () => {
    await store.set(login, third);
    assert.deepEqual(keys(), ['candidate:qa@acme.test', 'former:qa@acme.test', 'totp:qa@acme.test']);
    await store.accept('QA@acme.test');
    assert.deepEqual(keys(), ['totp:qa@acme.test']);
    assert.ok((await store.get(login))?.equals(third));
  });

  it('however many are tried after it', async () => {
    await store.set(login, third);
    await store.putBack(login);
    assert.ok((await store.get(login))?.equals(previous));
    assert.deepEqual(
      (await store.candidates(login)).map(({ base32 }) => base32),
      [third, secret].map(({ base32 }) => base32),
    );
  });

  it('and deletes all keys of a login together', async () => {
    await store.set(login, third);
    await store.delete(login);
    assert.deepEqual(keys(), []);
    assert.ok(!store.isReplacing(login) && !store.hasCandidates(login));
  });

  it('unless the new key is the same', async () => {
    await store.accept(login);
    await store.set('QA@acme.test', secret);
    assert.deepEqual(keys(), ['totp:qa@acme.test']);
  });

  it('even if it can’t be read', async () => {
    await store.accept(login);
    await storage.store('totp:qa@acme.test', 'unreadable');
    await store.set(login, secret);
    assert.equal(storage.values.get('former:qa@acme.test'), 'unreadable');
  });

  it('even if VS Code can decrypt none, and deletes each that is read', async () => {
    await store.set(login, third);
    storage.onGet = key => storage.values.delete(key);
    await store.accept(login);
    await assert.rejects(store.set(login, third), /VS Code didn’t keep the setup key/);
    assert.deepEqual(keys(), ['candidate:qa@acme.test', 'former:qa@acme.test']);
  });

  it('wherever a write is interrupted', async () => {
    const changes: readonly [name: string, change: (store: SecretStore) => Promise<void>][] = [
      ['set', broken => broken.set(login, third)],
      ['putBack', broken => broken.putBack(login)],
      ['set again', broken => broken.set(login, previous)],
    ];
    const before = new Map(storage.values);
    for (const [name, change] of changes) {
      for (let survived = 0; survived < 6; survived++) {
        storage.values.clear();
        for (const [key, value] of before) storage.values.set(key, value);
        storage.writesLeft = survived;
        await change(store).catch(() => {});
        storage.writesLeft = Number.POSITIVE_INFINITY;
        const kept = [...storage.values.values()].join('\n');
        for (const key of [KEY, secret.base32])
          assert.ok(kept.includes(key), `${name} lost a key after ${survived} writes`);
      }
    }
  });
});
