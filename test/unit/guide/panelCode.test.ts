import assert from 'node:assert/strict';
import { enterCode } from '../../../src/guide/content/newKey';
import { eventually } from '../../shared/eventually';
import { textsIn } from '../../shared/guidePages';
import { LOGIN, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { codeAt, KEY, OTHER_KEY } from '../../shared/oracle';
import { codesAround } from './fakeGuide';
import { type TabWindow, type TestPanel, useWindow } from './tabWindow';

let window: TabWindow;

describe('The code on the page of the guide', () => {
  useWindow(given => {
    window = given;
  });
  beforeEach(() => window.setSecret(LOGIN, KEY));

  const plain = (code: string | undefined) => code?.replaceAll(' ', '');
  const open = (tab: TestPanel, step: string) => window.tell(tab, { type: 'openStep', request: 1, step });

  for (const step of ['copyCode', 'enterCode', 'confirmCode']) {
    it(`is the current one, with the next one, in step ${step}`, async () => {
      const { tab, guide } = await window.openTab();
      await open(tab, 'pasteKey');
      tab.posted.length = 0;
      await open(tab, step);
      const [message, ...others] = tab.posted.filter(({ type }) => type === 'code');
      assert.ok(message?.type === 'code' && message.code && others.length === 0);
      const { code, next, remaining, period } = message.code;
      assert.equal(plain(code), codeAt(window.time.now, KEY));
      assert.equal(plain(next), codeAt(window.time.now + 30_000, KEY));
      assert.equal(period, 30_000);
      assert.ok(remaining > 0 && remaining <= period);
      guide.dispose();
    });
  }

  it('follows the parameters of the secret', async () => {
    await window.setSecret(
      LOGIN,
      `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=300&algorithm=SHA256`,
    );
    const { tab, guide } = await window.openTab();
    await open(tab, 'copyCode');
    const options = { digits: 8, period: 300, algorithm: 'sha256' } as const;
    assert.equal(plain(tab.codes().at(-1)), codeAt(window.time.now, KEY, options));
    guide.dispose();
  });

  it('is sent in no other step, where no secret is read and nothing ticks', async () => {
    const { tab, guide } = await window.openTab();
    await open(tab, 'openMenu');
    tab.posted.length = 0;
    window.storage.reads.length = 0;
    for (const step of [
      'openMenu',
      'openAccount',
      'startSetUp',
      'useOwnApp',
      'showKey',
      'copyKey',
      'pasteKey',
      'addBackup',
      'copyEmailCode',
      'confirmEmail',
      'finish',
    ]) {
      await open(tab, step);
      assert.equal(window.ticker.listeners.size, 0, step);
      window.ticker.pass();
      await window.idle();
    }
    assert.deepEqual(tab.codes(), []);
    assert.deepEqual(window.storage.reads, []);
    const told = textsIn(tab.posted).join('\n').replaceAll(' ', '');
    assert.ok(
      codesAround(window.time.now, window.time.now + 30_000, KEY).every(code => !told.includes(code)),
    );
    guide.dispose();
  });

  it('is removed from the page when another step is opened', async () => {
    const { tab, guide } = await window.openTab();
    await open(tab, 'enterCode');
    assert.equal(window.ticker.listeners.size, 1);
    await open(tab, 'addBackup');
    assert.equal(tab.codes().at(-1), undefined);
    assert.equal(window.ticker.listeners.size, 0);
    guide.dispose();
  });

  it('is not made while the tab is hidden', async () => {
    const { tab, guide } = await window.openTab();
    await open(tab, 'copyCode');
    tab.setVisible(false);
    await window.idle();
    tab.posted.length = 0;
    window.storage.reads.length = 0;
    assert.equal(window.ticker.listeners.size, 0);
    window.ticker.pass();
    // Changes in the meantime don't make one either.
    await window.setSecret(OTHER, OTHER_KEY);
    await guide.session.open(enterCode);
    await window.idle();
    assert.deepEqual(tab.codes(), []);
    assert.ok(!window.storage.reads.includes(`totp:${LOGIN}`));
    tab.setVisible(true);
    await window.idle();
    assert.equal(window.ticker.listeners.size, 1);
    assert.equal(tab.codes().length, 1);
    guide.dispose();
  });

  it('is not sent if the tab is hidden while the secret is read', async () => {
    const { tab, guide } = await window.openTab();
    await open(tab, 'pasteKey');
    tab.posted.length = 0;
    tab.receive({ type: 'openStep', request: 1, step: 'copyCode' });
    tab.setVisible(false);
    await window.idle();
    assert.deepEqual(
      tab.codes().filter(code => code !== undefined),
      [],
    );
    guide.dispose();
  });

  it('is sent once, however many seconds pass, and again after the page was reloaded', async () => {
    await window.setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&period=300`);
    const { tab, guide } = await window.openTab();
    await open(tab, 'copyCode');
    const sent = tab.codes().length;
    for (let second = 0; second < 5; second++) await window.pass(1000);
    assert.equal(tab.codes().length, sent);
    await window.tell(tab, { type: 'ready' });
    assert.equal(tab.codes().length, sent + 1);
    guide.dispose();
  });

  it('changes when its time is over', async () => {
    await window.setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=5`);
    const { tab, guide } = await window.openTab();
    await open(tab, 'copyCode');
    const first = tab.codes().at(-1);
    await window.pass(5000);
    assert.notEqual(tab.codes().at(-1), first);
    guide.dispose();
  });

  it('says whether it is the copied one or came after it', async () => {
    await window.setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=5`);
    const { tab, guide } = await window.openTab();
    await open(tab, 'enterCode');
    const copied = (): unknown => {
      const last = tab.posted.findLast(({ type }) => type === 'code');
      return last?.type === 'code' ? last.code?.copied : assert.fail('no code was sent');
    };
    const copies = async (): Promise<void> => {
      await window.tell(tab, { type: 'press', request: 1, action: 'copyCode', step: 'enterCode' });
      assert.equal(copied(), 'this');
    };
    assert.equal(copied(), undefined);
    await copies();
    await window.pass(5000);
    assert.equal(copied(), 'expired');
    await copies();
    guide.dispose();
  });

  it('comes from a new secret once that replaces the old one', async () => {
    const { tab, guide } = await window.openTab();
    await open(tab, 'copyCode');
    await window.setSecret(LOGIN, OTHER_KEY);
    await window.idle();
    assert.equal(plain(tab.codes().at(-1)), codeAt(window.time.now, OTHER_KEY));
    guide.dispose();
  });

  it('is removed from the page when the secret is removed', async () => {
    const { tab, guide } = await window.openTab();
    await open(tab, 'copyCode');
    assert.notEqual(tab.codes().at(-1), undefined);
    await window.secrets.delete(LOGIN);
    await window.idle();
    assert.equal(tab.codes().at(-1), undefined);
    guide.dispose();
  });

  it('has its secret read only once, however many seconds pass', async () => {
    const { tab, guide } = await window.openTab();
    await open(tab, 'copyCode');
    window.storage.reads.length = 0;
    for (let second = 0; second < 5; second++) await window.pass(1000);
    assert.deepEqual(window.storage.reads, []);
    guide.dispose();
  });

  it('is reported once if it cannot be made, not every second', async () => {
    const { tab, guide } = await window.openTab();
    await open(tab, 'copyCode');
    // Another window, perhaps of a later version, stored something else.
    await window.storage.store(`totp:${LOGIN}`, 'SECRETVALUE!');
    await eventually(() => assert.equal(tab.codes().at(-1), undefined));
    for (let second = 0; second < 5; second++) await window.pass(1000);
    const faults = window.faults.splice(0);
    assert.equal(faults.length, 1);
    assert.match(String(faults[0]), /for qa-au@acme\.test can’t be read\. It was kept/);
    await window.setSecret(LOGIN, KEY);
    await window.idle();
    assert.notEqual(tab.codes().at(-1), undefined);
    guide.dispose();
  });
});
