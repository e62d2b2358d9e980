import * as assert from 'node:assert/strict';
import { TotpSecret } from '../../../src/core/totp';
import { hmac } from '../../../src/platform/runtime';
import { SecretStore } from '../../../src/secrets/store';
import { eventually } from '../../shared/eventually';
import { codeAt, OTHER_KEY } from '../../shared/oracle';
import { TestState, TestStorage } from '../../shared/testStorage';

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

  it('stores one item a login, in the documented format, and in the state only the login, a count and a time', async () => {
    await store.set('QA@Acme.test', secret);
    assert.deepEqual(
      [...storage.values],
      [
        [
          'totp:qa@acme.test',
          `otpauth://totp/Xero:qa@acme.test?secret=${OTHER_KEY}&issuer=Xero&algorithm=SHA1&digits=6&period=30`,
        ],
      ],
    );
    const storedAt = state.get<{ at: number }>('secretChanges')?.at;
    assert.deepEqual(
      state.keys().map(key => state.get(key)),
      [{ count: 1, at: storedAt }, ['qa@acme.test']],
    );
    const now = Date.now();
    assert.equal((await store.get('qa@ACME.test'))?.codeAt(now, hmac), codeAt(now, OTHER_KEY));
  });

  it('reports what happened to a login and by which route, but not how keys are kept', async () => {
    const other = new TotpSecret(Buffer.from('another key of 20 by'));
    const acted: unknown[] = [];
    store.onDidWrite(({ action, login, route }) => acted.push([action, login, route]));
    await store.set('QA@acme.test', secret);
    await store.set('qa@acme.test', secret);
    await store.set('qa@acme.test', other, 'import');
    await store.putBack('qa@acme.test');
    await store.accept('qa@acme.test');
    await store.setAnswers('qa@acme.test', [{ question: 'First pet?', answer: 'Tiddles' }]);
    await store.delete('QA@acme.test', 'guide');
    storage.writesLeft = 0;
    await assert.rejects(store.set('qa@acme.test', secret));
    assert.deepEqual(acted, [
      ['set', 'qa@acme.test', 'command'],
      [undefined, 'qa@acme.test', 'command'],
      ['replaced', 'qa@acme.test', 'import'],
      ['putBack', 'qa@acme.test', 'guide'],
      [undefined, 'qa@acme.test', 'guide'],
      ['answersStored', 'qa@acme.test', 'guide'],
      ['removed', 'qa@acme.test', 'guide'],
    ]);
  });

  /** Replaces the store with that of a window that opens now. */
  async function inNewWindow(): Promise<SecretStore> {
    store.dispose();
    store = new SecretStore(storage, state, error => assert.fail(String(error)));
    await store.refresh();
    return store;
  }

  it('distinguishes a secret that VS Code has lost from one that was removed or never there', async () => {
    await store.set('lost@acme.test', secret);
    await store.set('removed@acme.test', secret);
    await store.delete('removed@acme.test');
    storage.values.delete('totp:lost@acme.test');
    const { stateOf } = await inNewWindow();
    const states = ['LOST@acme.test', 'removed@acme.test', 'never@acme.test'].map(stateOf, store);
    assert.deepEqual(states, ['lost', 'none', 'none']);
    await store.set('lost@acme.test', secret);
    assert.equal(store.stateOf('lost@acme.test'), 'ready');
  });

  it('notices what another window stores and removes', async () => {
    let changes = 0;
    store.onDidChange(() => changes++);
    await storage.store('totp:qa@acme.test', 'otpauth://totp/x');
    await eventually(() => assert.equal(store.stateOf('qa@acme.test'), 'ready'));
    await storage.delete('totp:qa@acme.test');
    await eventually(() => assert.equal(store.stateOf('qa@acme.test'), 'none'));
    assert.equal(changes, 2);
    await storage.store('team:identity', 'another one’s');
    assert.deepEqual(store.logins, new Set());
  });

  it('knows for about a second whose key was written or deleted', async () => {
    const changed: string[] = [];
    store.onDidChange(() =>
      changed.push(['qa@acme.test', 'other@acme.test'].filter(login => store.hasJustChanged(login)).join()),
    );
    await store.set('QA@acme.test', secret);
    await eventually(() => assert.ok(changed.includes('qa@acme.test')));
    await eventually(() => assert.ok(!store.hasJustChanged('qa@acme.test')));
    await storage.store('totp:other@acme.test', 'otpauth://totp/x');
    await eventually(() => assert.equal(changed.at(-1), 'other@acme.test'));
  });

  it('reports a value that it can’t read without showing it, and keeps it', async () => {
    await storage.store('totp:qa@acme.test', 'SECRETVALUE!');
    await assert.rejects(store.get('qa@acme.test'), (error: Error) => {
      assert.equal(error.name, 'UserError');
      assert.match(
        error.message,
        /for qa@acme\.test can’t be read\. It was kept\. To replace it, add the setup key again/,
      );
      return !error.message.includes('SECRETVALUE');
    });
    assert.equal(storage.values.get('totp:qa@acme.test'), 'SECRETVALUE!');
  });

  const answers = [
    { question: 'What was your first pet called?', answer: 'Rex2009' },
    { question: 'Where were you born?', answer: 'Wellington' },
  ];

  it('stores the answers of a login apart from its secret, and nowhere else', async () => {
    await store.setAnswers('QA@Acme.test', answers);
    assert.deepEqual([...storage.values.keys()], ['recovery:qa@acme.test']);
    assert.deepEqual(state.keys(), ['secretChanges']);
    assert.deepEqual(await store.getAnswers('qa@ACME.test'), answers);
    assert.equal(await store.getAnswers('other@acme.test'), undefined);
    assert.deepEqual([store.hasAnswers(' QA@acme.TEST'), store.hasAnswers('other@acme.test')], [true, false]);
    assert.deepEqual(store.loginsWithAnswers, new Set(['qa@acme.test']));
  });

  it('does not call a login ready because it has answers', async () => {
    await store.setAnswers('qa@acme.test', answers);
    assert.equal(store.stateOf('qa@acme.test'), 'none');
    assert.deepEqual(store.logins, new Set());
    await store.set('qa@acme.test', secret);
    assert.equal(store.stateOf('qa@acme.test'), 'ready');
    assert.ok(store.hasAnswers('qa@acme.test'));
  });

  it('replaces all answers with the new ones, but not with ones that Xero refuses', async () => {
    await store.setAnswers('qa@acme.test', answers);
    const [first] = answers.slice(1);
    await store.setAnswers('qa@acme.test', first ? [first] : []);
    await assert.rejects(store.setAnswers('qa@acme.test', [{ question: 'Team?', answer: 'All Blacks' }]), {
      name: 'AnswersError',
    });
    assert.deepEqual(await store.getAnswers('qa@acme.test'), [first]);
  });

  it('reports answers that it can’t read without showing them, and keeps them', async () => {
    const stored = JSON.stringify({ version: 2, answers });
    await storage.store('recovery:qa@acme.test', stored);
    await assert.rejects(store.getAnswers('qa@acme.test'), (error: Error) => {
      assert.equal(error.name, 'UserError');
      assert.match(
        error.message,
        /security questions saved for qa@acme\.test can’t be read\. They were kept\. To replace them, save the answers/,
      );
      return !error.message.includes('Rex2009');
    });
    assert.equal(storage.values.get('recovery:qa@acme.test'), stored);
  });

  it('notices answers that another window stores and removes', async () => {
    let changes = 0;
    store.onDidChange(() => changes++);
    await storage.store('recovery:qa@acme.test', JSON.stringify({ version: 1, answers }));
    await eventually(() => assert.ok(store.hasAnswers('qa@acme.test')));
    await storage.delete('recovery:qa@acme.test');
    await eventually(() => assert.ok(!store.hasAnswers('qa@acme.test')));
    assert.equal(changes, 2);
  });

  it('deletes the secret and the answers of a login together, and no others', async () => {
    for (const login of ['qa@acme.test', 'other@acme.test']) {
      await store.set(login, secret);
      await store.setAnswers(login, answers);
    }
    await store.delete('QA@acme.test');
    assert.deepEqual([...storage.values.keys()].sort(), ['recovery:other@acme.test', 'totp:other@acme.test']);
    assert.ok(!store.hasAnswers('qa@acme.test') && store.hasAnswers('other@acme.test'));
  });

  it('reports that VS Code did not keep what it was given', async () => {
    storage.store = async () => {};
    await assert.rejects(store.set('qa@acme.test', secret), /VS Code didn’t keep the setup key/);
    assert.equal(store.stateOf('qa@acme.test'), 'none');
  });

  it('stores what another window overwrites at once, eight times in a row', async () => {
    let overwrites = 8;
    storage.onGet = key => {
      if (key === 'totp:qa@acme.test' && storage.values.has(key) && overwrites-- > 0)
        storage.values.set(key, 'JBSWY3DPEHPK3PXP');
    };
    await store.set('qa@acme.test', secret);
    assert.equal((await store.get('qa@acme.test'))?.base32, secret.base32);
  });

  it('writes in the order it was asked to', async () => {
    await Promise.all([
      store.setAnswers('qa@acme.test', answers),
      store.delete('qa@acme.test'),
      store.setAnswers('other@acme.test', answers.slice(1)),
      store.setAnswers('other@acme.test', answers),
    ]);
    assert.deepEqual([...storage.values.keys()], ['recovery:other@acme.test']);
    assert.deepEqual(await store.getAnswers('other@acme.test'), answers);
  });

  it('makes all of several writes started at once', async () => {
    const logins = Array.from({ length: 20 }, (_, index) => `qa-${index}@acme.test`);
    await Promise.all(logins.map(login => store.set(login, secret)));
    storage.values.clear();
    await inNewWindow();
    assert.deepEqual(new Set(logins.map(login => store.stateOf(login))), new Set(['lost']));
  });
});
