import assert from 'node:assert/strict';
import { createCodes } from '../../../src/codes/createCodes';
import { parseSecret } from '../../../src/core/secret';
import { CommandRegistry } from '../../../src/platform/commandRegistry';
import { ErrorBoundary } from '../../../src/platform/errorBoundary';
import { hmac } from '../../../src/platform/runtime';
import { SecretStore } from '../../../src/secrets/store';
import { Memento, Secrets } from '../../shared/fakeVscode/storage';
import { LOGIN } from '../../shared/lists';
import { EXAMPLE_KEY } from '../../shared/oracle';
import { fake } from '../vscode';

/** The codes of a window, and what it writes to the global state, which VS Code keeps as one object for all windows. */
function openWindow(storage: Secrets) {
  const globalState = new Memento();
  const written: string[] = [];
  const update = globalState.update.bind(globalState);
  globalState.update = async (key, value) => {
    written.push(key);
    await update(key, value);
  };
  const boundary = new ErrorBoundary();
  const fail = (error: unknown): never => assert.fail(String(error));
  // Windows share the secret storage, but in this test not what is remembered beside it.
  const secrets = new SecretStore(storage, new Memento(), fail);
  const codes = createCodes({
    commands: new CommandRegistry(boundary, fake.context.extension.packageJSON),
    boundary,
    secrets,
    globalState,
    hmac,
    now: Date.now,
    record: () => {},
    setUpRemedies: () => [],
    setSecret: async () => {},
    isShared: () => false,
    isClockOutdated: () => false,
    lostAdvice: async () => '',
    ticker: { onSecond: () => ({ dispose: () => {} }) } as never,
    accounts: {
      ready: async () => {},
      later: () => {},
      find: () => undefined,
      onDidChange: () => ({ dispose: () => {} }),
      nameOf: login => login,
      rows: async () => [],
      noAccounts: () => assert.fail('There is an account.'),
      shownCodes: () => assert.fail('No picker is open.'),
    },
  });
  return { secrets, codes, written };
}

describe('The logins used last', () => {
  it('are forgotten only by the window that removes a key: others would overwrite its state with theirs', async () => {
    const storage = new Secrets();
    const one = openWindow(storage);
    await one.secrets.set(LOGIN, parseSecret(EXAMPLE_KEY.base32, LOGIN).secret);
    await one.codes.copier.copy(LOGIN);
    one.codes.dispose();
    const two = openWindow(storage);
    await two.secrets.ready();
    await two.codes.copier.copy(LOGIN);
    const three = openWindow(storage);
    await three.secrets.ready();
    await three.codes.copier.copy(LOGIN);
    two.written.length = 0;
    three.written.length = 0;

    const changed = new Promise<void>(resolve => three.secrets.onDidChange(resolve));
    await two.secrets.delete(LOGIN);
    await changed;
    assert.equal(three.secrets.stateOf(LOGIN), 'none');
    assert.deepEqual(two.written, ['codesHandedOut', 'recentLogins']);
    assert.deepEqual(three.written, []);
    assert.equal(await three.codes.lastUsed(), undefined);
    for (const { codes, secrets } of [two, three]) {
      codes.dispose();
      secrets.dispose();
    }
  });
});
