import assert from 'node:assert/strict';
import { LOGIN } from '../../shared/lists';
import { KEY } from '../../shared/oracle';
import {
  answering,
  expectCode,
  listOf,
  personalList,
  row,
  rowLabels,
  run,
  setSecret,
  settled,
  startFresh,
  teamList,
  vsCode,
  writeList,
} from '../extension';

const VIEW = 'xeroMfa.accounts';
const FULL = {
  login: LOGIN,
  name: 'AU',
  owner: 'priya@acme.test',
  backupEmail: 'backup@acme.test',
  organisations: [{ name: 'Demo (AU)', region: 'AU', kind: 'demo', shortCode: '!abc' }],
};

describe('In an untrusted folder', () => {
  startFresh({}, () => ({
    attach: fake => {
      fake.isTrusted = false;
    },
  }));

  const top = async (): Promise<string> => (await rowLabels()).find(label => label.startsWith('AU')) ?? '';
  const hidden = async () =>
    (await vsCode.window.rows(VIEW, await top())).find(({ label }) => label === 'Owner and backup email');

  it('a row says why its owner and backup email are missing, and leads to trusting the folder', async () => {
    await writeList(teamList, listOf(FULL));
    const item = await hidden();
    assert.equal(item?.description, 'hidden until you trust this folder');
    assert.equal(item?.command?.command, 'workbench.trust.manage');
    await vsCode.window.select(VIEW, 'Owner and backup email', await top());
    await run('copyRow');
    assert.equal(await vsCode.clipboard.readText(), 'Owner and backup email');
    assert.match(await vsCode.window.tooltip(VIEW, await top()), /hidden until you trust this folder/);
    const labels = await rowLabels(await top());
    assert.ok(!labels.includes('Owner') && !labels.includes('Backup email'), labels.join());
  });

  it('it does not where nothing is missing', async () => {
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU', notes: 'one' }));
    assert.equal(await hidden(), undefined);
    await writeList(teamList, listOf(FULL));
    await writeList(personalList, listOf({ login: LOGIN, name: 'AU', owner: 'me@acme.test' }));
    assert.equal(await hidden(), undefined);
  });

  it('codes are copied, and every command that does nothing says that the folder is not trusted', async () => {
    await writeList(teamList, listOf(FULL));
    await setSecret(LOGIN, KEY);
    await vsCode.window.select(VIEW, await top());
    await expectCode(() => run('copyRow'), KEY);
    for (const command of [
      'editAccount',
      'removeAccount',
      'team.create',
      'team.join',
      'team.sync',
      'team.commit',
      'team.status',
      'listHealth',
      'typeCode',
    ]) {
      const before = vsCode.window.messages.length;
      answering(
        Array.from(
          { length: 6 },
          () =>
            ({ choices }: { choices: readonly string[] }) =>
              choices[0] ?? 'x',
        ),
      );
      await run(command, await row(await top()));
      await settled();
      const said = vsCode.window.messages.slice(before).join('\n');
      assert.match(said, /not trusted this folder|isn’t trusted|Trust the folder/, command);
    }
  });
});
