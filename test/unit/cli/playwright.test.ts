import assert from 'node:assert/strict';
import { xeroMfa } from '../../../cli/src/playwright';
import { assertCodeOfNow, KEY } from '../../shared/oracle';
import { AU, CA, MachineTeam } from './machineTeam';

describe('The fixture of xero-mfa for Playwright', () => {
  let team: MachineTeam;
  before(async () => {
    team = await MachineTeam.of([AU, CA]);
  });
  after(() => team.remove());

  it('gives a code, and the test as much more time as that took', async () => {
    const machine = await team.machine();
    const options = { store: team.store, identity: machine.identity, minimumRemaining: 0, unused: false };
    for (const timeout of [30_000, 0]) {
      const set: number[] = [];
      const setTimeout = (milliseconds: number): void => void set.push(milliseconds);
      await xeroMfa.xeroCode(
        { xeroMfaOptions: options },
        give => assertCodeOfNow(() => give(AU, { timeout: 5 }), KEY),
        { timeout, setTimeout },
      );
      const [meanwhile, after = 0, ...more] = set;
      assert.deepEqual([meanwhile, more], timeout === 0 ? [undefined, []] : [35_000, []]);
      assert.ok(after >= timeout && after <= 35_000);
    }
  });

  it('gives the test back its time where there is no code', async () => {
    const set: number[] = [];
    await xeroMfa.xeroCode(
      { xeroMfaOptions: { store: team.store, identity: '' } },
      give => assert.rejects(give(AU, { timeout: 5 }), { code: 'IDENTITY' }),
      { timeout: 30_000, setTimeout: milliseconds => void set.push(milliseconds) },
    );
    assert.ok((set.at(-1) ?? 0) < 35_000, set.join());
  });
});
