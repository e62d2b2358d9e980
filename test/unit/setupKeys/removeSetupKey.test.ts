import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TotpSecret } from '../../../src/core/totp';
import { SecretStore } from '../../../src/secrets/store';
import { removeKey } from '../../../src/setupKeys/removeSetupKey';
import { LOGIN } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { passphraseFile } from '../../shared/passphraseFile';
import { TestState, TestStorage } from '../../shared/testStorage';
import {
  answering,
  cancelled,
  elsewhere,
  listOf,
  run,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';

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

describe('Removing a setup key by a command', () => {
  startFresh();
  beforeEach(() => writeList(teamList, listOf({ login: LOGIN, name: 'AU payroll' })));

  const backup = elsewhere('backup.age');
  const passphrase = 'lantern orbit velvet mustard';
  async function restoreAnswers(): Promise<void> {
    const answers = '{"version":1,"answers":[{"question":"First pet?","answer":"Tiddles"}]}';
    write(backup, await passphraseFile(`# recovery ${LOGIN} ${answers}\n`, passphrase));
    await run('restoreBackup', { uri: backup, passphrase, confirm: true });
  }

  const key = () => setSecret(LOGIN, KEY);
  async function sharedKey(): Promise<void> {
    await run('team.create', { name: 'Priya', confirm: true });
    await setSecret(LOGIN, OTHER_KEY);
  }
  const shared = 'It is removed from the team store as well. Colleagues who already have it keep it.';
  const removed: readonly [what: string, store: readonly (() => Promise<void>)[], said: string][] = [
    ['a key', [key], 'A command removed the setup key for AU payroll from this computer.'],
    [
      'answers',
      [restoreAnswers],
      'A command removed the answers to security questions for AU payroll from this computer.',
    ],
    [
      'both',
      [key, restoreAnswers],
      'A command removed the setup key for AU payroll and the answers to its security questions from this computer.',
    ],
    [
      'the copy in the team store, too',
      [sharedKey],
      `A command removed the setup key for AU payroll from this computer. ${shared}`,
    ],
  ];
  for (const [what, store, said] of removed) {
    it(`says what is gone, where “confirm” kept it from asking: ${what}`, async () => {
      for (const each of store) await each();
      const asked = answering([]);
      await assert.rejects(run('removeSecret', { login: LOGIN }), cancelled);
      assert.equal(asked.length, 1);
      const { messages } = vsCode.window;
      messages.length = 0;
      await run('removeSecret', { login: LOGIN, confirm: true });
      assert.deepEqual(messages, [said]);
      assert.equal(asked.length, 1);
    });
  }
});
