import * as assert from 'node:assert/strict';
import { clockRow } from '../../src/clock/clockRow';
import type { ClockCorrection } from '../../src/core/clock';
import { LOGIN } from '../shared/lists';
import { labelOf, listOf, startFresh, TestTree, teamList, writeList } from './support';

describe('The row of the clock', () => {
  startFresh();

  const verdict = { kind: 'wrong', seconds: 95, uncertainty: 1 } as const;
  const correction: ClockCorrection = { by: 95_200, verdict, checkedAt: Date.UTC(2026, 10, 20, 12) };

  it('comes first, and says by how much and what can be done', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    const tree = await TestTree.open({ clockRows: () => [clockRow(correction, 'linux')] });
    const [row, account] = tree.items();
    assert.deepEqual(
      [row?.label, row?.description, row?.contextValue, row?.command?.command],
      ['Clock 95 sec behind', 'codes are corrected', 'clock', 'xeroMfa.checkClock'],
    );
    assert.equal(row?.accessibilityInformation?.label, 'Clock 95 sec behind, codes are corrected');
    assert.match(String(row?.tooltip), /\(±1 s\)\. Codes are corrected .*timedatectl[\s\S]*Last checked at /);
    assert.match(labelOf(account ?? {}), /^qa-au@acme\.test/);
    tree.dispose();
  });

  it('says that the correction may be outdated', () => {
    const ahead = { ...correction, verdict: { ...verdict, seconds: -95 } };
    const { label, description, tooltip } = clockRow({ ...ahead, isOutdated: true }, 'wsl');
    assert.deepEqual([label, description], ['Clock 95 sec ahead', 'correction may be outdated']);
    assert.match(String(tooltip), /hwclock[\s\S]*Since then the clock couldn’t be checked/);
  });

  it('does not hide the welcome where there are no accounts', async () => {
    const tree = await TestTree.open({ clockRows: () => [clockRow(correction, 'linux')] });
    assert.deepEqual(tree.items(), []);
    tree.dispose();
  });
});
