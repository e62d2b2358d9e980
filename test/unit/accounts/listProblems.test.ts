import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { rangesIn } from '../../../src/accounts/ranges';
import { eventually } from '../../shared/eventually';
import { listOf, read, refuses, rowLabels, run, startFresh, teamList, vsCode, writeList } from '../extension';

const GOOD = { login: 'good@acme.test' };

async function isKnown(login: string): Promise<void> {
  await vsCode.clipboard.writeText('');
  await run('copyLogin', { login });
  assert.equal(await vsCode.clipboard.readText(), login);
}

interface Flaw {
  what: string;
  /** The text of the list; the place of the problem is between « and ». */
  text: string;
  kind: string;
  message: RegExp;
  /** Whether only a field is left out. */
  warns?: true;
  /** Whether the whole file is not understood, so that nothing may write to it. */
  unwritable?: RegExp;
  /** Whether nothing of it can be read. */
  hidesAll?: true;
}

/** The flaws whose entries have a name. */
const NAMED: readonly string[] = ['missingLogin', 'malformedLogin'];

/** The icon that VS Code itself shows problems with. */
function iconOf(severity: 'error' | 'warning'): vscode.ThemeIcon {
  const color = { error: 'problemsErrorIcon.foreground', warning: 'problemsWarningIcon.foreground' }[
    severity
  ];
  return new vscode.ThemeIcon(severity, new vscode.ThemeColor(color));
}

/** A list with an entry that is as it should be beside what `entry` says. */
function beside(entry: string): string {
  return `{\n  "version": 1,\n  // the team's\n  "accounts": [\n    ${entry},\n    { "login": "${GOOD.login}" }\n  ]\n}\n`;
}

const flaws: readonly Flaw[] = [
  {
    what: 'a field of the wrong type',
    text: beside('{ "login": "qa@acme.test", "tags": «"payroll"» }'),
    kind: 'wrongType',
    message: /“tags” must be an array/,
    warns: true,
  },
  {
    what: 'a region that Xero does not have',
    text: beside('{ "login": "qa@acme.test", "organisations": [{ "name": "Demo", "region": «"Mars"» }] }'),
    kind: 'wrongType',
    message: /“organisations\[0\]\.region” must be one of AU, NZ,/,
    warns: true,
  },
  {
    what: 'an account without a login',
    text: beside('«{ "name": "AU payroll" }»'),
    kind: 'missingLogin',
    message: /has no “login”\. Add the email address/,
  },
  {
    what: 'a login that is no email address',
    text: beside('{ "login": «"AU payroll"», "name": "AU payroll" }'),
    kind: 'malformedLogin',
    message: /“AU payroll” isn’t an email address\. The login is/,
  },
  {
    what: 'a login that is no text',
    text: beside('{ "login": «5» }'),
    kind: 'wrongType',
    message: /“login” must be text in quotes\. Until you correct it, this account is ignored/,
  },
  {
    what: 'a login for the second time, in other letters',
    text: beside('{ "login": "qa@acme.test" },\n    { "login": «"QA@Acme.Test"» }'),
    kind: 'duplicateLogin',
    message: /qa@acme\.test is already in this list\. Only the first entry is used\. Merge the two/,
  },
  {
    what: 'a backup email that is the login',
    text: beside('{ "login": "qa@acme.test", "backupEmail": «"QA@acme.test"» }'),
    kind: 'backupEmailIsLogin',
    message: /must differ from the login/,
    warns: true,
  },
  {
    what: 'a password, written by hand among comments,',
    text: beside('{ "login": "qa@acme.test", "password": «"hunter2"» }'),
    kind: 'holdsPassword',
    message: /^This looks like a password\. A list is for everyone in the repository: remove it/,
    warns: true,
  },
  {
    what: 'a setup key, written by hand among comments,',
    text: beside('{ "login": "qa@acme.test", "setupKey": «"whatever"» }'),
    kind: 'holdsKey',
    message: /^This looks like a setup key\./,
    warns: true,
  },
  {
    what: 'a link of a key in the notes',
    text: beside(
      '{ "login": "qa@acme.test", "notes": «"Ask Priya. otpauth://totp/Xero:qa@acme.test?secret=JBSWY3DPEHPK3PXP"» }',
    ),
    kind: 'holdsKey',
    message: /^This looks like a setup key\./,
    warns: true,
  },
  {
    what: 'an account that is no object',
    text: beside('«"qa@acme.test"»'),
    kind: 'entryNotObject',
    message: /must be an object with a login/,
  },
  {
    what: 'an unknown version',
    text: beside('{ "login": "qa@acme.test" }').replace('1', '«2»'),
    kind: 'unknownVersion',
    message: /not version 2\. Update the extension/,
    unwritable: /wasn’t changed because this extension supports only version 1 of a list/,
  },
  {
    what: 'no version',
    text: `«{ "accounts": [{ "login": "${GOOD.login}" }] }»\n`,
    kind: 'unknownVersion',
    message: /Add "version": 1/,
    unwritable: /wasn’t changed because this extension supports only version 1 of a list/,
  },
  {
    what: 'text that is not JSON',
    text: beside('{ "login": "qa@acme.test" «"name"»: "AU payroll" }'),
    kind: 'syntax',
    message: /isn’t valid JSON: a comma is missing here\./,
    unwritable: /has errors, so it wasn’t changed/,
  },
  {
    what: 'accounts that are no array',
    text: '{ "version": 1, "accounts": «{}» }\n',
    kind: 'noAccounts',
    message: /must be an array of accounts/,
    unwritable: /“accounts” isn’t an array in .*, so the list wasn’t changed/,
    hidesAll: true,
  },
  {
    what: 'a list that is no object',
    text: '«[]»\n',
    kind: 'notObject',
    message: /must be an object: \{ "version": 1/,
    unwritable: /has errors, so it wasn’t changed/,
    hidesAll: true,
  },
];

describe('In a list,', () => {
  startFresh();

  for (const { what, text: marked, kind, message, warns, unwritable, hidesAll } of flaws) {
    it(`${what} is a problem at its place, ${unwritable ? 'the list is not written to' : 'and stays as it is'}`, async () => {
      const text = marked.replace(/[«»]/g, '');
      const start = marked.indexOf('«');
      const expected = rangesIn(text)(start, marked.indexOf('»') - start - 1);
      await writeList(teamList, text);

      const problems = await eventually(() => {
        const found = vsCode.problemsIn(teamList);
        assert.notEqual(found.length, 0);
        return found;
      });
      const [problem] = problems;
      assert.equal(problems.length, 1, problems.map(other => other.message).join('\n'));
      assert.ok(problem);
      assert.deepEqual(problem.range, expected);
      assert.equal(problem.code, kind);
      assert.match(problem.message, message);
      const severity = warns ? 'Warning' : 'Error';
      assert.equal(problem.severity, vscode.DiagnosticSeverity[severity]);

      await eventually(async () => assert.match((await rowLabels())[0] ?? '', /^1 problem in a list$/));
      const [row = ''] = await rowLabels();
      // Where the entry's login or name can be read, the row says whose problem it is.
      const hasLogin =
        [
          'wrongType',
          'duplicateLogin',
          'backupEmailIsLogin',
          'malformedBackupEmail',
          'holdsKey',
          'holdsPassword',
        ].includes(kind) && !problem.message.includes('“login”');
      const whose = [hasLogin ? 'qa@acme.test' : [], NAMED.includes(kind) ? 'AU payroll' : []].flat();
      assert.deepEqual(await rowLabels(row), [[...whose, problem.message].join(': ')]);
      if (!hidesAll) {
        assert.ok((await rowLabels()).some(label => label.includes(GOOD.login)));
        await isKnown(GOOD.login);
      }

      const account = { login: 'new@acme.test' };
      if (unwritable) {
        await refuses('addAccount', account, unwritable);
        assert.equal(read(teamList), text);
      } else {
        await run('addAccount', account);
        const written = read(teamList);
        const place = marked.slice(start + 1, marked.indexOf('»'));
        assert.ok(written.includes(place) && written.includes(account.login), written);
      }
    });
  }

  it('5 MB are a problem at its start, and are left alone', async () => {
    const text = listOf(GOOD, { login: 'qa@acme.test', notes: 'x'.repeat(5_000_000) });
    await writeList(teamList, text);
    const [problem] = await eventually(() => {
      assert.equal(vsCode.problemsIn(teamList).length, 1);
      return vsCode.problemsIn(teamList);
    });
    assert.deepEqual(problem?.range, new vscode.Range(0, 0, 0, 0));
    assert.match(problem?.message ?? '', /5 MB or larger\. Split it/);
    await eventually(async () => assert.match((await rowLabels())[0] ?? '', /^1 problem/));
    await refuses('addAccount', { login: 'new@acme.test' }, /has errors, so it wasn’t changed/);
    assert.equal(read(teamList), text);
  });

  it('bytes that are not UTF-8 are a problem at the first of them, and are left alone', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{\n  "version": 1,\n  "accounts": [{ "login": "qa@acme.test", "name": "Café '),
      Buffer.from([0xe9]),
      Buffer.from('" }]\n}\n'),
    ]);
    await writeList(teamList, bytes);
    const [problem] = await eventually(() => {
      assert.equal(vsCode.problemsIn(teamList).length, 1);
      return vsCode.problemsIn(teamList);
    });
    const line = '  "accounts": [{ "login": "qa@acme.test", "name": "Café ';
    assert.deepEqual(problem?.range, new vscode.Range(2, line.length, 2, line.length + 1));
    assert.match(problem?.message ?? '', /isn’t UTF-8 .* Save it with UTF-8 encoding/);
    await eventually(async () => assert.match((await rowLabels())[0] ?? '', /^1 problem/));
    await refuses('addAccount', { login: 'new@acme.test' }, /has errors, so it wasn’t changed/);
    assert.deepEqual(Buffer.from(await vsCode.files.fs.readFile(teamList)), bytes);
  });

  it('many problems are counted in one row', async () => {
    await writeList(
      teamList,
      listOf(GOOD, { login: 'a@acme.test', owner: 5 }, { login: 'b@acme.test', notes: [], tags: 'one' }),
    );
    await eventually(async () => assert.match((await rowLabels())[0] ?? '', /^3 problems in a list$/));
    const [row] = await vsCode.window.rows('xeroMfa.accounts');
    assert.equal(row?.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    assert.deepEqual(row?.iconPath, iconOf('warning'));
  });

  it('an entry that can’t be used stays a row, by its name, and looks like an error', async () => {
    await writeList(
      teamList,
      listOf({ login: 'qa', name: 'AU payroll' }, GOOD, { name: 'NZ $(bug) GST' }, { name: ' ', login: 5 }),
    );
    await eventually(async () => assert.match((await rowLabels())[0] ?? '', /^3 problems in a list$/));
    const [list] = await vsCode.window.rows('xeroMfa.accounts');
    assert.equal(list?.collapsibleState, vscode.TreeItemCollapsibleState.Expanded);
    assert.deepEqual(list?.iconPath, iconOf('error'));
    const rows = await vsCode.window.rows('xeroMfa.accounts', '3 problems in a list');
    const labels = rows.map(({ label }) => String(label));
    assert.match(labels[0] ?? '', /^AU payroll: “qa” isn’t an email address/);
    assert.match(labels[1] ?? '', /^NZ .*GST: This account has no “login”/);
    assert.match(labels[2] ?? '', /^“login” must be text in quotes/);
    for (const { iconPath } of rows) assert.deepEqual(iconPath, iconOf('error'));
  });

  it('a missing sign is one problem, in words', async () => {
    const good = listOf({ login: 'qa@acme.test', tags: ['a', 'b'] }, GOOD);
    const faults: readonly [written: string | RegExp, instead: string, message: RegExp][] = [
      [/\}(?=,\s*\{)/, '', /: “\}” is missing here/],
      [/\](?=\s*\}\s*$)/, '', /: “\]” is missing here/],
      [/\}\s*$/, '', /: “\}” is missing here/],
      [/(?<="login"):/, '', /: “:” is missing here/],
      [/(?<="a"),/, '', /: a comma is missing here/],
      ['qa@acme.test"', 'qa@acme.test', /: a quotation mark is missing here/],
      ['"qa@acme.test"', '“qa@acme.test”', /JSON from here on\. Correct it/],
      [/\{(?=\s*"login")/, '', /JSON from here on\. Correct it/],
    ];
    for (const [written, instead, message] of faults) {
      const text = good.replace(written, instead);
      assert.notEqual(text, good);
      await writeList(teamList, text);
      await eventually(() => {
        const messages = vsCode.problemsIn(teamList).map(problem => problem.message);
        assert.equal(messages.length, 1, messages.join('\n'));
        assert.match(messages[0] ?? '', message);
      });
      assert.match((await rowLabels())[0] ?? '', /^1 problem in a list$/);
    }
  });

  it('a fault of the syntax that VS Code names is not named again, but still has its row', async () => {
    await writeList(teamList, '{ "version": 1, "accounts": [ { "login": "qa@acme.test" ');
    const kinds = (): readonly unknown[] => vsCode.problemsIn(teamList).map(({ code }) => code);
    await eventually(() => assert.ok(kinds().includes('syntax')));
    vsCode.sayProblems(teamList, { message: 'Expected comma or closing bracket', source: 'jsonc' });
    assert.deepEqual(kinds(), []);
    assert.match((await rowLabels())[0] ?? '', /^\d problems? in a list$/);
    // What only the extension knows is still said.
    await writeList(teamList, '{ "version": 1, "accounts": [ { "login": "qa" ');
    await eventually(() => assert.deepEqual(kinds(), ['malformedLogin']));
    // VS Code says nothing of a file that is closed.
    vsCode.sayProblems(teamList);
    assert.ok(kinds().includes('syntax'));
    vsCode.sayProblems(teamList, { message: 'A word that is not in the dictionary', source: 'spelling' });
    assert.ok(kinds().includes('syntax'));
  });
});
