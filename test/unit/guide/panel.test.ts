import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { GuidePanel } from '../../../src/guide/panel';
import { eventually } from '../../shared/eventually';
import { currentStep, textsIn } from '../../shared/guidePages';
import { LOGIN, list, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { KEY, OTHER_KEY } from '../../shared/oracle';
import { fake } from '../vscode';
import { extensionUri, type TabWindow, TestPanel, teamList, useWindow } from './tabWindow';

let window: TabWindow;

describe('A tab of the guide', () => {
  useWindow(given => {
    window = given;
  });

  it('is named after its account, and sends its page nothing until the page is ready', async () => {
    const tab = new TestPanel();
    const guide = new GuidePanel(tab, LOGIN, window.services, extensionUri);
    await window.idle();
    assert.equal(tab.title, 'Xero MFA: AU');
    assert.deepEqual(tab.posted, []);
    await window.tell(tab, { type: 'ready' });
    assert.equal(tab.view.login, LOGIN);
    guide.dispose();
  });

  it('is shown once its page says so, or once it is closed', async () => {
    const state = (guide: GuidePanel) => Promise.race([guide.shown.then(() => 'shown'), nextTurn('not yet')]);
    const { tab, guide } = await window.openTab();
    assert.equal(await state(guide), 'not yet');
    await window.tell(tab, { type: 'shown' });
    assert.equal(await state(guide), 'shown');
    const other = await window.openTab(OTHER);
    other.guide.dispose();
    assert.equal(await state(other.guide), 'shown');
    guide.dispose();
  });

  it('does what its page asks for', async () => {
    const { tab, guide } = await window.openTab();
    await window.tell(tab, { type: 'press', request: 1, action: 'next', step: 'openMenu' });
    assert.equal(currentStep(tab.view).id, 'openAccount');
    await window.tell(tab, { type: 'chooseScenario', request: 2, scenario: 'turnOff' });
    assert.equal(tab.view.scenario.current, 'turnOff');
    guide.dispose();
  });

  it('answers each request by its number, even if nothing came of it', async () => {
    const { tab, guide } = await window.openTab();
    await window.tell(tab, { type: 'press', request: 7, action: 'next', step: 'openMenu' });
    await window.tell(tab, { type: 'press', request: 8, action: 'next', step: 'openMenu' });
    await window.tell(tab, { type: 'submit', request: 9, field: 'key', text: 'x' });
    window.clock = async () => {
      throw new Error('a fault');
    };
    await window.tell(tab, { type: 'press', request: 10, action: 'checkClock', step: 'openAccount' });
    const replies = tab.posted.flatMap(message =>
      message.type === 'reply' ? [[message.request, message.result]] : [],
    );
    assert.deepEqual(replies, [
      [7, 'accepted'],
      [8, 'discarded'],
      [9, 'rejected'],
      [10, 'discarded'],
    ]);
    assert.equal(window.faults.splice(0).length, 1);
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
    await window.setSecret(LOGIN, OTHER_KEY);
    const { tab, guide } = await window.openTab();
    const { progress } = guide.session.state;
    const before = fake.files.text(teamList);
    const secrets = new Map(window.storage.values);
    for (const message of hostile) await window.tell(tab, message);
    assert.deepEqual(guide.session.state.progress, progress);
    assert.equal(fake.files.text(teamList), before);
    assert.deepEqual(window.storage.values, secrets);
    assert.equal(tab.isDisposed, false);
    guide.dispose();
  });

  it('follows the list, and takes a new name from it', async () => {
    const { tab, guide } = await window.openTab();
    fake.files.write(teamList, list({ login: LOGIN, name: 'AU payroll' }));
    await eventually(() => assert.equal(tab.title, 'Xero MFA: AU payroll'));
    assert.equal(tab.view.title, 'Xero MFA for AU payroll');
    guide.dispose();
  });

  it('names the team store once that has been read, as after a reload', async () => {
    const { tab, guide } = await window.openTab();
    await window.tell(tab, { type: 'openStep', request: 1, step: 'copyKey' });
    assert.match(textsIn(tab.view).join(), /password manager/);
    window.readStore();
    await window.idle();
    assert.doesNotMatch(textsIn(tab.view).join(), /password manager/);
    assert.match(textsIn(tab.view).join(), /Your team gets the key from the team store/);
    guide.dispose();
    assert.equal(window.followers, 0);
  });

  it('drops findings about a key that was replaced elsewhere', async () => {
    await window.setSecret(LOGIN, KEY);
    const { tab, guide } = await window.openTab();
    await window.tell(tab, { type: 'openStep', request: 1, step: 'confirmCode' });
    await window.tell(tab, { type: 'press', request: 2, action: 'codeRejected', step: 'confirmCode' });
    await window.tell(tab, { type: 'submit', request: 3, field: 'compareKey', text: OTHER_KEY });
    assert.match(textsIn(tab.view).join(), /This isn’t the key saved here/);
    await window.setSecret(LOGIN, OTHER_KEY);
    await window.idle();
    assert.doesNotMatch(textsIn(tab.view).join(), /This isn’t the key saved here/);
    guide.dispose();
  });

  it('shows a hostile name as plain text', async () => {
    const name = '$(sync~spin) [x](command:y)\u202E\n\u0007<b>';
    fake.files.write(teamList, list({ login: LOGIN, name }));
    await window.lists.reload();
    const { tab, guide } = await window.openTab();
    assert.match(tab.title, /^Xero MFA: \$\u200B\(sync~spin\) \[x\]\u200B\(command:y\) <b>$/);
    guide.dispose();
  });

  it('reacts to nothing once it is closed', async () => {
    await window.setSecret(LOGIN, KEY);
    const { tab, guide } = await window.openTab();
    guide.dispose();
    assert.ok(tab.isDisposed);
    const { length } = tab.posted;
    const { progress } = guide.session.state;
    await window.tell(tab, { type: 'press', request: 1, action: 'back', step: progress.at });
    await window.secrets.delete(LOGIN);
    await window.idle();
    assert.equal(tab.posted.length, length);
    assert.deepEqual({ ...guide.session.state.progress, at: 'copyCode' }, { ...progress, at: 'copyCode' });
    assert.equal(window.ticker.listeners.size, 0);
  });
});
