import * as assert from 'node:assert/strict';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { AccountLists } from '../../src/accounts/lists';
import { GuidePanel, GuidePanels } from '../../src/guide/panel';
import { GuideWindow } from '../shared/guideWindow';
import { LOGIN, OTHER_LOGIN as OTHER } from '../shared/lists';
import { eventually, KEY, listOf, personalList, startFresh, teamList, writeList } from './support';

const { extensionUri } =
  vscode.extensions.getExtension('xero-test-mfa.xero-test-mfa') ?? assert.fail('no extension');

let window: GuideWindow;

async function start(): Promise<void> {
  await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER, name: 'NZ' }));
  const globalStorage = vscode.Uri.file(dirname(personalList));
  const lists = new AccountLists(globalStorage, error => assert.fail(String(error)));
  window = new GuideWindow(lists, Date.now);
  await window.ready();
}

describe('The tabs of the guide', () => {
  let panels: GuidePanels;
  startFresh();
  beforeEach(async () => {
    await start();
    panels = new GuidePanels(extensionUri, window.services);
  });
  afterEach(() => {
    panels.dispose();
    window.end();
  });

  /** A tab as VS Code restores it after a reload. */
  function kept(): { panel: vscode.WebviewPanel; isDisposed: () => boolean } {
    const panel = vscode.window.createWebviewPanel('xeroMfa.guide', '', vscode.ViewColumn.Active);
    let isDisposed = false;
    panel.onDidDispose(() => {
      isDisposed = true;
    });
    return { panel, isDisposed: () => isDisposed };
  }

  it('are closed after a reload if nothing says whose they were', () => {
    const states = [undefined, null, LOGIN, 5, [], {}, { login: 5 }, { login: [LOGIN] }, { login: '' }];
    for (const state of states) {
      const { panel, isDisposed } = kept();
      panels.restore(panel, state);
      assert.ok(isDisposed(), JSON.stringify(state));
    }
  });

  it('are taken over after a reload, one per login', async () => {
    const [first, second, other] = [kept(), kept(), kept()];
    panels.restore(first.panel, { login: LOGIN, step: 'finish', html: '<b>' });
    panels.restore(second.panel, { login: LOGIN.toUpperCase() });
    panels.restore(other.panel, { login: OTHER });
    assert.deepEqual(
      [first, second, other].map(({ isDisposed }) => isDisposed()),
      [false, true, false],
    );
    assert.deepEqual([first.panel.title, other.panel.title], ['Xero MFA: AU', 'Xero MFA: NZ']);
    assert.match(first.panel.webview.html, /Content-Security-Policy/);
    assert.deepEqual(first.panel.webview.options.localResourceRoots?.map(String), [
      String(vscode.Uri.joinPath(extensionUri, 'dist', 'pages')),
    ]);
    assert.equal(window.services.progress.get(LOGIN), undefined);
    await panels.open(LOGIN);
    assert.ok(first.panel.visible);
  });

  it('open at a step, and then at another', async () => {
    await panels.open(LOGIN, 5);
    assert.equal(window.services.progress.get(LOGIN)?.at, 'showKey');
    await panels.open(LOGIN);
    assert.equal(window.services.progress.get(LOGIN)?.at, 'showKey');
    await panels.open(LOGIN.toUpperCase(), 9);
    assert.equal(window.services.progress.get(LOGIN)?.at, 'enterCode');
  });

  it('all open, even one that is covered by the next before its page has loaded', async () => {
    await Promise.all([panels.open(LOGIN), panels.open(OTHER)]);
  });

  it('make codes only while they are visible, and none once they are closed', async () => {
    for (const login of [LOGIN, OTHER]) await window.setSecret(login, KEY);
    const { listeners } = window.ticker;
    await panels.open(LOGIN, 8);
    assert.equal(listeners.size, 1);
    await panels.open(OTHER, 8);
    await eventually(() => assert.equal(listeners.size, 1));
    await panels.open(OTHER, 1);
    await eventually(() => assert.equal(listeners.size, 0));
    await panels.open(LOGIN);
    await eventually(() => assert.equal(listeners.size, 1));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await eventually(() => assert.equal(listeners.size, 0));
    await window.idle();
  });

  it('reopen where they were closed', async () => {
    await panels.open(LOGIN, 5);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await panels.open(LOGIN);
    assert.equal(window.services.progress.get(LOGIN)?.at, 'showKey');
  });
});

describe('A tab of the guide', () => {
  startFresh();
  beforeEach(start);
  afterEach(() => window.end());

  it('can be closed while something is under way', async () => {
    const panel = vscode.window.createWebviewPanel('xeroMfa.guide', '', vscode.ViewColumn.Active);
    const guide = new GuidePanel(panel, LOGIN, window.services, extensionUri);
    let found = (_: { text: string; isRight: boolean }): void => {};
    window.clock = () =>
      new Promise(resolve => {
        found = resolve;
      });
    const checking = guide.session.receive({
      type: 'press',
      request: 1,
      action: 'checkClock',
      step: 'openMenu',
    });
    panel.dispose();
    guide.dispose();
    found({ text: 'The clock is right.', isRight: true });
    await checking;
    assert.deepEqual(guide.session.state.progress.ticked, ['clock']);
  });
});
