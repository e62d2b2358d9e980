import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Account } from '../../../src/core/account';
import { mergeAccounts } from '../../../src/core/merge';

const account = (login: string, fields: Partial<Account> = {}): Account => ({
  login,
  name: login,
  organisations: [],
  tags: [],
  ...fields,
});
const merge = (...lists: Account[][]): Account[] => [...mergeAccounts(lists).values()];

describe('mergeAccounts', () => {
  it('keeps the order of the lists, by login in lower case', () => {
    const merged = mergeAccounts([
      [account('B@acme.test')],
      [account('a@acme.test'), account('b@ACME.test')],
    ]);
    assert.deepEqual([...merged.keys()], ['b@acme.test', 'a@acme.test']);
    assert.equal(merged.get('b@acme.test')?.login, 'B@acme.test');
  });

  it('takes each field from the first list that has it', () => {
    const team = account('a@acme.test', {
      organisations: [{ name: 'Demo' }],
      owner: 'team',
      mfaSetUpOn: '2026-01-01',
    });
    const own = account('A@acme.test', {
      name: 'mine',
      organisations: [{ name: 'Other' }],
      owner: 'me',
      tags: ['t'],
      notes: 'n',
      backupEmail: 'm@acme.test',
    });
    const third = account('a@acme.test', { name: 'third', tags: ['u'], notes: 'o' });
    assert.deepEqual(merge([team], [own], [third]), [
      {
        login: 'a@acme.test',
        name: 'mine',
        organisations: [{ name: 'Demo' }],
        owner: 'team',
        tags: ['t'],
        notes: 'n',
        backupEmail: 'm@acme.test',
        mfaSetUpOn: '2026-01-01',
      },
    ]);
  });

  it('does not use a login in another case as a name', () => {
    const [unnamed] = merge([account('A@acme.test')], [account('a@acme.test')]);
    assert.equal(unnamed?.name, 'A@acme.test');
    const [named] = merge(
      [account('A@acme.test')],
      [account('a@acme.test')],
      [account('a@ACME.test', { name: 'x' })],
    );
    assert.equal(named?.name, 'x');
  });

  it('merges empty lists', () => assert.deepEqual(merge([], []), []));

  describe('with a list that is not trusted', () => {
    const login = fc.constantFrom('a@acme.test', 'A@acme.test', 'b@acme.test', 'c@acme.test');
    const text = fc.constantFrom('one', 'two');
    const anyAccount = fc
      .record(
        {
          login,
          name: text,
          organisations: fc.array(fc.record({ name: text }), { maxLength: 2 }),
          tags: fc.array(text, { maxLength: 2 }),
          owner: text,
          backupEmail: text,
          notes: text,
          mfaSetUpOn: text,
        },
        { requiredKeys: ['login', 'name', 'organisations', 'tags'] },
      )
      .map((fields): Account => fields);
    const lists = fc.array(fc.array(anyAccount, { maxLength: 4 }), { maxLength: 3 });

    it('changes no account of another list', () =>
      fc.assert(
        fc.property(lists, lists, (trusted, untrusted) => {
          const alone = [...mergeAccounts(trusted)];
          assert.deepEqual([...mergeAccounts(trusted, untrusted)].slice(0, alone.length), alone);
        }),
      ));

    it('adds each other login once, without fields that make people act', () =>
      fc.assert(
        fc.property(lists, lists, (trusted, untrusted) => {
          const all = [...mergeAccounts(trusted, untrusted)];
          const added = all.slice(mergeAccounts(trusted).size);
          const known = new Set([...mergeAccounts(trusted), ...mergeAccounts(untrusted)].map(([key]) => key));
          assert.deepEqual(new Set(all.map(([key]) => key)), known);
          for (const [key, { login: written, name, organisations, tags, notes, ...more }] of added) {
            const first = untrusted.flat().find(account => account.login.toLowerCase() === key);
            assert.deepEqual(
              [written, name, organisations, tags, notes],
              [first?.login, first?.name, first?.organisations, first?.tags, first?.notes],
            );
            assert.deepEqual(more, {});
          }
        }),
      ));
  });
});
