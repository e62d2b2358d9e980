import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ImportedAccounts } from '../../src/contributions/commandResults';
import { LOGIN as AU, OTHER_LOGIN as NZ } from '../shared/lists';
import { assertCodeOfNow } from '../shared/oracle';
import { closeTab, file } from './importParts';
import { KEY, listOf, OTHER_KEY, read, refuses, run, startFresh, teamList, writeList } from './support';

const importAccounts = async (args: object): Promise<ImportedAccounts> =>
  (await run('importAccounts', args)) as ImportedAccounts;

describe('Accounts of a spreadsheet, by a command', () => {
  startFresh();
  const table = [
    'Login;Name;Region;Organisations',
    'new@acme.test;New;GB;One',
    `${AU};AU;;`,
    `${NZ};Other;;`,
    'nobody;x;;',
  ].join('\n');

  beforeEach(async () => {
    await writeList(teamList, `// kept\n${listOf({ login: AU, name: 'AU' }, { login: NZ, name: 'NZ' })}`);
  });

  const expected = {
    same: [AU],
    different: [NZ],
    problems: [{ line: 5, reason: 'The login isn’t an email address. Correct it.' }],
  };

  it('are added to a list, and nothing that is there changes', async () => {
    const uri = await file('accounts.csv', table);
    const result = await importAccounts({ uri, confirm: true });
    assert.deepEqual(result.added, ['new@acme.test']);
    assert.deepEqual([result.same, result.different], [expected.same, expected.different]);
    assert.deepEqual(result.problems, expected.problems);
    const text = await read(teamList);
    assert.ok(text.startsWith('// kept\n'));
    const { accounts } = JSON.parse(text.replace('// kept\n', ''));
    assert.deepEqual(accounts, [
      { login: AU, name: 'AU' },
      { login: NZ, name: 'NZ' },
      { login: 'new@acme.test', name: 'New', organisations: [{ name: 'One', region: 'GB' }] },
    ]);
    await run('copyLogin', { login: 'new@acme.test' });
  });

  it('keep the key of their row out of the list, and in the secret storage', async () => {
    const sheet = `Login,Name,Setup key,Password\nnew@acme.test,New,${KEY},hunter2\n${AU},AU,${OTHER_KEY},hunter2`;
    const result = await importAccounts({ text: sheet, confirm: true });
    assert.deepEqual([result.added, result.problems], [['new@acme.test'], []]);
    assert.doesNotMatch(await read(teamList), new RegExp(`${KEY}|${OTHER_KEY}|hunter2`));
    for (const [login, key] of [
      ['new@acme.test', KEY],
      [AU, OTHER_KEY],
    ] as const) {
      await assertCodeOfNow(async () => {
        await run('copyCode', { login });
        return vscode.env.clipboard.readText();
      }, key);
      await run('removeSecret', { login, confirm: true });
    }
  });

  it('are shown before anything is written', async () => {
    const before = await read(teamList);
    const result = importAccounts({ text: table });
    await closeTab();
    assert.deepEqual((await result).added, []);
    assert.equal(await read(teamList), before);
  });

  it('are refused where there are none', async () => {
    await refuses('importAccounts', { text: 'Dear team' }, /isn’t a spreadsheet of accounts/);
    await refuses('importAccounts', { text: 'login,name\n"x' }, /quotation mark isn’t closed/);
    await refuses('importAccounts', {}, /“uri” is required/);
    await refuses(
      'importAccounts',
      { text: table, list: 'file:///nowhere.json', confirm: true },
      /isn’t one of the lists/,
    );
  });
});
