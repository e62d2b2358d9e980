import * as assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { editInLists, editList } from '../../src/accounts/editLists';
import { AccountLists } from '../../src/accounts/lists';
import { ListWriteError } from '../../src/core/listWriteError';
import {
  eventually,
  listOf,
  personalList,
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
      /haven’t trusted this folder/.test(error.message);
    await assert.rejects(editInLists('more@acme.test', { backupEmail: 'b@acme.test' }, lists), refusal);
    const source = lists.listAt(vscode.Uri.file(teamList))?.source;
    assert.ok(source);
    await assert.rejects(
      editList(source, () => '', lists),
      refusal,
    );
    await editInLists(KNOWN, { owner: undefined, notes: 'mine' }, lists);
    assert.equal(await readFile(teamList, 'utf8'), planted);
    assert.equal(lists.find(KNOWN)?.notes, 'mine');
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

  it('may name a file system that nobody provides: a row, and the other lists stay', async () => {
    await set('accountsFiles', ['nosuchthing://somewhere/accounts.json']);
    await eventually(() => assert.match(tree.labels()[0] ?? '', /can’t be read$/));
    await isKnown(GOOD.login);
  });
});
