import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LOGIN } from '../shared/lists';
import { listOf, openEditor, run, startFresh, teamList, writeList } from './support';

/** What commands do to VS Code's own settings and editors. What they refuse needs no VS Code. */
describe('A command that is given arguments', () => {
  startFresh();
  beforeEach(() =>
    writeList(teamList, listOf({ login: LOGIN, organisations: [{ name: 'Demo', tenantId: 'b7c1' }] })),
  );

  it('settles when its effect is done', async () => {
    await run('copyLogin', { login: LOGIN.toUpperCase() });
    assert.equal(await vscode.env.clipboard.readText(), LOGIN);
    await run('copyTenantId', { login: LOGIN });
    assert.equal(await vscode.env.clipboard.readText(), 'b7c1');
    await run('groupBy', { groupBy: 'owner' });
    assert.equal(vscode.workspace.getConfiguration('xeroMfa').get('groupBy'), 'owner');
    await run('groupBy', { groupBy: 'auto' });
    assert.equal(vscode.workspace.getConfiguration('xeroMfa').get('groupBy'), 'auto');
    await openEditor(teamList);
    await run('openAccountsFile', { login: LOGIN });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, teamList);
    assert.equal(editor?.selection.active.line, 3);
  });
});
