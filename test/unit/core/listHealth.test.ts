import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ExpectedField, listHealth } from '../../../src/core/listHealth';
import { cases } from '../../shared/thorough';

const text = fc.option(fc.constantFrom('x', ' ', ''), { nil: undefined });
const lack = (value: string | undefined): boolean => value === undefined || value.trim() === '';

describe('The health of a list', () => {
  it('has what each account lacks, and none that lacks nothing', () => {
    const account = fc.record({
      owner: text,
      backupEmail: text,
      mfaSetUpOn: text,
      hasKey: fc.boolean(),
      isUnused: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(account, { maxLength: 20 }), each => {
        const accounts = each.map(({ owner, backupEmail, mfaSetUpOn }, index) => ({
          login: `${index}@acme.test`,
          name: `${index}`,
          organisations: [],
          tags: [],
          ...(owner !== undefined && { owner }),
          ...(backupEmail !== undefined && { backupEmail }),
          ...(mfaSetUpOn !== undefined && { mfaSetUpOn }),
        }));
        const uses = new Map(accounts.map(({ login }, index) => [login, each[index] ?? assert.fail()]));
        const health = listHealth(accounts, ({ login }) => uses.get(login) ?? assert.fail());
        assert.deepEqual(
          health.map(({ account, hasKey, isUnused, missing }) => [account, hasKey, isUnused, missing]),
          accounts.flatMap(account => {
            const { hasKey, isUnused } = uses.get(account.login) ?? assert.fail();
            const { owner, backupEmail, mfaSetUpOn }: { [Field in ExpectedField]?: string } = account;
            const missing = [
              ...(lack(backupEmail) ? ['backupEmail'] : []),
              ...(lack(owner) ? ['owner'] : []),
              ...(lack(mfaSetUpOn) ? ['mfaSetUpOn'] : []),
            ];
            return hasKey && !isUnused && missing.length === 0 ? [] : [[account, hasKey, isUnused, missing]];
          }),
        );
      }),
      { numRuns: cases(100, 1000) },
    );
  });
});
