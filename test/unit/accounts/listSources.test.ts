import assert from 'node:assert/strict';
import { eventually } from '../../shared/eventually';
import { listOf, rowLabels, run, set, startFresh, teamList, vsCode, writeList } from '../extension';

const GOOD = { login: 'good@acme.test' };

async function isKnown(login: string): Promise<void> {
  await vsCode.clipboard.writeText('');
  await run('copyLogin', { login });
  assert.equal(await vsCode.clipboard.readText(), login);
}

describe('The setting xeroMfa.accountsFiles', () => {
  startFresh();
  beforeEach(() => writeList(teamList, listOf(GOOD)));

  it('names no file with some entries: rows that lead to the settings, and the other lists stay', async () => {
    const entries = [
      'lists/team.json',
      './team.json',
      'C:team.json',
      '~priya/team.json',
      'file:////x',
      String.raw`\\.\pipe\x`,
      String.raw`\\server`,
      '',
    ];
    await set('accountsFiles', entries);
    const rows = await eventually(async () => {
      const found = await vsCode.window.rows('xeroMfa.accounts');
      assert.equal(found.length, entries.length + 1);
      return found.slice(0, -1);
    });
    assert.deepEqual(
      rows.map(({ label }) => label),
      entries.map(entry => `“${entry}” isn’t an absolute path or a URI`),
    );
    for (const { command } of rows) assert.equal(command?.command, 'workbench.action.openSettings');
    await isKnown(GOOD.login);
  });

  it('has one row for an entry that is there twice', async () => {
    await set('accountsFiles', ['team.json', 'team.json', 5, 5]);
    await eventually(async () => assert.equal((await rowLabels()).length, 3));
  });

  for (const value of ['team.json', null, 5, { a: 1 }]) {
    it(`keeps no list from being read where it is ${JSON.stringify(value)}`, async () => {
      await set('accountsFiles', value);
      await writeList(teamList, listOf({ login: 'new@acme.test' }));
      await isKnown('new@acme.test');
      await eventually(async () => assert.match((await rowLabels()).at(-1) ?? '', /^new@acme\.test/));
    });
  }
});
