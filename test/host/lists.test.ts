import * as assert from 'node:assert/strict';
import { rename, rm, symlink, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import {
  elsewhere,
  eventually,
  listOf,
  personalList,
  problemsIn,
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
