import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../src/core/errors';
import { TotpSecret } from '../../../src/core/totp';
import type { SecretState } from '../../../src/secrets/keyStates';
import { readAll } from '../../../src/secrets/readAll';

/** What becomes of a read: as VS Code without a keyring does, `lost` deletes the value. */
type Outcome = 'fine' | 'lost' | 'gone' | 'removed' | 'unreadable' | 'broken';

class TestSecrets {
  readonly reads: string[] = [];
  readonly readable: ReadonlySet<string>;
  readonly #states = new Map<string, SecretState>();
  #reading = 0;
  /** The most that were read at once. */
  atOnce = 0;

  constructor(readonly outcomes: Readonly<Record<string, Outcome>>) {
    this.readable = new Set(Object.keys(outcomes));
  }

  stateOf(login: string): SecretState {
    return this.#states.get(login) ?? 'ready';
  }

  async get(login: string): Promise<TotpSecret | undefined> {
    this.atOnce = Math.max(this.atOnce, ++this.#reading);
    await undefined;
    this.#reading--;
    this.reads.push(login);
    const outcome = this.outcomes[login];
    if (outcome === 'fine') return new TotpSecret(Buffer.from(login.padEnd(20)));
    if (outcome === 'broken') throw new Error('no keyring');
    if (outcome === 'unreadable') throw new UserError(`${login} cannot be read`);
    this.#states.set(login, outcome === 'removed' ? 'none' : 'lost');
    if (outcome === 'lost') throw new UserError(`${login} is lost`);
    return undefined;
  }
}

describe('readAll', () => {
  it('reads all, one after another', async () => {
    const store = new TestSecrets({ a: 'fine', b: 'fine', c: 'fine' });
    const { secrets, isComplete, failure } = await readAll(store, async login => `Advice for ${login}.`);
    assert.deepEqual([[...secrets.keys()], isComplete, failure], [['a', 'b', 'c'], true, undefined]);
    assert.equal(store.atOnce, 1);
  });

  for (const [outcome, message] of [
    ['lost', /^UserError: b is lost$/],
    ['gone', /^UserError: VS Code no longer has the setup key for b\. Advice for b\. The other keys/],
    ['broken', /^Error: no keyring$/],
  ] as const) {
    it(`stops at the first that is ${outcome}, and has those before it`, async () => {
      const store = new TestSecrets({ a: 'fine', b: outcome, c: 'lost', d: 'fine' });
      const { secrets, isComplete, failure } = await readAll(store, async login => `Advice for ${login}.`);
      assert.deepEqual([[...secrets.keys()], isComplete], [['a'], false]);
      assert.match(String(failure), message);
      assert.deepEqual(store.reads, ['a', 'b']);
    });
  }

  it('goes on after one that can’t be understood, and reports the first of them', async () => {
    const store = new TestSecrets({ a: 'unreadable', b: 'fine', c: 'unreadable', d: 'removed', e: 'fine' });
    const { secrets, isComplete, failure } = await readAll(store, async login => `Advice for ${login}.`);
    assert.deepEqual([[...secrets.keys()], isComplete], [['b', 'e'], true]);
    assert.equal(String(failure), 'UserError: a cannot be read');
  });

  it('never loses more than one, whatever VS Code can’t decrypt', async () => {
    const outcome = fc.constantFrom<Outcome>('fine', 'lost', 'gone', 'removed', 'unreadable', 'broken');
    await fc.assert(
      fc.asyncProperty(fc.array(outcome), async outcomes => {
        const store = new TestSecrets(
          Object.fromEntries(outcomes.map((each, index) => [`qa-${index}`, each])),
        );
        const { secrets } = await readAll(store, async login => `Advice for ${login}.`);
        const lost = [...store.readable].filter(login => store.stateOf(login) === 'lost');
        assert.ok(lost.length <= 1);
        const fine = store.reads.filter(login => store.outcomes[login] === 'fine');
        assert.deepEqual([...secrets.keys()], fine);
      }),
    );
  });
});
