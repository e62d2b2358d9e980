import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NextCodeWait } from '../../../src/codes/nextCodeWait';
import { type PickerRow, pickCode } from '../../../src/codes/picker';
import type { AwaitedCode } from '../../../src/codes/waitWithProgress';
import { parseSecret } from '../../../src/core/secret';
import { hmac } from '../../../src/platform/runtime';
import { compareCode } from '../../../src/setupKeys/compareCode';
import { eventually } from '../../shared/eventually';
import { KEY } from '../../shared/oracle';
import { TestQuickPick } from '../../shared/testQuickPick';
import { TestRowCodes } from '../../shared/testRowCodes';
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
    const picking = pickCode([row], {
      recent: { logins: [] },
      now: Date.now,
      onSecond: ticker.onSecond,
      run: () => assert.fail('Nothing was pressed.'),
      record: () => {},
      shownCodes: () => new TestRowCodes(),
    });
    for (let second = 0; second < 5; second++) {
      picker.title = '';
      ticker.pass();
      assert.match(picker.title, /^Copy Code: new codes in \d+ s$/);
    }
    assert.equal(picker.replaced, 1);
    picker.hide();
    assert.equal(await picking, undefined);
  });

  it('with the code of a key are replaced only when the code changes', async () => {
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
  const AWAITED: AwaitedCode = { login: 'qa@acme.test', period: 30, isDue: () => false, canCopyNow: true };
  const waitForCode = (now = Date.now) => new NextCodeWait(now, login => login);
  const { withProgress } = vscode.window;
  afterEach(() => {
    vscode.window.withProgress = withProgress;
  });

  it('advances its bar and keeps its message', async () => {
    const reports: { message?: string; increment?: number }[] = [];
    vscode.window.withProgress = (_options, task) =>
      Promise.resolve(
        task(
          { report: report => reports.push(report as (typeof reports)[number]) },
          { isCancellationRequested: false, onCancellationRequested: () => new vscode.Disposable(() => {}) },
        ),
      );
    let looks = 0;
    const isDue = () => ++looks > 3;
    await waitForCode().until({ ...AWAITED, isDue, period: 300 });
    assert.match(reports[0]?.message ?? '', /^\d+ s · \[Copy Now Anyway\]\(command:xeroMfa\.copyNow\)$/);
    assert.equal(new Set(reports.map(({ message }) => message)).size, 1);
    assert.equal(reports.length, 3);
    assert.ok(reports.slice(1).every(({ increment = -1 }) => increment >= 0 && increment <= 100));
  });

  it('is cancelled when it is given up, and never begins after that', async () => {
    const giveUp = new AbortController();
    let shown = 0;
    vscode.window.withProgress = (options, task) => {
      shown++;
      return withProgress(options, task);
    };
    const wait = waitForCode();
    const until = () => wait.until({ ...AWAITED, givenUp: giveUp.signal });
    const waiting = until();
    await eventually(() => assert.equal(shown, 1));
    giveUp.abort();
    await assert.rejects(Promise.resolve(waiting), vscode.CancellationError);
    await assert.rejects(until(), vscode.CancellationError);
    assert.equal(shown, 1);
  });

  it('is cancelled when it is given up before it is shown', async () => {
    const giveUp = new AbortController();
    vscode.window.withProgress = () => assert.fail('It was shown.');
    const waiting = waitForCode().until({ ...AWAITED, givenUp: giveUp.signal });
    giveUp.abort();
    await assert.rejects(waiting, vscode.CancellationError);
  });

  it('ends at the current instant when it is cut short, even before it is shown', async () => {
    for (const isShown of [true, false]) {
      let shown = false;
      vscode.window.withProgress = (options, task) => {
        shown = true;
        return withProgress(options, task);
      };
      const wait = waitForCode(() => 1_700_000_000_000);
      const waiting = wait.until(AWAITED);
      if (isShown) await eventually(() => assert.ok(shown));
      wait.copyNow();
      assert.equal(await waiting, 1_700_000_000_000);
    }
  });

  it('can’t be cut short unless the code is to be copied', async () => {
    const giveUp = new AbortController();
    const wait = waitForCode();
    const waiting = wait.until({ ...AWAITED, canCopyNow: false, givenUp: giveUp.signal });
    wait.copyNow();
    giveUp.abort();
    await assert.rejects(waiting, vscode.CancellationError);
  });

  it('enables “Copy Now Anyway” until the last of two waits ends', async () => {
    const { executeCommand } = vscode.commands;
    const enabled: unknown[] = [];
    vscode.commands.executeCommand = async (command: string, key: unknown, value: unknown) => {
      assert.deepEqual([command, key], ['setContext', 'xeroMfa.waitingForCode']);
      enabled.push(value);
      return undefined as never;
    };
    try {
      const giveUp = new AbortController();
      const wait = waitForCode();
      wait.correctContext();
      const first = wait.until({ ...AWAITED, givenUp: giveUp.signal });
      const second = wait.until(AWAITED);
      giveUp.abort();
      await assert.rejects(first, vscode.CancellationError);
      wait.correctContext();
      assert.deepEqual(enabled, [false, true, true, true]);
      wait.copyNow();
      await second;
      assert.deepEqual(enabled.slice(4), [false]);
    } finally {
      vscode.commands.executeCommand = executeCommand;
    }
  });

  it('follows the clock that codes are made by, even if that is corrected meanwhile', async () => {
    // So shortly before each second that the wait for it is short.
    let instant = 1_700_000_000_999;
    const now = (): number => instant;
    const seen: number[] = [];
    const isDue = (each: number): boolean => {
      seen.push(each);
      instant += seen.length === 2 ? 95_000 : 1000;
      return each >= 1_700_000_090_000;
    };
    const due = await waitForCode(now).until({ ...AWAITED, isDue, period: 300 });
    assert.equal(due, 1_700_000_096_999);
    assert.deepEqual(
      seen.map(each => each - 1_700_000_000_999),
      [0, 1000, 96_000],
    );
  });
});
