import * as assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, symlink, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { AccountLists } from '../../src/accounts/lists';
import { rangesIn } from '../../src/accounts/ranges';
import { ListWriteError } from '../../src/core/listWriteError';
import {
  elsewhere,
  eventually,
  labelOf,
  listOf,
  openEditor,
  personalList,
  problemsIn,
  refuses,
  run,
  set,
  startFresh,
  TestTree,
  teamList,
  write,
  writeList,
} from './support';

const GOOD = { login: 'good@acme.test' };

async function isKnown(login: string): Promise<void> {
  await vscode.env.clipboard.writeText('');
  await run('copyLogin', { login });
  assert.equal(await vscode.env.clipboard.readText(), login);
}

describe('Lists', () => {
  startFresh();

  let tree: TestTree;
  beforeEach(async () => {
    tree = await TestTree.open();
  });
  afterEach(() => tree.dispose());

  const logins = (): string[] => tree.accountLists.accounts.map(({ login }) => login);

  it('are none at first', () => {
    assert.deepEqual(tree.items(), []);
    assert.deepEqual(problemsIn(teamList), []);
  });

  describe('are read from', () => {
    it('the workspace folder', async () => {
      await writeList(teamList, listOf(GOOD));
      await isKnown(GOOD.login);
    });

    it('the personal list in the global storage', async () => {
      await writeList(personalList, listOf(GOOD));
      await isKnown(GOOD.login);
    });

    it('an absolute path in xeroMfa.accountsFiles', async () => {
      const path = join(elsewhere, 'more.json');
      await write(path, listOf(GOOD));
      await set('accountsFiles', [path]);
      await isKnown(GOOD.login);
    });

    it('a path under ~/ in xeroMfa.accountsFiles', async () => {
      const folder = `.xero-mfa-test-${crypto.randomUUID()}`;
      await write(join(homedir(), folder, 'more.json'), listOf(GOOD));
      try {
        await set('accountsFiles', [`~/${folder}/more.json`]);
        await isKnown(GOOD.login);
      } finally {
        await rm(join(homedir(), folder), { recursive: true });
      }
    });

    it('a URI in xeroMfa.accountsFiles', async () => {
      const path = join(elsewhere, 'with space.json');
      await write(path, listOf(GOOD));
      await set('accountsFiles', [vscode.Uri.file(path).toString()]);
      await isKnown(GOOD.login);
    });

    it('all of these at once, where one login in several is one account', async () => {
      const more = join(elsewhere, 'more.json');
      await write(teamList, listOf({ login: 'qa@acme.test', name: 'Team', owner: 'priya@acme.test' }));
      await write(more, listOf({ login: 'QA@Acme.test', name: 'More', notes: 'from the setting' }));
      await write(
        personalList,
        listOf({ login: 'qa@ACME.test', tags: ['mine'] }, { login: 'own@acme.test' }),
      );
      await set('accountsFiles', [more]);
      await eventually(() => {
        assert.deepEqual(logins(), ['qa@acme.test', 'own@acme.test']);
        const { name, owner, notes, tags } = tree.accountLists.find('qa@acme.test') ?? {};
        assert.deepEqual(
          [name, owner, notes, tags],
          ['Team', 'priya@acme.test', 'from the setting', ['mine']],
        );
      });
      assert.equal(tree.accountLists.listsWith('qa@acme.test').length, 3);
    });
  });

  describe('are followed while other programs', () => {
    const bad = listOf({ login: 'not an address' }, GOOD);

    async function shows(path: string): Promise<void> {
      await eventually(() => {
        assert.deepEqual(logins(), [GOOD.login]);
        assert.equal(problemsIn(path).length, 1);
        assert.equal(tree.items().length, 2);
      });
    }

    async function showsNothing(path: string): Promise<void> {
      await eventually(() => {
        assert.deepEqual(tree.items(), []);
        assert.deepEqual(problemsIn(path), []);
      });
    }

    it('make the folder and the list, change it, remove it, and make it again', async () => {
      await write(teamList, bad);
      await shows(teamList);
      await write(teamList, listOf({ login: 'changed@acme.test' }));
      await eventually(() => {
        assert.deepEqual(logins(), ['changed@acme.test']);
        assert.deepEqual(problemsIn(teamList), []);
      });
      await unlink(teamList);
      await showsNothing(teamList);
      await write(teamList, bad);
      await shows(teamList);
      await rm(dirname(teamList), { recursive: true });
      await showsNothing(teamList);
    });

    it('rename the list away and another one into its place', async () => {
      await write(teamList, bad);
      await shows(teamList);
      await rename(teamList, `${teamList}.old`);
      await showsNothing(teamList);
      await rename(`${teamList}.old`, teamList);
      await shows(teamList);
    });

    it('put a new file over it, as git does', async () => {
      await write(teamList, listOf({ login: 'before@acme.test' }));
      await eventually(() => assert.deepEqual(logins(), ['before@acme.test']));
      await write(`${teamList}.new`, bad);
      await rename(`${teamList}.new`, teamList);
      await shows(teamList);
    });

    it('make, change and remove the personal list', async () => {
      await write(personalList, bad);
      await shows(personalList);
      await write(personalList, listOf({ login: 'changed@acme.test' }));
      await eventually(() => assert.deepEqual(logins(), ['changed@acme.test']));
      await unlink(personalList);
      await showsNothing(personalList);
    });

    it('make, change and remove a list that a setting names', async () => {
      const path = join(elsewhere, 'later.json');
      await set('accountsFiles', [path]);
      await write(path, bad);
      await shows(path);
      await write(path, listOf({ login: 'changed@acme.test' }));
      await eventually(() => assert.deepEqual(logins(), ['changed@acme.test']));
      await unlink(path);
      await showsNothing(path);
    });

    it('make and remove the folder of a list that a setting names', async () => {
      const path = join(elsewhere, 'not-yet', 'later.json');
      await set('accountsFiles', [path]);
      // Until a change is seen nothing tells that the folder is watched already.
      let changes = 0;
      await eventually(async () => {
        await write(path, listOf({ login: `change-${++changes}@acme.test` }));
        await eventually(() => assert.deepEqual(logins(), [`change-${changes}@acme.test`]), 1000);
      });
      await write(path, bad);
      await shows(path);
      await rm(dirname(path), { recursive: true });
      await showsNothing(path);
    });

    it('change what a link in a setting leads to', async () => {
      const target = join(elsewhere, 'shared', 'target.json');
      const link = join(elsewhere, 'link.json');
      await write(target, listOf(GOOD));
      await symlink(target, link);
      await set('accountsFiles', [link]);
      await eventually(() => assert.deepEqual(logins(), [GOOD.login]));
      await write(target, listOf({ login: 'changed@acme.test' }));
      await eventually(() => assert.deepEqual(logins(), ['changed@acme.test']));
    });

    it('change a list whose name looks like a pattern', async () => {
      const path = join(elsewhere, '{team} [AU].json');
      await set('accountsFiles', [path]);
      await write(path, bad);
      await shows(path);
    });
  });

  it('are one list where the setting names that of the workspace, through a link too', async () => {
    const link = join(elsewhere, 'link.json');
    await write(teamList, listOf(GOOD));
    await symlink(teamList, link);
    await set('accountsFiles', [teamList, link]);
    await eventually(() => assert.deepEqual(logins(), [GOOD.login]));
    assert.deepEqual(
      tree.accountLists.lists.map(({ source }) => source.kind),
      ['workspace', 'personal'],
    );
    assert.equal(tree.accountLists.listAt(vscode.Uri.file(teamList))?.source.kind, 'workspace');
  });

  it('are not parsed again where nothing changed', async () => {
    await writeList(teamList, listOf(GOOD));
    await tree.accountLists.reload();
    const { accounts } = tree.accountLists.lists[0] ?? {};
    await writeList(personalList, listOf({ login: 'own@acme.test' }));
    await tree.accountLists.reload();
    assert.equal(logins().length, 2);
    assert.equal(tree.accountLists.lists[0]?.accounts, accounts);
  });

  it('are let go of when the setting no longer names them', async () => {
    const path = join(elsewhere, 'more.json');
    await write(path, listOf({ login: 'not an address' }, GOOD));
    await set('accountsFiles', [path]);
    await eventually(() => assert.equal(problemsIn(path).length, 1));
    await set('accountsFiles', undefined);
    await eventually(() => {
      assert.deepEqual(problemsIn(path), []);
      assert.deepEqual(logins(), []);
    });
  });
});

describe('The list of a workspace that is not trusted', () => {
  startFresh();

  const KNOWN = 'qa@acme.test';
  const planted = listOf(
    {
      login: KNOWN,
      name: 'Planted',
      owner: 'eve@evil.test',
      backupEmail: 'eve@evil.test',
      tags: ['planted'],
    },
    { login: 'more@acme.test', name: 'More', owner: 'eve@evil.test', backupEmail: 'eve@evil.test' },
  );

  let granted: vscode.EventEmitter<void>;
  let trust: { isTrusted: boolean; readonly onDidGrantWorkspaceTrust: vscode.Event<void> };
  let lists: AccountLists;
  beforeEach(async () => {
    await write(teamList, planted);
    await write(personalList, listOf({ login: KNOWN }));
    granted = new vscode.EventEmitter();
    trust = { isTrusted: false, onDidGrantWorkspaceTrust: granted.event };
    const storage = vscode.Uri.file(dirname(personalList));
    lists = new AccountLists(storage, error => assert.fail(String(error)), trust);
    await lists.ready();
  });
  afterEach(() => lists.dispose());

  it('adds accounts, without what the guide would have a person act on, and changes none', () => {
    assert.deepEqual(lists.accounts, [
      { login: KNOWN, name: KNOWN, organisations: [], tags: [] },
      { login: 'more@acme.test', name: 'More', organisations: [], tags: [] },
    ]);
  });

  it('counts as any other once it is trusted', async () => {
    trust.isTrusted = true;
    granted.fire();
    await eventually(() => {
      assert.equal(lists.find(KNOWN)?.backupEmail, 'eve@evil.test');
      assert.equal(lists.lists[0]?.source.kind, 'workspace');
    });
  });

  it('is not written to', async () => {
    const refusal = (error: unknown): boolean =>
      error instanceof ListWriteError &&
      error.reason === 'untrusted' &&
      /not trusted this folder/.test(error.message);
    await assert.rejects(lists.editAccount('more@acme.test', { backupEmail: 'b@acme.test' }), refusal);
    const source = lists.listAt(vscode.Uri.file(teamList))?.source;
    assert.ok(source);
    await assert.rejects(
      lists.edit(source, () => ''),
      refusal,
    );
    await lists.editAccount(KNOWN, { owner: undefined, notes: 'mine' });
    assert.equal(await readFile(teamList, 'utf8'), planted);
    assert.equal(lists.find(KNOWN)?.notes, 'mine');
  });
});

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
    message: /“AU payroll” is not an email address\. The login is/,
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
    unwritable: /supports version 1 of a list.* was not changed/,
  },
  {
    what: 'no version',
    text: `«{ "accounts": [{ "login": "${GOOD.login}" }] }»\n`,
    kind: 'unknownVersion',
    message: /Add "version": 1/,
    unwritable: /supports version 1 of a list.* was not changed/,
  },
  {
    what: 'text that is not JSON',
    text: beside('{ "login": "qa@acme.test" «"name"»: "AU payroll" }'),
    kind: 'syntax',
    message: /not valid JSON .*\. Correct it/,
    unwritable: /has errors, so it was not changed/,
  },
  {
    what: 'accounts that are no array',
    text: '{ "version": 1, "accounts": «{}» }\n',
    kind: 'noAccounts',
    message: /must be an array of accounts/,
    unwritable: /“accounts” is not an array in .*, so the list was not changed/,
    hidesAll: true,
  },
  {
    what: 'a list that is no object',
    text: '«[]»\n',
    kind: 'notObject',
    message: /must be an object: \{ "version": 1/,
    unwritable: /has errors, so it was not changed/,
    hidesAll: true,
  },
];

describe('In a list,', () => {
  startFresh();

  let tree: TestTree;
  beforeEach(async () => {
    tree = await TestTree.open();
  });
  afterEach(() => tree.dispose());

  for (const { what, text: marked, kind, message, warns, unwritable, hidesAll } of flaws) {
    it(`${what} is a problem at its place, ${unwritable ? 'the list is not written to' : 'and stays as it is'}`, async () => {
      const text = marked.replace(/[«»]/g, '');
      const start = marked.indexOf('«');
      const expected = rangesIn(text)(start, marked.indexOf('»') - start - 1);
      await writeList(teamList, text);

      const problems = await eventually(() => {
        const found = problemsIn(teamList);
        assert.notEqual(found.length, 0);
        return found;
      });
      const [problem] = problems;
      assert.equal(problems.length, 1, problems.map(other => other.message).join('\n'));
      assert.ok(problem);
      assert.deepEqual(problem.range, expected);
      assert.equal(problem.code, kind);
      assert.match(problem.message, message);
      assert.equal(vscode.DiagnosticSeverity[problem.severity], warns ? 'Warning' : 'Error');

      await eventually(() => assert.match(tree.labels()[0] ?? '', /^1 problem in a list$/));
      const [row] = tree.getChildren();
      // Where the entry's login can be read, the row says whose problem it is.
      const whose =
        ['wrongType', 'duplicateLogin', 'backupEmailIsLogin', 'malformedBackupEmail'].includes(kind) &&
        !problem.message.includes('“login”');
      assert.deepEqual(tree.labels(row), [whose ? `qa@acme.test: ${problem.message}` : problem.message]);
      if (!hidesAll) {
        assert.ok(tree.labels().some(label => label.includes(GOOD.login)));
        await isKnown(GOOD.login);
      }

      const account = { login: 'new@acme.test' };
      if (unwritable) {
        await refuses('addAccount', account, unwritable);
        assert.equal(await readFile(teamList, 'utf8'), text);
      } else {
        await run('addAccount', account);
        const written = await readFile(teamList, 'utf8');
        const place = marked.slice(start + 1, marked.indexOf('»'));
        assert.ok(written.includes(place) && written.includes(account.login), written);
      }
    });
  }

  it('a login that is there twice leads to its first entry', async () => {
    await writeList(teamList, listOf({ login: 'qa@acme.test' }, { login: 'QA@acme.test' }));
    const [first] = await eventually(() => {
      const [problem] = problemsIn(teamList);
      assert.ok(problem?.relatedInformation);
      return problem.relatedInformation;
    });
    assert.equal(first?.location.range.start.line, 4);
  });

  it('5 MB are a problem at its start, and are left alone', async () => {
    const text = listOf(GOOD, { login: 'qa@acme.test', notes: 'x'.repeat(5_000_000) });
    await writeList(teamList, text);
    const [problem] = await eventually(() => {
      assert.equal(problemsIn(teamList).length, 1);
      return problemsIn(teamList);
    });
    assert.deepEqual(problem?.range, new vscode.Range(0, 0, 0, 0));
    assert.match(problem?.message ?? '', /5 MB or larger .* Split it/);
    await eventually(() => assert.match(tree.labels()[0] ?? '', /^1 problem/));
    await refuses('addAccount', { login: 'new@acme.test' }, /has errors, so it was not changed/);
    assert.equal(await readFile(teamList, 'utf8'), text);
  });

  it('bytes that are not UTF-8 are a problem at the first of them, and are left alone', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{\n  "version": 1,\n  "accounts": [{ "login": "qa@acme.test", "name": "Café '),
      Buffer.from([0xe9]),
      Buffer.from('" }]\n}\n'),
    ]);
    await writeList(teamList, bytes);
    const [problem] = await eventually(() => {
      assert.equal(problemsIn(teamList).length, 1);
      return problemsIn(teamList);
    });
    const line = '  "accounts": [{ "login": "qa@acme.test", "name": "Café ';
    assert.deepEqual(problem?.range, new vscode.Range(2, line.length, 2, line.length + 1));
    assert.match(problem?.message ?? '', /not UTF-8 .* Save it with the encoding UTF-8/);
    await eventually(() => assert.match(tree.labels()[0] ?? '', /^1 problem/));
    await refuses('addAccount', { login: 'new@acme.test' }, /has errors, so it was not changed/);
    assert.deepEqual(await readFile(teamList), bytes);
  });

  it('many problems are counted in one row', async () => {
    await writeList(teamList, listOf({ login: 'one' }, { login: 'two' }, GOOD, { name: 'three' }));
    await eventually(() => assert.match(tree.labels()[0] ?? '', /^3 problems in a list$/));
    assert.equal(tree.items()[0]?.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
  });

  it('a folder in its place is one row, and hides no other list', async () => {
    await mkdir(teamList, { recursive: true });
    await writeList(personalList, listOf(GOOD));
    await eventually(() => assert.match(tree.labels()[0] ?? '', /cannot be read$/));
    await isKnown(GOOD.login);
  });

  it('the row of a problem opens the list at its place', async () => {
    await writeList(teamList, beside('{ "login": "AU payroll" }'));
    const row = await eventually(() => {
      const [list] = tree.getChildren();
      const [problem] = tree.items(list);
      assert.ok(problem?.command);
      return problem.command;
    });
    await openEditor(teamList);
    await vscode.commands.executeCommand(row.command, ...(row.arguments ?? []));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, teamList);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 4);
  });
});

describe('The setting xeroMfa.accountsFiles', () => {
  startFresh();

  let tree: TestTree;
  beforeEach(async () => {
    await writeList(teamList, listOf(GOOD));
    tree = await TestTree.open();
  });
  afterEach(() => tree.dispose());

  for (const entry of [
    'lists/team.json',
    './team.json',
    'C:team.json',
    '~priya/team.json',
    'file:////x',
    String.raw`\\.\pipe\x`,
    String.raw`\\server`,
    '',
  ]) {
    it(`names no file with “${entry}”: a row that leads to the settings, and the other lists stay`, async () => {
      await set('accountsFiles', [entry]);
      const row = await eventually(() => {
        const [first] = tree.items();
        assert.equal(tree.items().length, 2);
        assert.ok(first);
        return first;
      });
      assert.equal(labelOf(row), `“${entry}” is not an absolute path or a URI`);
      assert.equal(row.command?.command, 'workbench.action.openSettings');
      await isKnown(GOOD.login);
    });
  }

  it('may name a file on the Windows network', async () => {
    await set('accountsFiles', [String.raw`\\server\share\team\accounts.json`]);
    const list = await eventually(() => {
      const found = tree.accountLists.lists.find(({ source }) => source.kind === 'setting');
      assert.ok(found);
      return found;
    });
    assert.equal(list.source.uri.toString(), 'file://server/share/team/accounts.json');
    assert.deepEqual(tree.accountLists.badSettings, []);
  });

  it('has one row for an entry that is there twice', async () => {
    await set('accountsFiles', ['team.json', 'team.json', 5, 5]);
    await eventually(() => assert.equal(tree.items().length, 3));
  });

  for (const value of ['team.json', null, 5, { a: 1 }]) {
    it(`keeps no list from being read where it is ${JSON.stringify(value)}`, async () => {
      await set('accountsFiles', value);
      await writeList(teamList, listOf({ login: 'new@acme.test' }));
      await isKnown('new@acme.test');
      await eventually(() => assert.match(tree.labels().at(-1) ?? '', /^new@acme\.test/));
    });
  }

  it('may name a file system that nobody provides: a row, and the other lists stay', async () => {
    await set('accountsFiles', ['nosuchthing://somewhere/accounts.json']);
    await eventually(() => assert.match(tree.labels()[0] ?? '', /cannot be read$/));
    await isKnown(GOOD.login);
  });
});

describe('While a list is edited by hand', () => {
  startFresh();

  it('its problems follow what is typed before it is saved, and go when it is undone', async () => {
    await writeList(teamList, listOf({ login: 'qa@acme.test' }));
    const editor = await openEditor(teamList);
    const at = editor.document.positionAt(editor.document.getText().indexOf('@'));

    await editor.edit(edit => edit.replace(new vscode.Range(at, at.translate(0, 1)), ' at '));
    const [problem] = await eventually(() => {
      assert.equal(problemsIn(teamList).length, 1);
      return problemsIn(teamList);
    });
    assert.equal(editor.document.isDirty, true);
    assert.equal(editor.document.getText(problem?.range), '"qa at acme.test"');

    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '\n\n'));
    await eventually(() =>
      assert.equal(editor.document.getText(problemsIn(teamList)[0]?.range), '"qa at acme.test"'),
    );

    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => assert.deepEqual(problemsIn(teamList), []));
  });

  it('a problem is opened where it stands now', async () => {
    const text = listOf({ login: 'one' }, GOOD, { login: 'two' }, GOOD, GOOD);
    // Editors show one kind of line end.
    const mixed = text.replaceAll('\n', '\r\n').replace('\r\n', '\n');
    await writeList(teamList, mixed);
    const { document } = await vscode.window.showTextDocument(vscode.Uri.file(teamList));
    await eventually(() => assert.equal(document.getText(), text.replaceAll('\n', '\r\n')));
    const openAt = async (wanted: string, offset: number): Promise<void> => {
      await run('openAccountsFile', { uri: vscode.Uri.file(teamList).toString(), offset });
      const { selection } = vscode.window.activeTextEditor ?? assert.fail();
      assert.equal(
        document.getText().slice(document.offsetAt(selection.start)).slice(0, wanted.length),
        wanted,
      );
    };
    const problems = ['"one"', '"two"'] as const;
    const last = mixed.lastIndexOf('"good');
    for (const problem of problems) await openAt(problem, mixed.indexOf(problem));
    await openAt('"good@acme.test"', last);
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(2, 0), '\n// a note that is not saved yet\n\n');
    await vscode.workspace.applyEdit(change);
    assert.equal(document.isDirty, true);
    for (const problem of problems) await openAt(problem, mixed.indexOf(problem));
    await openAt('"good@acme.test"', last);
    const { selection } = vscode.window.activeTextEditor ?? assert.fail();
    assert.equal(document.offsetAt(selection.start), document.getText().lastIndexOf('"good'));
  });

  it('its problems are those on disk again when the editor is closed without saving', async () => {
    await writeList(teamList, listOf({ login: 'qa@acme.test' }));
    const editor = await openEditor(teamList);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), 'nope'));
    await eventually(() => assert.notEqual(problemsIn(teamList).length, 0));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually(() => assert.deepEqual(problemsIn(teamList), []));
  });

  it('a list with a byte order mark and CRLF has its problems at the same places', async () => {
    const text = listOf({ login: 'qa at acme.test' }).replaceAll('\n', '\r\n');
    await writeList(teamList, `\uFEFF${text}`);
    const [problem] = await eventually(() => {
      assert.equal(problemsIn(teamList).length, 1);
      return problemsIn(teamList);
    });
    const { document } = await openEditor(teamList);
    assert.equal(problem && document.getText(problem.range), '"qa at acme.test"');
  });
});
