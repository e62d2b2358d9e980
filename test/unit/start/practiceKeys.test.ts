import assert from 'node:assert/strict';
import { addKeysOnce, isFirstStart } from '../../../scripts/start/practice-extension/addKeys.mjs';

/** What a profile remembers, and the keys that were set in it. */
class Profile {
  readonly keys = new Map<string, string>();
  readonly #remembered = new Map<string, string[]>();

  get(name: string, otherwise: string[]): string[] {
    return this.#remembered.get(name) ?? otherwise;
  }

  async update(name: string, value: string[]): Promise<void> {
    this.#remembered.set(name, value);
  }

  /** What a start does, where the lists have all logins but these. */
  start(...unlisted: string[]): Promise<void> {
    return addKeysOnce({ first: 'KEY1', second: 'KEY2', third: 'KEY3' }, this, async (login, key) => {
      if (unlisted.includes(login)) throw new Error(`${login} isn’t in any list.`);
      this.keys.set(login, key);
    });
  }
}

describe('npm start', () => {
  let profile: Profile;
  beforeEach(() => {
    profile = new Profile();
  });

  it('adds all keys at the first start, that of the first account last', async () => {
    assert.equal(isFirstStart(profile), true);
    await profile.start();
    assert.deepEqual([...profile.keys.keys()], ['third', 'second', 'first']);
    assert.equal(isFirstStart(profile), false);
  });

  it('adds no key again that a person has replaced or removed since', async () => {
    await profile.start();
    profile.keys.set('first', 'OWN');
    profile.keys.delete('second');
    await profile.start();
    assert.deepEqual(Object.fromEntries(profile.keys), { third: 'KEY3', first: 'OWN' });
  });

  it('adds the others where an account is in no list, and its key once it is', async () => {
    const { error } = console;
    console.error = () => {};
    try {
      await profile.start('second');
    } finally {
      console.error = error;
    }
    assert.deepEqual(Object.fromEntries(profile.keys), { third: 'KEY3', first: 'KEY1' });
    await profile.start();
    assert.equal(profile.keys.get('second'), 'KEY2');
  });
});
