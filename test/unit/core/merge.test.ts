import assert from 'node:assert/strict';
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

  it('takes each field from the first list that gives it', () => {
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

  it('takes no login in another case for a name', () => {
    const [unnamed] = merge([account('A@acme.test')], [account('a@acme.test')]);
    assert.equal(unnamed?.name, 'A@acme.test');
    const [named] = merge(
      [account('A@acme.test')],
      [account('a@acme.test')],
      [account('a@ACME.test', { name: 'x' })],
    );
    assert.equal(named?.name, 'x');
  });

  it('takes nothing from nothing', () => assert.deepEqual(merge([], []), []));
});
