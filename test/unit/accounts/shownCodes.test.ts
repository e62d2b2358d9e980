import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ShownCodes } from '../../../src/accounts/shownCodes';
import { UserError } from '../../../src/core/errors';
import { TotpSecret } from '../../../src/core/totp';
import { hmac } from '../../../src/platform/runtime';
import type { SecretState } from '../../../src/secrets/keyStates';

/** The secrets of a computer whose keyring may be locked: each read then loses a key. */
class TestSecrets {
  readonly logins = new Set(['a@acme.test', 'b@acme.test', 'c@acme.test']);
  readonly lost = new Set<string>();
  /** Logins whose key was replaced a moment ago. */
  readonly replaced = new Set<string>();
  readonly reads: string[] = [];
  isLocked = false;
  /** What happens while a secret is read. */
  duringRead: (login: string) => unknown = () => {};
  readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  async ready(): Promise<void> {}

  get readable(): ReadonlySet<string> {
    return this.logins;
  }

  stateOf(login: string): SecretState {
    if (this.logins.has(login)) return 'ready';
    return this.lost.has(login) ? 'lost' : 'none';
  }

  hasJustChanged(login: string): boolean {
    return this.replaced.has(login);
  }

  async get(login: string): Promise<TotpSecret | undefined> {
    this.reads.push(login);
    await this.duringRead(login);
    if (!this.isLocked) return new TotpSecret(Buffer.from(login.padEnd(20)));
    this.logins.delete(login);
    this.lost.add(login);
    this.changed.fire();
    throw new UserError(`${login} is lost`);
  }
}

describe('Shown codes', () => {
  let secrets: TestSecrets;
  let faults: unknown[];
  let running: Promise<unknown>;
  let codes: ShownCodes;
  let changes: number;

  beforeEach(() => {
    secrets = new TestSecrets();
    faults = [];
    running = Promise.resolve();
    codes = new ShownCodes(
      secrets,
      hmac,
      Date.now,
      async (_name, task) => {
        running = (async () => task())().catch((error: unknown) => faults.push(error));
        await running;
      },
      async () => 'Advice.',
    );
    changes = 0;
    codes.onDidChange(() => changes++);
  });
  afterEach(() => {
    codes.dispose();
    secrets.changed.dispose();
    assert.deepEqual(faults, []);
  });

  const shown = (): string[] => ['a', 'b', 'c'].filter(name => codes.codeOf(`${name}@acme.test`));

  it('are those of all secrets, until they are hidden', async () => {
    assert.ok(!codes.shown);
    await codes.show();
    assert.deepEqual([codes.shown, shown(), changes], [true, ['a', 'b', 'c'], 1]);
    codes.hide();
    assert.deepEqual([codes.shown, shown(), changes], [false, [], 2]);
  });

  it('end with the first secret that is lost, and none is read again before that is asked', async () => {
    secrets.isLocked = true;
    await assert.rejects(codes.show(), /a@acme\.test is lost/);
    secrets.changed.fire();
    await running;
    assert.deepEqual(secrets.reads, ['a@acme.test']);
    assert.ok(codes.shown, 'They can be hidden.');
    secrets.isLocked = false;
    await codes.show();
    assert.deepEqual(shown(), ['b', 'c']);
  });

  it('stay those of the secrets that could be read, and go with these', async () => {
    secrets.duringRead = login => {
      secrets.isLocked = login === 'b@acme.test';
    };
    await assert.rejects(codes.show(), /b@acme\.test is lost/);
    assert.deepEqual(shown(), ['a']);
    secrets.logins.delete('a@acme.test');
    secrets.changed.fire();
    assert.deepEqual([shown(), secrets.reads.length], [[], 2]);
  });

  for (const [when, replaceWhileReading] of [
    ['after the read', false],
    ['during it', true],
  ] as const) {
    it(`are not those of a key that is replaced ${when}, where another one could not be read`, async () => {
      const replace = (): void => {
        secrets.replaced.add('a@acme.test');
        secrets.changed.fire();
      };
      secrets.duringRead = login => {
        secrets.isLocked = login === 'c@acme.test';
        if (secrets.isLocked && replaceWhileReading) replace();
      };
      await assert.rejects(codes.show(), /c@acme\.test is lost/);
      if (!replaceWhileReading) {
        assert.deepEqual(shown(), ['a', 'b']);
        replace();
      }
      assert.deepEqual(shown(), ['b']);
      secrets.replaced.clear();
      secrets.changed.fire();
      assert.deepEqual([shown(), secrets.reads.length], [['b'], 3]);
    });
  }

  it('follow secrets that change, also while they are read', async () => {
    await codes.show();
    secrets.logins.delete('b@acme.test');
    secrets.changed.fire();
    await running;
    assert.deepEqual(shown(), ['a', 'c']);
    secrets.duringRead = login => {
      secrets.duringRead = () => {};
      assert.equal(login, 'a@acme.test');
      secrets.logins.delete('a@acme.test');
      secrets.changed.fire();
    };
    await codes.show();
    assert.deepEqual(shown(), ['c']);
  });

  it('say once that a secret is lost after a change', async () => {
    await codes.show();
    secrets.isLocked = true;
    secrets.changed.fire();
    await running;
    assert.equal(String(faults.splice(0)), 'UserError: a@acme.test is lost');
    assert.deepEqual(secrets.reads.length, 4);
  });

  it('are read once however often they are asked for, and not shown where they were hidden meanwhile', async () => {
    secrets.duringRead = () => {
      secrets.duringRead = () => {};
      codes.hide();
    };
    await Promise.all([codes.show(), codes.show()]);
    assert.deepEqual([codes.shown, secrets.reads.length], [false, 3]);
    secrets.duringRead = () => {
      codes.hide();
      void codes.show();
    };
    await codes.show();
    assert.ok(codes.shown);
  });
});
