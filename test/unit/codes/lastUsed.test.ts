import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type KnownLogins, lastUsedLogin, usedLogin } from '../../../src/codes/lastUsed';

const known = (recent: string, stored: string, listed: string): KnownLogins => ({
  recent: [...recent],
  stored: [...stored],
  isListed: login => listed.includes(login),
});
const of = (...all: Parameters<typeof known>): string | undefined => lastUsedLogin(known(...all));

describe('lastUsedLogin', () => {
  for (const [what, recent, stored, listed, expected] of [
    ['the latest', 'abc', 'abcd', 'abcd', 'a'],
    ['the latest that has a key', 'abc', 'bcd', 'abcd', 'b'],
    ['the latest in a list', 'abc', 'abcd', 'cd', 'c'],
    ['the latest with a key where none is in a list', 'abc', 'bcd', 'd', 'b'],
    ['the only one with a key', '', 'd', 'abcd', 'd'],
    ['the only one with a key, though others were used', 'abc', 'd', 'abcd', 'd'],
    ['the only one with a key, though it is in no list', 'abc', 'd', '', 'd'],
    ['the newest of those that were never used', 'abc', 'de', 'abcde', 'd'],
    ['the newest in a list of those that were never used', '', 'def', 'ef', 'e'],
    ['one that was used, though a newer one is in a list', 'a', 'da', 'd', 'a'],
    ['none where there is no key', 'abc', '', 'abc', undefined],
  ] as const) {
    it(`is ${what}`, () => assert.equal(of(recent, stored, listed), expected));
  }

  it('always has a key, and is found if any login has one', () => {
    const logins = fc.uniqueArray(fc.constantFrom(...'abcdef')).map(all => all.join(''));
    fc.assert(
      fc.property(logins, logins, logins, (recent, stored, listed) => {
        const login = of(recent, stored, listed);
        if (login === undefined) assert.equal(stored, '');
        else assert.ok(stored.includes(login));
      }),
    );
  });
});

describe('usedLogin', () => {
  const logins = fc.uniqueArray(fc.constantFrom(...'abcdef')).map(all => all.join(''));

  it('is none until a login with a key was used', () => {
    for (const [recent, stored, listed] of [
      ['', 'ab', 'ab'],
      ['c', 'ab', 'abc'],
    ] as const) {
      assert.equal(usedLogin(known(recent, stored, listed)), undefined);
    }
  });

  it('is otherwise the same as lastUsedLogin', () => {
    fc.assert(
      fc.property(logins, logins, logins, (recent, stored, listed) => {
        const login = usedLogin(known(recent, stored, listed));
        const isUsed = [...recent].some(each => stored.includes(each));
        assert.equal(login, isUsed ? of(recent, stored, listed) : undefined);
      }),
    );
  });
});
