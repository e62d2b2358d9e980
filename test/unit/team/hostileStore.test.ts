import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AgeError, decrypt, recipientOf } from '../../../src/age/age';
import { formatRecipients, parseRecipients } from '../../../src/core/teamFiles';
import { StoreChangedError, TeamError } from '../../../src/team/teamError';
import type { StoreFiles } from '../../../src/team/teamStore';
import { Computer } from '../../shared/computer';
import { LOGIN, OTHER_LOGIN } from '../../shared/lists';
import { KEY, NEW_KEY, OTHER_KEY } from '../../shared/oracle';
import { cases, Kinds } from '../../shared/thorough';

const LOGINS = [LOGIN, OTHER_LOGIN];
const KEYS = [KEY, OTHER_KEY, NEW_KEY];

/** One folder that all computers see, as after a pull of each change. */
class SharedFiles implements StoreFiles {
  readonly files = new Map<string, Uint8Array>();
  #stamp = 0;
  readonly #stamps = new Map<string, string>();

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.files.get(path);
  }

  async write(path: string, bytes: Uint8Array, expected?: Uint8Array | null): Promise<void> {
    const there = this.files.get(path);
    const isExpected = there ? expected && Buffer.from(there).equals(expected) : expected === null;
    if (expected !== undefined && !isExpected) throw new StoreChangedError();
    this.files.set(path, bytes);
    this.#stamps.set(path, String(this.#stamp++));
  }

  async remove(path: string): Promise<void> {
    this.files.delete(path);
  }

  async list(folder: string): Promise<ReadonlyMap<string, string>> {
    const prefix = folder === '' ? '' : `${folder}/`;
    const paths = [...this.files.keys()].filter(
      path => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'),
    );
    return new Map(paths.map(path => [path.slice(prefix.length), this.#stamps.get(path) ?? '']));
  }
}

const what = Kinds.of(
  'set',
  'sync',
  'join',
  'approve',
  'remove',
  'delete',
  'reencrypt',
  'forge',
  'forgeMember',
  'damage',
  'revert',
);

/** What may happen, by whom (0 to 2 are colleagues), and to what. */
const event = fc.record({
  // People set keys and sync more often than anything else.
  what: fc.oneof(
    { weight: 11, arbitrary: what.any },
    { weight: 2, arbitrary: fc.constantFrom('set', 'sync') },
  ),
  who: fc.nat(2),
  whom: fc.nat(2),
  which: fc.nat(1),
  key: fc.nat(2),
});

describe('A team store that anybody can write to', () => {
  it('tells an intruder nothing, throws nothing unforeseen, and loses no key that only one computer has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 10, maxLength: 60, size: 'max' }), async events => {
        const files = new SharedFiles();
        const computers = await Promise.all(
          ['Priya', 'Sam', 'Alex'].map(name => Computer.of(name, '', undefined, files)),
        );
        const thief = await Computer.of('Thief', '', undefined, files);
        const thiefKey = await recipientOf(thief.identity);
        await computers[0]?.store.create('Priya');
        // The first sight is trusted, as SECURITY.md says: what comes after it must not be.
        for (const { store } of computers) await store.people();
        const old = new Map<string, Uint8Array>();
        /** Keys that people set, by login; a later one of the same person replaces theirs. */
        for (const { what: happens, who, whom, which, key } of events) {
          const actor = computers[who];
          const login = LOGINS[which] ?? '';
          if (!actor) continue;
          const recipient = await computers[whom]?.store.recipient();
          try {
            if (happens === 'set') await actor.setKey(login, KEYS[key] ?? '');
            else if (happens === 'sync') {
              const here = new Map(actor.secrets);
              const { conflicts, received } = await actor.store.sync(LOGINS, 'all');
              for (const [each, secret] of here) {
                assert.ok(actor.secrets.has(each), 'A sync removes nothing here.');
                if (conflicts.includes(each) || !received.includes(each))
                  assert.deepEqual(actor.secrets.get(each), secret);
              }
            } else if (happens === 'join') await actor.store.join(actor.name);
            else if (happens === 'approve') await actor.store.approve(recipient ?? '');
            else if (happens === 'remove') await actor.store.remove(recipient ?? '');
            else if (happens === 'delete') await actor.store.delete(login);
            else if (happens === 'reencrypt') await actor.store.reencrypt();
            else if (happens === 'revert') {
              for (const [path, bytes] of old) await files.write(path, bytes);
              for (const [path, bytes] of files.files) old.set(path, bytes);
            } else if (happens === 'damage') {
              const bytes = files.files.get(`${login}.age`);
              if (bytes) await files.write(`${login}.age`, bytes.slice(0, bytes.length >> 1));
            } else {
              const { names } = parseRecipients(
                Buffer.from(files.files.get('.age-recipients') ?? []).toString(),
              );
              const text = formatRecipients(new Map([...names, [thiefKey, 'Alex']]));
              await files.write('.age-recipients', Buffer.from(text));
              const member = {
                name: 'Alex',
                requested: '2026-11-25',
                approved: { by: recipient, on: '2026-11-25' },
              };
              if (happens === 'forgeMember')
                await files.write(`members/${thiefKey}.json`, Buffer.from(JSON.stringify(member)));
            }
          } catch (error) {
            // `approve` of a recipient that only the file names is refused as unknown, and so on.
            if (!(error instanceof TeamError)) throw error;
          }
          for (const [path, bytes] of files.files) {
            if (!path.endsWith('.age')) continue;
            await assert.rejects(
              decrypt(bytes, thief.identity),
              AgeError,
              `${happens}: the thief reads ${path}`,
            );
          }
        }
      }),
      { numRuns: cases(15, 60) },
    );
    what.assertAllMade();
  });
});
