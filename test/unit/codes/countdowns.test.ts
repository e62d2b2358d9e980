import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NextCodeWait } from '../../../src/codes/nextCodeWait';
import { type PickerRow, pickCode } from '../../../src/codes/picker';
import { parseSecret } from '../../../src/core/secret';
import { hmac } from '../../../src/platform/runtime';
import { compareCode } from '../../../src/setupKeys/compareCode';
import { KEY } from '../../shared/oracle';
import { TestQuickPick } from '../../shared/testQuickPick';
import { TestTicker } from '../../shared/testTicker';

describe('The rows of a quick pick', () => {
  const { createQuickPick } = vscode.window;
  let picker: TestQuickPick;
  let ticker: TestTicker;

  beforeEach(() => {
    picker = new TestQuickPick();
    ticker = new TestTicker();
    vscode.window.createQuickPick = (() => picker) as unknown as typeof createQuickPick;
  });
  afterEach(() => {
    vscode.window.createQuickPick = createQuickPick;
  });

  const windowNow = (): number => Math.floor(Date.now() / 30_000);

  it('of accounts stay as they are while the title counts down', async () => {
    const row: PickerRow = { login: 'qa@acme.test', label: 'QA', ready: true };
    const picking = pickCode([row], [], Date.now, ticker.onSecond);
    for (let second = 0; second < 5; second++) {
      picker.title = '';
      ticker.pass();
      assert.match(picker.title, /^Copy Code: new codes in \d+ s$/);
    }
    assert.equal(picker.replaced, 1);
    picker.hide();
    assert.equal(await picking, undefined);
  });

  it('with the code of a key are replaced when that is another one', async () => {
    const account = { login: 'qa@acme.test', name: 'QA', organisations: [], tags: [] };
    const before = windowNow();
    const comparing = compareCode(account, parseSecret(KEY), {
      hmac,
      now: Date.now,
      onSecond: ticker.onSecond,
    });
    for (let second = 0; second < 5; second++) ticker.pass();
    assert.ok(picker.replaced <= 1 + windowNow() - before, `They were replaced ${picker.replaced} times.`);
    assert.match(picker.title, /^Add Setup Key for QA: new code in \d+ s$/);
    picker.hide();
    assert.equal(await comparing, undefined);
  });
});

describe('The wait for a code', () => {
  const { withProgress } = vscode.window;
  afterEach(() => {
    vscode.window.withProgress = withProgress;
  });

  it('moves its bar on and leaves its message', async () => {
    const reports: { message?: string; increment?: number }[] = [];
    vscode.window.withProgress = (_options, task) =>
      Promise.resolve(
        task(
          { report: report => reports.push(report as (typeof reports)[number]) },
          { isCancellationRequested: false, onCancellationRequested: () => new vscode.Disposable(() => {}) },
        ),
      );
    let looks = 0;
    await new NextCodeWait(Date.now, login => login).until(() => ++looks > 3, 'qa@acme.test', 300, true);
    assert.match(reports[0]?.message ?? '', /^\d+ s · \[Copy Now Anyway\]\(command:xeroMfa\.copyNow\)$/);
    assert.equal(new Set(reports.map(({ message }) => message)).size, 1);
    assert.equal(reports.length, 3);
    assert.ok(reports.slice(1).every(({ increment = -1 }) => increment >= 0 && increment <= 100));
  });

  it('ends like a cancelled one when it is given up, and does not begin after that', async () => {
    const giveUp = new AbortController();
    let shown = 0;
    vscode.window.withProgress = (options, task) => {
      shown++;
      return withProgress(options, task);
    };
    const wait = new NextCodeWait(Date.now, login => login);
    const until = () => wait.until(() => false, 'qa@acme.test', 30, true, giveUp.signal);
    const waiting = until();
    giveUp.abort();
    await assert.rejects(Promise.resolve(waiting), vscode.CancellationError);
    await assert.rejects(until(), vscode.CancellationError);
    assert.equal(shown, 1);
  });

  it('is by the clock that codes are made by, also if that is corrected meanwhile', async () => {
    // So shortly before each second that the wait for it is short.
    let instant = 1_700_000_000_999;
    const now = (): number => instant;
    const seen: number[] = [];
    const isDue = (each: number): boolean => {
      seen.push(each);
      instant += seen.length === 2 ? 95_000 : 1000;
      return each >= 1_700_000_090_000;
    };
    const due = await new NextCodeWait(now, login => login).until(isDue, 'qa@acme.test', 300, true);
    assert.equal(due, 1_700_000_096_999);
    assert.deepEqual(
      seen.map(each => each - 1_700_000_000_999),
      [0, 1000, 96_000],
    );
  });
});
