import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lastUsedLogin } from '../../../src/codes/lastUsed';

const of = (recent: string, stored: string, listed: string): string | undefined =>
  lastUsedLogin({
    recent: [...recent],
    stored: [...stored],
    isListed: login => listed.includes(login),
  });

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

  it('always has a key, and is found wherever there is one', () => {
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
