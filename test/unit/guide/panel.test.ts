import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { AccountLists } from '../../../src/accounts/lists';
import { GuidePanel } from '../../../src/guide/panel';
import type { ToGuide } from '../../../src/guide/protocol';
import { enterCode } from '../../../src/guide/steps/newKey';
import { eventually } from '../../shared/eventually';
import { Panel } from '../../shared/fakeVscode/panel';
import { openStep, textsIn } from '../../shared/guidePages';
import { GuideParts } from '../../shared/guideParts';
import { LIST, LOGIN, list, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { codeAt, KEY, OTHER_KEY } from '../../shared/oracle';
import { fake } from '../vscode';
import { codesAround } from './fakeGuide';

const extensionUri = vscode.Uri.file(resolve('.'));
const teamList = fake.at(LIST);

/** At noon, when the windows of all periods begin. */
const START = Date.UTC(2026, 10, 20, 12);

let parts: GuideParts;

async function start(): Promise<void> {
  fake.files.write(teamList, list({ login: LOGIN, name: 'AU' }, { login: OTHER, name: 'NZ' }));
  const { globalStorageUri } = fake.context;
  parts = await GuideParts.open(new AccountLists(globalStorageUri, error => assert.fail(String(error))));
}

/** A tab in which no page is shown: what the page would send, the test sends. */
class TestPanel extends Panel {
  declare readonly posted: ToGuide[];

  constructor() {
    super('xeroMfa.guide', '', {}, 'https://webview.test');
  }

  codes(): (string | undefined)[] {
    return this.posted.flatMap(message => (message.type === 'code' ? [message.code?.code] : []));
  }
}

/** A tab with the guide of a login, whose page has just loaded. */
async function openTab(login = LOGIN): Promise<{ tab: TestPanel; guide: GuidePanel }> {
  const tab = new TestPanel();
  const guide = new GuidePanel(tab, login, parts.services, extensionUri);
  tab.receive({ type: 'ready' });
  await parts.idle();
  return { tab, guide };
}

function lastView(tab: TestPanel) {
  const views = tab.posted.filter(
    (message): message is ToGuide & { type: 'view' } => message.type === 'view',
  );
  return (views.at(-1) ?? assert.fail('no view was sent')).view;
}

/** Sends what a page does and waits until it is done. */
async function tell(tab: TestPanel, message: unknown): Promise<void> {
  tab.receive(message);
  await parts.idle();
}

describe('A tab of the guide', () => {
  beforeEach(start);
  afterEach(() => parts.end());

  it('is named for its account, and sends its page nothing before that is ready', async () => {
    const tab = new TestPanel();
    const guide = new GuidePanel(tab, LOGIN, parts.services, extensionUri);
    await parts.idle();
    assert.equal(tab.title, 'Xero MFA: AU');
    assert.deepEqual(tab.posted, []);
    await tell(tab, { type: 'ready' });
    assert.equal(lastView(tab).login, LOGIN);
    guide.dispose();
  });

  it('is there when its page shows it, or when it is closed before', async () => {
    const state = (guide: GuidePanel) => Promise.race([guide.shown.then(() => 'shown'), nextTurn('not yet')]);
    const { tab, guide } = await openTab();
    assert.equal(await state(guide), 'not yet');
    await tell(tab, { type: 'shown' });
    assert.equal(await state(guide), 'shown');
    const other = await openTab(OTHER);
    other.guide.dispose();
    assert.equal(await state(other.guide), 'shown');
    guide.dispose();
  });

  it('does what its page asks for', async () => {
    const { tab, guide } = await openTab();
    await tell(tab, { type: 'press', request: 1, action: 'next', step: 'openMenu' });
    assert.equal(openStep(lastView(tab)).id, 'openAccount');
    await tell(tab, { type: 'chooseScenario', request: 2, scenario: 'turnOff' });
    assert.equal(lastView(tab).scenario.current, 'turnOff');
    guide.dispose();
  });

  it('answers each request by its number, also one that came to nothing', async () => {
    const { tab, guide } = await openTab();
    await tell(tab, { type: 'press', request: 7, action: 'next', step: 'openMenu' });
    await tell(tab, { type: 'press', request: 8, action: 'next', step: 'openMenu' });
    await tell(tab, { type: 'submit', request: 9, field: 'key', text: 'x' });
    parts.clock = async () => {
      throw new Error('a fault');
    };
    await tell(tab, { type: 'press', request: 10, action: 'checkClock', step: 'openAccount' });
    const replies = tab.posted.flatMap(message =>
      message.type === 'reply' ? [[message.request, message.result]] : [],
    );
    assert.deepEqual(replies, [
      [7, 'accepted'],
      [8, 'discarded'],
      [9, 'rejected'],
      [10, 'discarded'],
    ]);
    assert.equal(parts.faults.splice(0).length, 1);
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
    await parts.setSecret(LOGIN, OTHER_KEY);
    const { tab, guide } = await openTab();
    const { progress } = guide.session.state;
    const before = fake.files.text(teamList);
    const secrets = new Map(parts.storage.values);
    for (const message of hostile) await tell(tab, message);
    assert.deepEqual(guide.session.state.progress, progress);
    assert.equal(fake.files.text(teamList), before);
    assert.deepEqual(parts.storage.values, secrets);
    assert.equal(tab.isDisposed, false);
    guide.dispose();
  });

  it('shows what became of the list, and its new name', async () => {
    const { tab, guide } = await openTab();
    fake.files.write(teamList, list({ login: LOGIN, name: 'AU payroll' }));
    await eventually(() => assert.equal(tab.title, 'Xero MFA: AU payroll'));
    assert.equal(lastView(tab).title, 'Xero MFA for AU payroll');
    guide.dispose();
  });

  it('says nothing more of a key that another one has replaced elsewhere', async () => {
    await parts.setSecret(LOGIN, KEY);
    const { tab, guide } = await openTab();
    await tell(tab, { type: 'openStep', request: 1, step: 'confirmCode' });
    await tell(tab, { type: 'press', request: 2, action: 'codeRejected', step: 'confirmCode' });
    await tell(tab, { type: 'submit', request: 3, field: 'compareKey', text: OTHER_KEY });
    assert.match(textsIn(lastView(tab)).join(), /This is not the key stored here/);
    await parts.setSecret(LOGIN, OTHER_KEY);
    await parts.idle();
    assert.doesNotMatch(textsIn(lastView(tab)).join(), /This is not the key stored here/);
    guide.dispose();
  });

  it('bears a hostile name as plain text', async () => {
    const name = '$(sync~spin) [x](command:y)\u202E\n\u0007<b>';
    fake.files.write(teamList, list({ login: LOGIN, name }));
    await parts.lists.reload();
    const { tab, guide } = await openTab();
    assert.match(tab.title, /^Xero MFA: \$\u200B\(sync~spin\) \[x\]\u200B\(command:y\) <b>$/);
    guide.dispose();
  });

  it('hears of nothing any more when it is closed', async () => {
    await parts.setSecret(LOGIN, KEY);
    const { tab, guide } = await openTab();
    guide.dispose();
    assert.ok(tab.isDisposed);
    const { length } = tab.posted;
    const { progress } = guide.session.state;
    await tell(tab, { type: 'press', request: 1, action: 'back', step: progress.at });
    await parts.secrets.delete(LOGIN);
    await parts.idle();
    assert.equal(tab.posted.length, length);
    assert.deepEqual({ ...guide.session.state.progress, at: 'copyCode' }, { ...progress, at: 'copyCode' });
    assert.equal(parts.ticker.listeners.size, 0);
  });
});

describe('The code on the page of the guide', () => {
  let time: number;
  beforeEach(async () => {
    await start();
    time = START;
    parts.now = () => time;
    // The stopwatch of this computer goes with its clock.
    mock.method(performance, 'now', () => time);
    await parts.setSecret(LOGIN, KEY);
  });
  afterEach(() => {
    mock.restoreAll();
    parts.end();
  });

  const plain = (code: string | undefined) => code?.replaceAll(' ', '');
  const open = (tab: TestPanel, step: string) => tell(tab, { type: 'openStep', request: 1, step });

  for (const step of ['copyCode', 'enterCode', 'confirmCode']) {
    it(`is the current one, with the next, in step ${step}`, async () => {
      const { tab, guide } = await openTab();
      await open(tab, 'pasteKey');
      tab.posted.length = 0;
      await open(tab, step);
      const [message, ...others] = tab.posted.filter(({ type }) => type === 'code');
      assert.ok(message?.type === 'code' && message.code && others.length === 0);
      const { code, next, remaining, period } = message.code;
      assert.equal(plain(code), codeAt(time, KEY));
      assert.equal(plain(next), codeAt(time + 30_000, KEY));
      assert.equal(period, 30_000);
      assert.ok(remaining > 0 && remaining <= period);
      guide.dispose();
    });
  }

  it('is made by what the secret says of it', async () => {
    await parts.setSecret(
      LOGIN,
      `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=300&algorithm=SHA256`,
    );
    const { tab, guide } = await openTab();
    await open(tab, 'copyCode');
    const options = { digits: 8, period: 300, algorithm: 'sha256' } as const;
    assert.equal(plain(tab.codes().at(-1)), codeAt(time, KEY, options));
    guide.dispose();
  });

  it('is sent in no other step, and no secret is read and nothing ticks for it', async () => {
    const { tab, guide } = await openTab();
    await open(tab, 'openMenu');
    tab.posted.length = 0;
    parts.storage.reads.length = 0;
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
      assert.equal(parts.ticker.listeners.size, 0, step);
      parts.ticker.pass();
      await parts.idle();
    }
    assert.deepEqual(tab.codes(), []);
    assert.deepEqual(parts.storage.reads, []);
    const told = textsIn(tab.posted).join('\n').replaceAll(' ', '');
    assert.ok(codesAround(time, time + 30_000, KEY).every(code => !told.includes(code)));
    guide.dispose();
  });

  it('is taken off the page when another step is opened', async () => {
    const { tab, guide } = await openTab();
    await open(tab, 'enterCode');
    assert.equal(parts.ticker.listeners.size, 1);
    await open(tab, 'addBackup');
    assert.equal(tab.codes().at(-1), undefined);
    assert.equal(parts.ticker.listeners.size, 0);
    guide.dispose();
  });

  it('is not made while the tab cannot be seen', async () => {
    const { tab, guide } = await openTab();
    await open(tab, 'copyCode');
    tab.setVisible(false);
    await parts.idle();
    tab.posted.length = 0;
    parts.storage.reads.length = 0;
    assert.equal(parts.ticker.listeners.size, 0);
    parts.ticker.pass();
    // What changes meanwhile is no reason either.
    await parts.setSecret(OTHER, OTHER_KEY);
    await guide.session.open(enterCode);
    await parts.idle();
    assert.deepEqual(tab.codes(), []);
    assert.ok(!parts.storage.reads.includes(`totp:${LOGIN}`));
    tab.setVisible(true);
    await parts.idle();
    assert.equal(parts.ticker.listeners.size, 1);
    assert.equal(tab.codes().length, 1);
    guide.dispose();
  });

  it('is not sent where the tab is hidden while the secret is read', async () => {
    const { tab, guide } = await openTab();
    await open(tab, 'pasteKey');
    tab.posted.length = 0;
    tab.receive({ type: 'openStep', request: 1, step: 'copyCode' });
    tab.setVisible(false);
    await parts.idle();
    assert.deepEqual(
      tab.codes().filter(code => code !== undefined),
      [],
    );
    guide.dispose();
  });

  it('is sent once, however many seconds pass, and again when the page is reloaded', async () => {
    await parts.setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&period=300`);
    const { tab, guide } = await openTab();
    await open(tab, 'copyCode');
    const sent = tab.codes().length;
    for (let second = 0; second < 5; second++) {
      time += 1000;
      parts.ticker.pass();
      await parts.idle();
    }
    assert.equal(tab.codes().length, sent);
    await tell(tab, { type: 'ready' });
    assert.equal(tab.codes().length, sent + 1);
    guide.dispose();
  });

  it('is another one when its time is over', async () => {
    await parts.setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=5`);
    const { tab, guide } = await openTab();
    await open(tab, 'copyCode');
    const first = tab.codes().at(-1);
    time += 5000;
    parts.ticker.pass();
    await parts.idle();
    assert.notEqual(tab.codes().at(-1), first);
    guide.dispose();
  });

  it('says whether it is the one that was copied, or comes after that', async () => {
    await parts.setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=5`);
    const { tab, guide } = await openTab();
    await open(tab, 'enterCode');
    const copied = (): unknown => {
      const last = tab.posted.findLast(({ type }) => type === 'code');
      return last?.type === 'code' ? last.code?.copied : assert.fail('no code was sent');
    };
    const copies = async (): Promise<void> => {
      await tell(tab, { type: 'press', request: 1, action: 'copyCode', step: 'enterCode' });
      assert.equal(copied(), 'this');
    };
    assert.equal(copied(), undefined);
    await copies();
    time += 5000;
    parts.ticker.pass();
    await parts.idle();
    assert.equal(copied(), 'expired');
    await copies();
    guide.dispose();
  });

  it('is made with a secret that replaces the one before', async () => {
    const { tab, guide } = await openTab();
    await open(tab, 'copyCode');
    await parts.setSecret(LOGIN, OTHER_KEY);
    await parts.idle();
    assert.equal(plain(tab.codes().at(-1)), codeAt(time, OTHER_KEY));
    guide.dispose();
  });

  it('is taken off the page when the secret is removed', async () => {
    const { tab, guide } = await openTab();
    await open(tab, 'copyCode');
    assert.notEqual(tab.codes().at(-1), undefined);
    await parts.secrets.delete(LOGIN);
    await parts.idle();
    assert.equal(tab.codes().at(-1), undefined);
    guide.dispose();
  });

  it('has its secret read once, however many seconds pass', async () => {
    const { tab, guide } = await openTab();
    await open(tab, 'copyCode');
    parts.storage.reads.length = 0;
    for (let second = 0; second < 5; second++) {
      parts.ticker.pass();
      await parts.idle();
    }
    assert.deepEqual(parts.storage.reads, []);
    guide.dispose();
  });

  it('that cannot be made is reported once, not every second', async () => {
    const { tab, guide } = await openTab();
    await open(tab, 'copyCode');
    // What another window stored, of a later version perhaps.
    await parts.storage.store(`totp:${LOGIN}`, 'SECRETVALUE!');
    await eventually(() => assert.equal(tab.codes().at(-1), undefined));
    for (let second = 0; second < 5; second++) {
      parts.ticker.pass();
      await parts.idle();
    }
    const faults = parts.faults.splice(0);
    assert.equal(faults.length, 1);
    assert.match(String(faults[0]), /of qa-au@acme\.test can’t be read\. It has been kept/);
    await parts.setSecret(LOGIN, KEY);
    await parts.idle();
    assert.notEqual(tab.codes().at(-1), undefined);
    guide.dispose();
  });
});

describe('The page of the guide', () => {
  beforeEach(start);
  afterEach(() => parts.end());

  function html(tab: TestPanel): { text: string; policy: Map<string, string[]>; nonce: string } {
    const text = tab.webview.html;
    const [, content = ''] =
      /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(text) ?? assert.fail('no policy');
    const policy = new Map(
      content.split(';').map(directive => {
        const [name = '', ...sources] = directive.trim().split(/\s+/);
        return [name, sources] as const;
      }),
    );
    const [, nonce = ''] = /'nonce-(\w+)'/.exec(content) ?? [];
    return { text, policy, nonce };
  }

  it('may run its own script, use its own style sheet, and do nothing else', async () => {
    const { tab, guide } = await openTab();
    const { policy, nonce } = html(tab);
    assert.deepEqual(
      [...policy],
      [
        ['default-src', ["'none'"]],
        ['base-uri', ["'none'"]],
        ['form-action', ["'none'"]],
        ['style-src', [`'nonce-${nonce}'`]],
        ['script-src', [`'nonce-${nonce}'`, "'strict-dynamic'"]],
      ],
    );
    guide.dispose();
  });

  it('has a nonce of its own, of 128 bits, each time', async () => {
    const tabs = await Promise.all([openTab(), openTab(), openTab(OTHER)]);
    const nonces = tabs.map(({ tab }) => html(tab).nonce);
    assert.equal(new Set(nonces).size, 3);
    for (const nonce of nonces) assert.match(nonce, /^[\da-f]{32}$/);
    for (const { guide } of tabs) guide.dispose();
  });

  it('loads nothing but what was built for it, and has no script, style or handler of its own', async () => {
    const { tab, guide } = await openTab();
    const { text } = html(tab);
    const root = vscode.Uri.joinPath(extensionUri, 'dist', 'pages');
    const ofPage = (name: string) => String(tab.webview.asWebviewUri(vscode.Uri.joinPath(root, name)));
    const loaded = [...text.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    assert.deepEqual(loaded, [ofPage('guide.css'), ofPage('guide.js')]);
    assert.doesNotMatch(text, /<style|<script[^>]*>[^<]|\son\w+=|\sstyle=|javascript:/i);
    guide.dispose();
  });

  it('says nothing of the account or of what is stored', async () => {
    fake.files.write(teamList, list({ login: LOGIN, name: '"><script>alert(1)</script>' }));
    await parts.setSecret(LOGIN, KEY);
    await parts.lists.reload();
    const { tab, guide } = await openTab();
    assert.doesNotMatch(html(tab).text, /alert|qa-au|acme/);
    assert.ok(!html(tab).text.includes(KEY));
    guide.dispose();
  });

  it('may read its own folder alone, and run no command by a link', async () => {
    const { tab, guide } = await openTab();
    const { enableScripts, enableCommandUris, localResourceRoots, ...others } = tab.webview.options;
    assert.deepEqual([enableScripts, enableCommandUris, others], [true, undefined, {}]);
    assert.deepEqual(localResourceRoots?.map(String), [
      String(vscode.Uri.joinPath(extensionUri, 'dist', 'pages')),
    ]);
    guide.dispose();
  });
});
