import * as assert from 'node:assert/strict';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { askToEditAccount } from '../../src/accounts/editAccount';
import { editInLists } from '../../src/accounts/editLists';
import { AccountLists } from '../../src/accounts/lists';
import { ListWriteError } from '../../src/core/listWriteError';
import { LOGIN } from '../shared/lists';
import { listOf, openEditor, personalList, read, replaceInApi, startFresh, teamList, write } from './support';

const PERSONAL = 'Personal list, on this computer only';

describe('An edit of an account in all lists', () => {
  startFresh();

  let lists: AccountLists;
  beforeEach(async () => {
    await write(teamList, listOf({ login: LOGIN, mfaSetUpOn: '2026-01-01' }));
    await write(personalList, listOf({ login: LOGIN, notes: 'mine', mfaSetUpOn: '2026-02-02' }));
    lists = new AccountLists(vscode.Uri.file(dirname(personalList)), error => assert.fail(String(error)));
    await lists.ready();
  });
  afterEach(() => lists.dispose());

  const reasonOf = async (edit: Promise<void>): Promise<string | undefined> =>
    edit.then(
      () => undefined,
      error => (error instanceof ListWriteError ? error.reason : String(error)),
    );

  it('clears a field in each of them', async () => {
    await editInLists(LOGIN, { mfaSetUpOn: undefined }, lists);
    assert.equal(lists.find(LOGIN)?.mfaSetUpOn, undefined);
    assert.equal(await read(teamList), listOf({ login: LOGIN }));
    assert.equal(await read(personalList), listOf({ login: LOGIN, notes: 'mine' }));
  });

  it('writes a value into the one that decides', async () => {
    await editInLists(LOGIN, { mfaSetUpOn: '2026-11-20' }, lists);
    assert.equal(lists.find(LOGIN)?.mfaSetUpOn, '2026-11-20');
    assert.equal(await read(personalList), listOf({ login: LOGIN, notes: 'mine', mfaSetUpOn: '2026-02-02' }));
  });

  it('says why it could not be made', async () => {
    const editor = await openEditor(personalList);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    assert.equal(await reasonOf(editInLists(LOGIN, { mfaSetUpOn: undefined }, lists)), 'unsaved');
    // A list in which nothing is to be changed is in nobody's way.
    assert.equal(await reasonOf(editInLists(LOGIN, { owner: undefined, name: 'AU' }, lists)), undefined);
    await write(teamList, 'nothing of a list');
    assert.equal(await reasonOf(editInLists(LOGIN, { name: 'NZ' }, lists)), 'invalid');
    assert.equal(await reasonOf(editInLists('who@acme.test', { name: 'NZ' }, lists)), 'invalid');
  });
});

describe('An edit of an account in one of its lists, by asking', () => {
  startFresh();

  const team = { login: LOGIN, tags: ['payroll'], organisations: [{ name: 'Demo Company (AU)' }] };
  const sandbox = { name: 'My sandbox', tenantId: 'b7c1', colour: 'green' };
  const mine = { login: LOGIN, tags: ['mine'], organisations: [sandbox] };

  let lists: AccountLists;
  beforeEach(async () => {
    await write(teamList, listOf(team));
    await write(personalList, listOf(mine));
    lists = new AccountLists(vscode.Uri.file(dirname(personalList)), error => assert.fail(String(error)));
    await lists.ready();
  });
  afterEach(() => lists.dispose());

  /** The person: picks these rows one after another, adds to what is in each box, and leaves. */
  async function edit(rows: readonly string[], addition: string): Promise<string[]> {
    const left = [...rows];
    const boxes: string[] = [];
    const putBack = await replaceInApi('window', {
      showQuickPick: async (items: readonly vscode.QuickPickItem[]) => {
        const wanted = left.shift();
        return wanted && (items.find(({ label }) => label === wanted) ?? assert.fail(`no row ${wanted}`));
      },
      showInputBox: async ({ value = '' }: vscode.InputBoxOptions) => {
        boxes.push(value);
        return value + addition;
      },
    });
    try {
      await askToEditAccount(lists.find(LOGIN) ?? assert.fail(), { lists, now: Date.now });
    } finally {
      putBack();
    }
    assert.deepEqual(left, []);
    return boxes;
  }

  it('starts from what that list says, and copies nothing of another list into it', async () => {
    assert.deepEqual(await edit([PERSONAL, 'Tags', 'Tags', 'Owner'], ', more'), ['mine', 'mine, more', '']);
    assert.equal(
      await read(personalList),
      listOf({ ...mine, tags: ['mine', 'more', 'more'], owner: ', more' }),
    );
    assert.equal(await read(teamList), listOf(team));
  });

  it('changes one of its organisations, and keeps the others with their keys', async () => {
    const other = { name: 'Other', region: 'NZ', colour: 'red' };
    await write(personalList, listOf({ ...mine, organisations: [sandbox, other] }));
    await lists.reload();
    await edit([PERSONAL, 'Organisation', 'My sandbox', 'AU', 'None'], '');
    assert.equal(
      await read(personalList),
      listOf({ ...mine, organisations: [{ ...sandbox, region: 'AU' }, other] }),
    );
    assert.equal(await read(teamList), listOf(team));
  });
});
