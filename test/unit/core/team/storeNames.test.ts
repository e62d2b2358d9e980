import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loginKey } from '../../../../src/core/account';
import { loginOfStoreName, storeName } from '../../../../src/core/team/storeNames';
import { anyTextOf } from '../../../shared/anyText';
import { cases, Kinds } from '../../../shared/thorough';

describe('The name of a file in the team store', () => {
  it('is the login in lower case if that is plain', async () => {
    assert.equal(await storeName('QA-au+1@Acme_x.test'), 'qa-au+1@acme_x.test');
    assert.equal(await storeName('CON@x.test'), 'con@x.test');
  });

  it('never leads out of a folder or names a Windows device', async () => {
    assert.equal(await storeName('a/../../x@y.test'), 'a%2F..%2F..%2Fx@y.test');
    assert.equal(await storeName('a\\b:c*@y.test'), 'a%5Cb%3Ac%2A@y.test');
    assert.equal(await storeName('con.x@y.test'), '%63on.x@y.test');
    assert.equal(await storeName('com1'), '%63om1');
    assert.equal(await storeName('é\u202E@y.test'), '%C3%A9%E2%80%AE@y.test');
  });

  it('is unique and short enough for every file system, however long the login', async () => {
    const long = `${'a'.repeat(300)}@y.test`;
    const name = await storeName(long);
    assert.match(name, /^a{120}~[0-9a-f]{32}$/);
    assert.notEqual(name, await storeName(`b${long.slice(1)}`));
    assert.notEqual(name, await storeName(`${long}x`));
    assert.equal(await loginOfStoreName(name), undefined);
  });

  it('is unique, also if file names ignore case, and shows its login', async () => {
    const login = new Kinds({
      printable: fc.string({ minLength: 1 }),
      long: anyTextOf({ minLength: 1, maxLength: 400 }),
      address: fc.emailAddress(),
    });
    await fc.assert(
      fc.asyncProperty(login.any, login.any, async (one, other) => {
        // Half a surrogate pair has no UTF-8, and VS Code would store none.
        fc.pre(!/\p{Cs}/u.test(one + other) && loginKey(one) !== '' && loginKey(other) !== '');
        const [name, otherName] = [await storeName(one), await storeName(other)];
        assert.match(name, /^[a-z0-9@._+%A-F~-]+$/);
        assert.ok(name.length <= 180);
        assert.equal(name.toLowerCase() === otherName.toLowerCase(), loginKey(one) === loginKey(other));
        if (!name.includes('~')) assert.equal(await loginOfStoreName(name), loginKey(one));
      }),
      { numRuns: cases(300, 2000) },
    );
    login.assertAllMade();
  });

  it('has no login if it is written in another way', async () => {
    for (const name of ['%2f', 'A@y.test', '%61@y.test', '%', 'con.x', '', '%FF']) {
      assert.equal(await loginOfStoreName(name), undefined, name);
    }
  });
});
