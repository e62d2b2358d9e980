import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { VIEWS } from '../../../src/contributions/ids';
import { startFresh, vsCode } from '../extension';

/** What VS Code gives a view that is opened for the first time, and the height of a row, in pixels. */
const [OPENED, ROW] = [120, 22];

describe('The Help view', () => {
  startFresh();

  const labels = async (under?: string): Promise<unknown[]> =>
    (await vsCode.window.rows(VIEWS.help, under)).map(({ label }) => label);

  it('shows all its rows when it is opened, and more under two of them', async () => {
    const rows = await vsCode.window.rows(VIEWS.help);
    assert.ok(rows.length * ROW <= OPENED, `${rows.length} rows`);
    const { Expanded } = vscode.TreeItemCollapsibleState;
    assert.ok(rows.every(({ collapsibleState }) => collapsibleState !== Expanded));
    assert.deepEqual(await labels('Open Xero in Browser'), ['Open My Apps', 'Open API Explorer']);
    assert.deepEqual(await labels('Open Documentation'), ['Get Started', 'Open Sample']);
    assert.deepEqual(await labels('Settings'), []);
    for (const { label, command } of rows) assert.equal(command?.title, label);
  });
});
