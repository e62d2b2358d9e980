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
      days: fc.array(fc.constantFrom('2026-11-30', '2026-12-01', '2026-12-02'), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(account, { maxLength: 20 }), each => {
        const accounts = each.map(({ owner, backupEmail, mfaSetUpOn, days }, index) => ({
          login: `${index}@acme.test`,
          name: `${index}`,
          organisations: days.map((day, at) => ({
            name: `${at}`,
            ...(at === 1 ? { expiresOn: day } : { resetOn: day }),
          })),
          tags: [],
          ...(owner !== undefined && { owner }),
          ...(backupEmail !== undefined && { backupEmail }),
          ...(mfaSetUpOn !== undefined && { mfaSetUpOn }),
        }));
        const uses = new Map(accounts.map(({ login }, index) => [login, each[index] ?? assert.fail()]));
        const health = listHealth(accounts, '2026-12-01', ({ login }) => uses.get(login) ?? assert.fail());
        assert.deepEqual(
          health.map(({ account, hasKey, isUnused, missing, overdue }) => [
            account,
            hasKey,
            isUnused,
            missing,
            overdue.map(({ organisation }) => organisation),
          ]),
          accounts.flatMap(account => {
            const { hasKey, isUnused } = uses.get(account.login) ?? assert.fail();
            const { owner, backupEmail, mfaSetUpOn }: { [Field in ExpectedField]?: string } = account;
            const missing = [
              ...(lack(backupEmail) ? ['backupEmail'] : []),
              ...(lack(owner) ? ['owner'] : []),
              ...(lack(mfaSetUpOn) ? ['mfaSetUpOn'] : []),
            ];
            const overdue = account.organisations.filter(
              ({ resetOn, expiresOn }: { resetOn?: string; expiresOn?: string }) =>
                [resetOn, expiresOn].includes('2026-11-30'),
            );
            const isWhole = hasKey && !isUnused && missing.length === 0 && overdue.length === 0;
            return isWhole ? [] : [[account, hasKey, isUnused, missing, overdue]];
          }),
        );
      }),
      { numRuns: cases(100, 1000) },
    );
  });
});
