import * as assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { GuidePanel } from '../../src/guide/panel';
import { currentStep, textsIn } from '../shared/guidePages';
import { LOGIN, OTHER_LOGIN as OTHER } from '../shared/lists';
import { extensionUri, HostGuide, TestPanel } from './hostGuide';
import { eventually, KEY, listOf, OTHER_KEY, read, startFresh, teamList, writeList } from './support';

let host: HostGuide;

describe('A tab of the guide', () => {
  startFresh();
  beforeEach(async () => {
    host = await HostGuide.openWithAccounts();
  });
  afterEach(() => host.end());

  it('is named after its account, and sends its page nothing until the page is ready', async () => {
    const tab = new TestPanel();
    const guide = new GuidePanel(tab.panel, LOGIN, host.services, extensionUri);
    await host.idle();
    assert.equal(tab.title, 'Xero MFA: AU');
    assert.deepEqual(tab.posted, []);
    await host.tell(tab, { type: 'ready' });
    assert.equal(tab.view.login, LOGIN);
    guide.dispose();
  });

  it('is shown once its page says so, or once it is closed', async () => {
    const state = (guide: GuidePanel) => Promise.race([guide.shown.then(() => 'shown'), nextTurn('not yet')]);
    const { tab, guide } = await host.openTab();
    assert.equal(await state(guide), 'not yet');
    await host.tell(tab, { type: 'shown' });
    assert.equal(await state(guide), 'shown');
    const other = await host.openTab(OTHER);
    other.guide.dispose();
    assert.equal(await state(other.guide), 'shown');
    guide.dispose();
  });

  it('does what its page asks for', async () => {
    const { tab, guide } = await host.openTab();
    await host.tell(tab, { type: 'press', request: 1, action: 'next', step: 'openMenu' });
    assert.equal(currentStep(tab.view).id, 'openAccount');
    await host.tell(tab, { type: 'chooseScenario', request: 2, scenario: 'turnOff' });
    assert.equal(tab.view.scenario.current, 'turnOff');
    guide.dispose();
  });

  it('answers each request by its number, even if nothing came of it', async () => {
    const { tab, guide } = await host.openTab();
    await host.tell(tab, { type: 'press', request: 7, action: 'next', step: 'openMenu' });
    await host.tell(tab, { type: 'press', request: 8, action: 'next', step: 'openMenu' });
    await host.tell(tab, { type: 'submit', request: 9, field: 'key', text: 'x' });
    host.clock = async () => {
      throw new Error('a fault');
    };
    await host.tell(tab, { type: 'press', request: 10, action: 'checkClock', step: 'openAccount' });
    const replies = tab.posted.flatMap(message =>
      message.type === 'reply' ? [[message.request, message.result]] : [],
    );
    assert.deepEqual(replies, [
      [7, 'accepted'],
      [8, 'discarded'],
      [9, 'rejected'],
      [10, 'discarded'],
    ]);
    assert.equal(host.faults.splice(0).length, 1);
    guide.dispose();
  });

  const hostile: readonly unknown[] = [
    undefined,
    null,
    'next',
    7,
    [],
    {},
    { type: 'press', action: 'next', step: 'copyCode' },
    { type: 'press', request: 1, action: 'executeCommand', step: 'copyCode' },
    { type: 'press', request: 1, action: 'toString', step: 'copyCode' },
    { type: 'press', request: 1, action: 'removeSecret', step: 'copyCode', confirm: true },
    { type: 'press', request: 1, action: 'next', step: 'copyCode', login: OTHER },
    { type: 'press', request: 1, action: ['next'], step: 'copyCode' },
    { type: 'chooseScenario', request: 1, scenario: 'sideways' },
    { type: 'chooseScenario', request: 1, scenario: '__proto__' },
    { type: 'openStep', request: 1, step: '15' },
    { type: 'openStep', request: 1, step: 'forget' },
    { type: 'tick', request: 1, item: '__proto__', ticked: true },
    { type: 'submit', request: 1, field: 'owner', text: 'me' },
    { type: 'submit', request: 1, field: 'key', text: KEY, login: OTHER },
    { type: 'submit', request: 1, field: 'key', text: 'A'.repeat(1_000_000) },
    { type: 'submit', request: 1, field: 'backupEmail', text: `x@y.test", "login": "z@y.test` },
    { type: 'submitAnswers', request: 1, answers: { length: 1e9 } },
    { type: 'command', command: 'workbench.action.quit' },
    { command: 'xeroMfa.removeSecret', args: [{ login: LOGIN, confirm: true }] },
    { type: 'code', code: { code: '123456' } },
    JSON.parse('{"type":"press","request":1,"action":"next","step":"copyCode","__proto__":{"login":"x"}}'),
  ];

  it('does nothing that a hostile page asks for', async () => {
    await host.setSecret(LOGIN, OTHER_KEY);
    const { tab, guide } = await host.openTab();
    const { progress } = guide.session.state;
    const list = await read(teamList);
    const secrets = new Map(host.storage.values);
    for (const message of hostile) await host.tell(tab, message);
    assert.deepEqual(guide.session.state.progress, progress);
    assert.equal(await read(teamList), list);
    assert.deepEqual(host.storage.values, secrets);
    assert.equal(tab.isDisposed, false);
    guide.dispose();
  });

  it('follows the list, and takes a new name from it', async () => {
    const { tab, guide } = await host.openTab();
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU payroll' }));
    await eventually(() => assert.equal(tab.title, 'Xero MFA: AU payroll'));
    assert.equal(tab.view.title, 'Xero MFA for AU payroll');
    guide.dispose();
  });

  it('drops findings about a key that was replaced elsewhere', async () => {
    await host.setSecret(LOGIN, KEY);
    const { tab, guide } = await host.openTab();
    await host.tell(tab, { type: 'openStep', request: 1, step: 'confirmCode' });
    await host.tell(tab, { type: 'press', request: 2, action: 'codeRejected', step: 'confirmCode' });
    await host.tell(tab, { type: 'submit', request: 3, field: 'compareKey', text: OTHER_KEY });
    assert.match(textsIn(tab.view).join(), /This is not the key stored here/);
    await host.setSecret(LOGIN, OTHER_KEY);
    await host.idle();
    assert.doesNotMatch(textsIn(tab.view).join(), /This is not the key stored here/);
    guide.dispose();
  });

  it('shows a hostile name as plain text', async () => {
    const name = '$(sync~spin) [x](command:y)\u202E\n\u0007<b>';
    await writeList(teamList, listOf({ login: LOGIN, name }));
    await host.lists.reload();
    const { tab, guide } = await host.openTab();
    assert.match(tab.title, /^Xero MFA: \$\u200B\(sync~spin\) \[x\]\u200B\(command:y\) <b>$/);
    guide.dispose();
  });

  it('can be closed while something is under way', async () => {
    const panel = vscode.window.createWebviewPanel('xeroMfa.guide', '', vscode.ViewColumn.Active);
    const guide = new GuidePanel(panel, LOGIN, host.services, extensionUri);
    let found = (_: { text: string; isRight: boolean }): void => {};
    host.clock = () =>
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

  it('reacts to nothing once it is closed', async () => {
    await host.setSecret(LOGIN, KEY);
    const { tab, guide } = await host.openTab();
    guide.dispose();
    assert.ok(tab.isDisposed);
    const { length } = tab.posted;
    const { progress } = guide.session.state;
    await host.tell(tab, { type: 'press', request: 1, action: 'back', step: progress.at });
    await host.secrets.delete(LOGIN);
    await host.idle();
    assert.equal(tab.posted.length, length);
    assert.deepEqual({ ...guide.session.state.progress, at: 'copyCode' }, { ...progress, at: 'copyCode' });
    assert.equal(host.ticker.listeners.size, 0);
  });
});
