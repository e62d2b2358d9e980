import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TotpSecret } from '../../../src/core/totp';
import { SecretStore } from '../../../src/secrets/store';
import { removeKey } from '../../../src/setupKeys/removeSetupKey';
import { TestState, TestStorage } from '../../shared/testStorage';

describe('Removing a setup key', () => {
  let storage: TestStorage;
  let state: TestState;
  let store: SecretStore;
  beforeEach(() => {
    storage = new TestStorage();
    state = new TestState();
    store = new SecretStore(storage, state, error => assert.fail(String(error)));
  });
  afterEach(() => store.dispose());

  const { showWarningMessage } = vscode.window;
  /** How often it was asked, and not confirmed. */
  let asked = 0;
  before(() => {
    vscode.window.showWarningMessage = async () => {
      asked++;
      return undefined;
    };
  });
  beforeEach(() => {
    asked = 0;
  });
  after(() => {
    vscode.window.showWarningMessage = showWarningMessage;
  });

  const secret = new TotpSecret(Buffer.from('12345678901234567890'));
  const answers = [
    { question: 'What was your first pet called?', answer: 'Rex2009' },
    { question: 'Where were you born?', answer: 'Wellington' },
  ];

  /** Replaces the store with that of a window that opens now. */
  async function inNewWindow(): Promise<SecretStore> {
    store.dispose();
    store = new SecretStore(storage, state, error => assert.fail(String(error)));
    await store.refresh();
    return store;
  }

  it('deletes answers without a key, once that is confirmed', async () => {
    const services = { secrets: store, nameOf: (login: string) => login, removal: () => undefined };
    const login = 'qa@acme.test';
    await assert.rejects(removeKey(login, services, true), /qa@acme\.test has no setup key/);
    await store.setAnswers(login, answers);
    await assert.rejects(removeKey(login, services), vscode.CancellationError);
    assert.equal(asked, 1);
    assert.ok(store.hasAnswers(login));
    await removeKey(login, services, true);
    assert.deepEqual([...storage.values], []);
    await assert.rejects(removeKey(login, services, true), /qa@acme\.test has no setup key/);
  });

  it('asks before a lost key is removed from the team store', async () => {
    const login = 'qa@acme.test';
    await store.set(login, secret);
    storage.values.delete(`totp:${login}`);
    await inNewWindow();
    assert.equal(store.stateOf(login), 'lost');
    const services = { secrets: store, nameOf: (name: string) => name };
    await assert.rejects(
      removeKey(login, { ...services, removal: () => async () => {} }),
      vscode.CancellationError,
    );
    assert.equal(asked, 1);
    assert.equal(store.stateOf(login), 'lost');
    await removeKey(login, { ...services, removal: () => undefined });
    assert.equal(store.stateOf(login), 'none');
  });
});
