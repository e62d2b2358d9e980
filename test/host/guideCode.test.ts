import * as assert from 'node:assert/strict';
import { enterCode } from '../../src/guide/content/newKey';
import { textsIn } from '../shared/guidePages';
import { LOGIN, OTHER_LOGIN as OTHER } from '../shared/lists';
import { codesAround, HostGuide, type TestPanel } from './hostGuide';
import { codeAt, eventually, KEY, OTHER_KEY, setSecret, startFresh } from './support';

let host: HostGuide;

describe('The code on the page of the guide', () => {
  startFresh();
  beforeEach(async () => {
    host = await HostGuide.openWithAccounts();
    await host.setSecret(LOGIN, KEY);
  });
  afterEach(() => host.end());

  const plain = (code: string | undefined) => code?.replaceAll(' ', '');
  const open = (tab: TestPanel, step: string) => host.tell(tab, { type: 'openStep', request: 1, step });

  for (const step of ['copyCode', 'enterCode', 'confirmCode']) {
    it(`is the current one, with the next one, in step ${step}`, async () => {
      const { tab, guide } = await host.openTab();
      await open(tab, 'pasteKey');
      tab.posted.length = 0;
      const before = Date.now();
      await open(tab, step);
      const after = Date.now();
      const [message, ...others] = tab.posted.filter(({ type }) => type === 'code');
      assert.ok(message?.type === 'code' && message.code && others.length === 0);
      const { code, next, remaining, period } = message.code;
      const time = [before, after].find(each => codeAt(each, KEY) === plain(code));
      assert.ok(time !== undefined, `${code} is neither the code before nor after`);
      assert.equal(plain(next), codeAt(time + 30_000, KEY));
      assert.equal(period, 30_000);
      assert.ok(remaining > 0 && remaining <= period);
      guide.dispose();
    });
  }

  it('follows the parameters of the secret', async () => {
    await host.setSecret(
      LOGIN,
      `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=300&algorithm=SHA256`,
    );
    const { tab, guide } = await host.openTab();
    const before = Date.now();
    await open(tab, 'copyCode');
    const options = { digits: 8, period: 300, algorithm: 'sha256' } as const;
    const possible = [before, Date.now()].map(time => codeAt(time, KEY, options));
    assert.ok(possible.includes(plain(tab.codes().at(-1)) ?? ''));
    guide.dispose();
  });

  it('is sent in no other step, where no secret is read and nothing ticks', async () => {
    const { tab, guide } = await host.openTab();
    await open(tab, 'openMenu');
    tab.posted.length = 0;
    host.storage.reads.length = 0;
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
      assert.equal(host.ticker.listeners.size, 0, step);
      host.ticker.pass();
      await host.idle();
    }
    assert.deepEqual(tab.codes(), []);
    assert.deepEqual(host.storage.reads, []);
    const told = textsIn(tab.posted).join('\n').replaceAll(' ', '');
    assert.ok(codesAround(Date.now(), KEY).every(code => !told.includes(code)));
    guide.dispose();
  });

  it('is removed from the page when another step is opened', async () => {
    const { tab, guide } = await host.openTab();
    await open(tab, 'enterCode');
    assert.equal(host.ticker.listeners.size, 1);
    await open(tab, 'addBackup');
    assert.equal(tab.codes().at(-1), undefined);
    assert.equal(host.ticker.listeners.size, 0);
    guide.dispose();
  });

  it('is not made while the tab is hidden', async () => {
    const { tab, guide } = await host.openTab();
    await open(tab, 'copyCode');
    tab.setVisible(false);
    await host.idle();
    tab.posted.length = 0;
    host.storage.reads.length = 0;
    assert.equal(host.ticker.listeners.size, 0);
    host.ticker.pass();
    // Changes in the meantime don't make one either.
    await host.setSecret(OTHER, OTHER_KEY);
    await guide.session.open(enterCode);
    await host.idle();
    assert.deepEqual(tab.codes(), []);
    assert.ok(!host.storage.reads.includes(`totp:${LOGIN}`));
    tab.setVisible(true);
    await host.idle();
    assert.equal(host.ticker.listeners.size, 1);
    assert.equal(tab.codes().length, 1);
    guide.dispose();
  });

  it('is not sent if the tab is hidden while the secret is read', async () => {
    const { tab, guide } = await host.openTab();
    await open(tab, 'pasteKey');
    tab.posted.length = 0;
    tab.send({ type: 'openStep', request: 1, step: 'copyCode' });
    tab.setVisible(false);
    await host.idle();
    assert.deepEqual(
      tab.codes().filter(code => code !== undefined),
      [],
    );
    guide.dispose();
  });

  it('is sent once, however many seconds pass, and again after the page was reloaded', async () => {
    await host.setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&period=300`);
    // The code must not expire during the test.
    await eventually(() => assert.ok(Date.now() % 300_000 < 297_000));
    const { tab, guide } = await host.openTab();
    await open(tab, 'copyCode');
    const sent = tab.codes().length;
    for (let second = 0; second < 5; second++) {
      host.ticker.pass();
      await host.idle();
    }
    assert.equal(tab.codes().length, sent);
    await host.tell(tab, { type: 'ready' });
    assert.equal(tab.codes().length, sent + 1);
    guide.dispose();
  });

  it('changes when its time is over', async () => {
    await host.setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=5`);
    const { tab, guide } = await host.openTab();
    await open(tab, 'copyCode');
    const first = tab.codes().at(-1);
    await eventually(async () => {
      host.ticker.pass();
      await host.idle();
      assert.notEqual(tab.codes().at(-1), first);
    });
    guide.dispose();
  });

  it('says whether it is the copied one or came after it', async () => {
    const uri = `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=5`;
    await setSecret(LOGIN, uri);
    await host.setSecret(LOGIN, uri);
    const { tab, guide } = await host.openTab();
    await open(tab, 'enterCode');
    const copied = (): unknown => {
      const last = tab.posted.findLast(({ type }) => type === 'code');
      return last?.type === 'code' ? last.code?.copied : assert.fail('no code was sent');
    };
    const copies = async (): Promise<void> => {
      // The code must not expire before the page gets it.
      await eventually(() => assert.ok(Date.now() % 5_000 < 3_000));
      const copying = host.tell(tab, { type: 'press', request: 1, action: 'copyCode', step: 'enterCode' });
      await eventually(async () => {
        // So short a period seldom leaves enough time, so the copy may wait for the next code.
        host.copyNow();
        assert.equal(copied(), 'this');
      });
      await copying;
    };
    assert.equal(copied(), undefined);
    await copies();
    await eventually(async () => {
      host.ticker.pass();
      await host.idle();
      assert.equal(copied(), 'expired');
    });
    await copies();
    guide.dispose();
  });

  it('comes from a new secret once that replaces the old one', async () => {
    const { tab, guide } = await host.openTab();
    await open(tab, 'copyCode');
    const before = Date.now();
    await host.setSecret(LOGIN, OTHER_KEY);
    await host.idle();
    const code = plain(tab.codes().at(-1)) ?? '';
    assert.ok([before, Date.now()].some(time => codeAt(time, OTHER_KEY) === code));
    guide.dispose();
  });

  it('is removed from the page when the secret is removed', async () => {
    const { tab, guide } = await host.openTab();
    await open(tab, 'copyCode');
    assert.notEqual(tab.codes().at(-1), undefined);
    await host.secrets.delete(LOGIN);
    await host.idle();
    assert.equal(tab.codes().at(-1), undefined);
    guide.dispose();
  });

  it('has its secret read only once, however many seconds pass', async () => {
    const { tab, guide } = await host.openTab();
    await open(tab, 'copyCode');
    host.storage.reads.length = 0;
    for (let second = 0; second < 5; second++) {
      host.ticker.pass();
      await host.idle();
    }
    assert.deepEqual(host.storage.reads, []);
    guide.dispose();
  });

  it('is reported once if it cannot be made, not every second', async () => {
    const { tab, guide } = await host.openTab();
    await open(tab, 'copyCode');
    // Another window, perhaps of a later version, stored something else.
    await host.storage.store(`totp:${LOGIN}`, 'SECRETVALUE!');
    await eventually(() => assert.equal(tab.codes().at(-1), undefined));
    for (let second = 0; second < 5; second++) {
      host.ticker.pass();
      await host.idle();
    }
    const faults = host.faults.splice(0);
    assert.equal(faults.length, 1);
    assert.match(String(faults[0]), /of qa-au@acme\.test can’t be read\. It has been kept/);
    await host.setSecret(LOGIN, KEY);
    await host.idle();
    assert.notEqual(tab.codes().at(-1), undefined);
    guide.dispose();
  });
});
