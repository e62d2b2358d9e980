import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { LOGIN } from '../../shared/lists';
import {
  listOf,
  personalList,
  read,
  refuses,
  run,
  startFresh,
  teamList,
  vsCode,
  write,
  writeList,
} from '../extension';

/** As a person might write it: comments everywhere, keys of their own, four spaces, a comma too many. */
const byHand = `// The team's test logins.
{
    /* the only version there is */
    "version": 1,
    "team": "payroll", // not ours
    "accounts": [
        // Ask Priya first.
        {
            "login": "${LOGIN}", // the one for AU
            "colour": "green",
            "organisations": [
                { "name": "Demo Company (AU)", "region": "AU", "plan": "premium" }, // resets itself
            ],
            "owner": "priya@acme.test",
        },
        { "login": "qa-nz@acme.test", "name": "NZ" }, // last
    ],
}
`;

/** The files in the folder of a list. */
async function namesBeside(list: vscode.Uri): Promise<string[]> {
  const folder = list.with({ path: list.path.replace(/[/][^/]*$/, '') });
  return (await vsCode.files.fs.readDirectory(folder)).map(([name]) => name);
}

describe('Adding, editing and removing accounts', () => {
  startFresh();

  it('makes the list, with its folder, where there is none', async () => {
    await run('addAccount', { login: ` ${LOGIN} `, name: 'AU payroll', tags: ['payroll'] });
    assert.equal(read(teamList), listOf({ login: LOGIN, name: 'AU payroll', tags: ['payroll'] }));
    assert.deepEqual(await namesBeside(teamList), ['accounts.json']);
  });

  it('takes every field of the contract', async () => {
    const account = {
      login: LOGIN,
      name: 'AU payroll',
      organisations: [{ name: 'Demo Company (AU)', region: 'AU', kind: 'demo', tenantId: 'b7c1' }],
      owner: 'priya@acme.test',
      backupEmail: 'qa-backup@acme.test',
      tags: ['payroll'],
      notes: 'resets every Monday',
      mfaSetUpOn: '2026-11-20',
    };
    await run('addAccount', account);
    assert.deepEqual(JSON.parse(read(teamList)), { version: 1, accounts: [account] });
  });

  it('writes to the list that an argument names', async () => {
    const personal = personalList.toString();
    await run('addAccount', { login: LOGIN, list: personal });
    assert.equal(read(personalList), listOf({ login: LOGIN }));
    await run('addAccount', { login: LOGIN });
    await run('editAccount', { login: LOGIN, name: 'mine', list: personal });
    assert.equal(read(personalList), listOf({ login: LOGIN, name: 'mine' }));
    await run('removeAccount', { login: LOGIN, confirm: true, list: personal });
    assert.deepEqual(JSON.parse(read(personalList)).accounts, []);
    assert.equal(read(teamList), listOf({ login: LOGIN }));
  });

  it('adds behind the last account, and touches nothing else', async () => {
    await writeList(teamList, byHand);
    await run('addAccount', { login: 'new@acme.test' });
    assert.equal(
      read(teamList),
      byHand.replace('// last\n', '// last\n        {\n            "login": "new@acme.test"\n        },\n'),
    );
  });

  it('edits fields where they stand, and touches nothing else', async () => {
    await writeList(teamList, byHand);
    await run('editAccount', { login: LOGIN.toUpperCase(), owner: 'sam@acme.test' });
    assert.equal(read(teamList), byHand.replace('priya@acme.test', 'sam@acme.test'));
  });

  it('adds a field behind the others', async () => {
    await writeList(teamList, byHand);
    await run('editAccount', { login: LOGIN, notes: 'resets every Monday' });
    const owner = '"owner": "priya@acme.test",\n';
    assert.equal(
      read(teamList),
      byHand.replace(owner, `${owner}            "notes": "resets every Monday",\n`),
    );
  });

  it('takes a field away where it is given as null', async () => {
    await writeList(teamList, byHand);
    await run('editAccount', { login: LOGIN, owner: null });
    assert.equal(read(teamList), byHand.replace('            "owner": "priya@acme.test",\n', ''));
  });

  it('keeps the keys and comments of an organisation that it changes', async () => {
    await writeList(teamList, byHand);
    await run('editAccount', { login: LOGIN, organisations: [{ name: 'Demo Company (AU)', region: 'NZ' }] });
    assert.equal(read(teamList), byHand.replace('"region": "AU"', '"region": "NZ"'));
  });

  it('removes an account with its comment, and touches nothing else', async () => {
    await writeList(teamList, byHand);
    await run('removeAccount', { login: 'qa-nz@acme.test', confirm: true });
    assert.equal(
      read(teamList),
      byHand.replace('        { "login": "qa-nz@acme.test", "name": "NZ" }, // last\n', ''),
    );
  });

  it('adds, edits and removes, and the list is as it was', async () => {
    await writeList(teamList, byHand);
    await run('addAccount', { login: 'new@acme.test' });
    await run('editAccount', { login: 'new@acme.test', name: 'New' });
    await run('removeAccount', { login: 'new@acme.test', confirm: true });
    assert.equal(read(teamList), byHand);
  });

  it('removes an account from every list that has it', async () => {
    write(teamList, listOf({ login: LOGIN }));
    await writeList(personalList, listOf({ login: LOGIN.toUpperCase() }, { login: 'own@acme.test' }));
    await run('removeAccount', { login: LOGIN, confirm: true });
    assert.deepEqual(JSON.parse(read(teamList)).accounts, []);
    assert.equal(read(personalList), listOf({ login: 'own@acme.test' }));
  });

  it('keeps CRLF and a byte order mark', async () => {
    const text = `\uFEFF${byHand.replaceAll('\n', '\r\n')}`;
    await writeList(teamList, text);
    await run('addAccount', { login: 'new@acme.test', name: 'New' });
    const added = read(teamList);
    assert.ok(added.startsWith('\uFEFF//'));
    assert.doesNotMatch(added, /[^\r]\n/);
    await run('removeAccount', { login: 'new@acme.test', confirm: true });
    assert.equal(read(teamList), text);
  });

  it('keeps tabs', async () => {
    const text = `{\n\t"version": 1,\n\t"accounts": [\n\t\t{\n\t\t\t"login": "${LOGIN}"\n\t\t}\n\t]\n}\n`;
    await writeList(teamList, text);
    await run('editAccount', { login: LOGIN, name: 'AU' });
    assert.equal(read(teamList), text.replace(`"${LOGIN}"`, `"${LOGIN}",\n\t\t\t"name": "AU"`));
  });
});

describe('Adding, editing and removing accounts is rejected', () => {
  startFresh();

  const rejected: readonly [what: string, command: string, argument: object, message: RegExp][] = [
    ['without a login', 'addAccount', {}, /“login” is required/],
    ['without a login', 'editAccount', { name: 'AU' }, /“login” is required/],
    ['without a login', 'removeAccount', { confirm: true }, /“login” is required/],
    ['with a login of the wrong type', 'addAccount', { login: 5 }, /“login” must be .*string/],
    ['with a login that is no address', 'addAccount', { login: 'AU payroll' }, /“AU payroll” isn’t an email/],
    ['with a name of the wrong type', 'addAccount', { login: 'new@acme.test', name: 5 }, /“name” .* string/],
    [
      'with tags of the wrong type',
      'editAccount',
      { login: LOGIN, tags: 'payroll' },
      /“tags” must be an array\./,
    ],
    [
      'with an unknown region',
      'editAccount',
      { login: LOGIN, organisations: [{ name: 'Demo', region: 'Mars' }] },
      /“organisations\.0\.region”/,
    ],
    [
      'with a day that is none',
      'editAccount',
      { login: LOGIN, mfaSetUpOn: 'Monday' },
      /“mfaSetUpOn” must be a date that exists, in the form YYYY-MM-DD/,
    ],
    [
      'with the login as backup email',
      'addAccount',
      { login: 'new@acme.test', backupEmail: 'New@acme.test' },
      /backup email must differ from the login/,
    ],
    [
      'with the login as backup email',
      'editAccount',
      { login: LOGIN, backupEmail: LOGIN },
      /backup email must differ from the login/,
    ],
    [
      'with a backup email that is no address',
      'editAccount',
      { login: LOGIN, backupEmail: 'Sam' },
      /“Sam” isn’t an email address/,
    ],
    [
      'for a login that is in the list',
      'addAccount',
      { login: LOGIN.toUpperCase() },
      /already in .*Edit that/,
    ],
    ['for an unknown login', 'editAccount', { login: 'who@acme.test', name: 'x' }, /isn’t in any list\. Add/],
    ['for an unknown login', 'removeAccount', { login: 'who@acme.test', confirm: true }, /isn’t in any list/],
    [
      'a day that no month has',
      'addAccount',
      { login: 'new@acme.test', organisations: [{ name: 'A', resetOn: '2026-02-30' }] },
      /“organisations\.0\.resetOn” must be a date that exists, in the form YYYY-MM-DD/,
    ],
    [
      'a shortcode that would become more of an address',
      'editAccount',
      { login: LOGIN, organisations: [{ name: 'A', shortCode: '!a/../b' }] },
      /“organisations\.0\.shortCode” must be a shortcode as Xero shows it, such as “!x1Y2z”/,
    ],
    [
      'for a list there is not',
      'addAccount',
      { login: 'new@acme.test', list: 'file:///x' },
      /isn’t one of the/,
    ],
  ];

  it('with arguments that are wrong', async () => {
    await writeList(teamList, byHand);
    for (const [what, command, argument, message] of rejected) {
      await refuses(command, argument, message).catch(error => {
        throw new Error(`${what}: ${command}`, { cause: error });
      });
      assert.equal(read(teamList), byHand);
      assert.deepEqual(await namesBeside(teamList), ['accounts.json']);
    }
  });

  it('where it would become too large to be read', async () => {
    const size = (text: string): number => Buffer.byteLength(text);
    const entry = { login: LOGIN, notes: '' };
    const notes = 'é'.repeat((5_000_000 - size(listOf(entry)) - 2) / 2);
    const text = listOf({ ...entry, notes });
    assert.ok(size(text) < 5_000_000);
    await writeList(teamList, text);
    await refuses(
      'editAccount',
      { login: LOGIN, name: 'AU payroll' },
      /accounts\.json wasn’t changed\. Lists of 5 MB or more/,
    );
    assert.equal(read(teamList), text);
    await run('editAccount', { login: LOGIN, notes: null });
    assert.equal(read(teamList), listOf({ login: LOGIN }));
  });
});
