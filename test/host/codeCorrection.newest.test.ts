import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LEFT_TO_FRONT, RETRY_AFTER } from '../../src/clock/checkPlan';
import { ClockCheckError } from '../../src/clock/clockCheck';
import { clockRow } from '../../src/clock/clockRow';
import { CodeCorrection, type Settled } from '../../src/clock/codeCorrection';
import type { ClockCorrection, ClockVerdict, Skew } from '../../src/core/clock';
import { UserError } from '../../src/core/errors';
import { Ticker } from '../../src/platform/ticker';
import { near, TimeServer } from '../shared/timeServer';
import {
  codeAt,
  KEY,
  labelOf,
  listOf,
  refuses,
  run,
  set,
  setSecret,
  startFresh,
  TestTree,
  teamList,
  writeList,
} from './support';

const LOGIN = 'qa-au@acme.test';

describe('Codes that are corrected', () => {
  startFresh();

  let server: TimeServer;
  beforeEach(async () => {
    server = new TimeServer();
    await server.start();
    await set('clockCheck.url', server.url.href);
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU payroll' }));
    await setSecret(LOGIN, KEY);
  });
  afterEach(() => server.stop());

  /** By how much a correction may be off, in milliseconds, with a server that answers at once. */
  const PRECISE = 600;

  /** The codes of all windows that time is in while something is done, by a clock `skew` milliseconds before this one. */
  async function codesWhile(act: () => Promise<unknown>, skew: number, period = 30): Promise<Set<string>> {
    const from = Date.now() + skew - PRECISE;
    await act();
    const to = Date.now() + skew + PRECISE;
    const codes = new Set<string>();
    for (let instant = from; instant < to + period * 1000; instant += period * 1000)
      codes.add(codeAt(Math.min(instant, to), KEY, { period }));
    return codes;
  }

  async function copiesCodeOf(skew: number, period?: number): Promise<void> {
    const valid = await codesWhile(() => run('copyCode', { login: LOGIN }), skew, period);
    const copied = await vscode.env.clipboard.readText();
    assert.ok(valid.has(copied), `${copied} is none of ${[...valid].join(', ')}`);
  }

  const correct = async (): Promise<ClockVerdict> =>
    (await run('checkClock', { correct: true })) as ClockVerdict;

  for (const skew of [-120_000, -95_400, -45_000, -12_000, 12_000, 33_700, 95_000, 120_000]) {
    it(`are those of the true time, by a server ${skew / 1000} s before this computer`, async () => {
      server.skew = skew;
      near(await correct(), skew / 1000);
      await copiesCodeOf(skew);
    });
  }

  it('are those of the true time where the server is slow', async () => {
    server.skew = 95_000;
    server.delays = [1200, 800];
    const { uncertainty } = await correct();
    assert.ok(uncertainty <= 2);
    const valid = new Set(
      await Promise.all(
        [-1000, 1000].map(async by => [
          ...(await codesWhile(() => run('copyCode', { login: LOGIN }), server.skew + by)),
        ]),
      ).then(codes => codes.flat()),
    );
    assert.ok(valid.has(await vscode.env.clipboard.readText()));
  });

  it('are waited for by the true time', async () => {
    const period = 5;
    await setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&issuer=Xero&period=${period}`);
    // Windows begin half a period from those of this computer.
    server.skew = 12_500;
    await correct();
    await set('minimumRemaining', 25);
    await copiesCodeOf(server.skew, period);
  });

  it('are not, before somebody asks for it', async () => {
    server.skew = 95_000;
    await run('checkClock', {});
    await copiesCodeOf(0);
  });

  it('are again those of this computer when a check finds its clock right, and once it is stopped', async () => {
    server.skew = 95_000;
    await correct();
    server.skew = 4_000;
    assert.equal(((await run('checkClock', {})) as ClockVerdict).kind, 'close');
    await copiesCodeOf(0);
    server.skew = -95_000;
    await correct();
    await copiesCodeOf(-95_000);
    await run('stopClockCorrection');
    await copiesCodeOf(0);
  });

  it('are corrected by what each further check finds', async () => {
    server.skew = 95_000;
    await correct();
    server.skew = -40_000;
    await run('checkClock', {});
    await copiesCodeOf(-40_000);
  });

  it('stay corrected while the server does not answer', async () => {
    server.skew = 95_000;
    await correct();
    server.stop();
    await refuses('checkClock', {}, /did not answer/);
    await copiesCodeOf(95_000);
  });

  it('are not where the clock is right, or too wrong, or the answers are too slow to tell', async () => {
    assert.equal((await correct()).kind, 'right');
    await copiesCodeOf(0);
    server.skew = 86_400_000 + 60_000;
    await refuses(
      'checkClock',
      { correct: true },
      /24 hours behind .* can’t be corrected by more than a day/,
    );
    await copiesCodeOf(0);
    server.skew = 11_000;
    server.delays = [0, 3_000];
    await refuses(
      'checkClock',
      { correct: true },
      /too slowly .* This result is too uncertain to correct codes/,
    );
    await copiesCodeOf(0);
  }).timeout(60_000);

  it('are no more where the clock is found too wrong', async () => {
    server.skew = 95_000;
    await correct();
    server.skew = -2 * 86_400_000;
    await run('checkClock', {});
    await copiesCodeOf(0);
  });
});

describe('The correction of codes', () => {
  /** What its windows share, and the clock of the computer. */
  class Shared {
    correction: ClockCorrection | undefined;
    clock = Date.UTC(2026, 10, 20, 12);
    watch = 1_000;
    /** By how much the clock is behind, in milliseconds; undefined where nobody can be asked. */
    skew: number | undefined = 95_000;
    asked = 0;
    fault: Error = new ClockCheckError({ kind: 'noDate' });
    onAsked = (): void => {};

    pass(milliseconds: number): void {
      this.clock += milliseconds;
      this.watch += milliseconds;
    }

    found = (): Skew => ({ minimum: (this.skew ?? 0) - 100, maximum: (this.skew ?? 0) + 100 });
  }

  class Window {
    changes = 0;
    readonly ended: Settled[] = [];
    readonly faults: unknown[] = [];
    readonly correction: CodeCorrection;

    constructor(readonly shared: Shared) {
      this.correction = new CodeCorrection(
        {
          get: () => shared.correction,
          set: async correction => {
            shared.correction = correction;
          },
          sleepsUnseen: false,
          onChanged: () => this.changes++,
          onEnded: (_skew, settled) => this.ended.push(settled),
          log: error => this.faults.push(error),
        },
        async () => {
          shared.asked++;
          await undefined;
          shared.onAsked();
          if (shared.skew === undefined) throw shared.fault;
          return shared.found();
        },
        { now: () => shared.clock, stopwatch: () => shared.watch },
      );
    }

    /** Looks, in front or behind, and does what is due. */
    async look(isStart = false): Promise<void> {
      this.correction.follow(isStart);
      if (!vscode.window.state.focused) {
        this.shared.pass(LEFT_TO_FRONT);
        this.correction.follow();
      }
      await settled();
    }
  }

  /** What was begun in the same turn has ended: nothing in it takes time. */
  const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

  let shared: Shared;
  let windows: Window[];
  const open = (): Window => {
    const window = new Window(shared);
    windows.push(window);
    return window;
  };
  beforeEach(() => {
    shared = new Shared();
    windows = [];
  });
  afterEach(() => {
    for (const { correction, faults } of windows) {
      correction.dispose();
      assert.deepEqual(faults, []);
    }
  });

  async function begun(): Promise<Window> {
    const window = open();
    assert.equal(await window.correction.settle(shared.found(), true), 'correctable');
    assert.equal(shared.correction?.by, 95_000);
    return window;
  }

  it('begins only where somebody asks for it', async () => {
    const window = open();
    assert.equal(await window.correction.settle(shared.found()), 'off');
    await window.look();
    assert.deepEqual([shared.correction, shared.asked, window.changes], [undefined, 0, 0]);
  });

  it('is seen by another window, and ended for it', async () => {
    const [one, other] = [await begun(), open()];
    await other.look();
    assert.deepEqual([one.changes, other.changes, shared.asked], [1, 1, 0]);
    await one.correction.stop();
    await other.look();
    assert.deepEqual([one.changes, other.changes, shared.asked], [2, 2, 0]);
  });

  it('is checked by a window that is opened with it', async () => {
    await begun();
    shared.skew = 60_000;
    shared.pass(1000);
    const opened = open();
    await opened.look(true);
    assert.equal(shared.asked, 1);
    assert.equal(shared.correction?.by, 60_000);
  });

  it('ends by itself when the clock was set right, and says so in one window', async () => {
    const [one, other] = [await begun(), open()];
    await other.look();
    shared.clock += 95_000;
    shared.skew = 0;
    await one.look();
    await other.look();
    assert.equal(shared.correction, undefined);
    assert.equal(shared.asked, 1);
    assert.deepEqual([one.ended, other.ended], [['ended'], []]);
    assert.deepEqual([one.changes, other.changes], [2, 2]);
  });

  it('ends where the clock is found off by days', async () => {
    const window = await begun();
    shared.clock -= 3 * 86_400_000;
    shared.skew = 3 * 86_400_000;
    await window.look();
    assert.equal(shared.correction, undefined);
    assert.deepEqual(window.ended, ['tooFar']);
  });

  for (const fault of [
    new ClockCheckError({ kind: 'unreachable', reason: 'EAI_AGAIN' }),
    new UserError('The setting is wrong.'),
  ]) {
    it(`stays and is outdated where the clock cannot be checked: ${fault.name}`, async () => {
      const window = await begun();
      shared.clock -= 3_600_000;
      Object.assign(shared, { skew: undefined, fault });
      await window.look();
      assert.deepEqual([shared.correction?.by, shared.correction?.isOutdated], [95_000, true]);
      const asked = shared.asked;
      window.correction.follow();
      await settled();
      assert.equal(shared.asked, asked, 'not at once again');
      shared.skew = 3_695_000;
      shared.pass(RETRY_AFTER);
      await window.look();
      assert.deepEqual([shared.correction?.by, shared.correction?.isOutdated], [3_695_000, undefined]);
      assert.deepEqual(window.ended, []);
    });
  }

  it('stays and is outdated where what is found is too uncertain', async () => {
    const window = await begun();
    assert.equal(await window.correction.settle({ minimum: 0, maximum: 90_000 }), 'tooVague');
    assert.deepEqual([shared.correction?.by, shared.correction?.isOutdated], [95_000, true]);
  });

  it('stays off where it is stopped while the clock is checked', async () => {
    const window = await begun();
    shared.clock += 5000;
    shared.onAsked = () => void window.correction.stop();
    await window.look();
    assert.deepEqual([shared.asked, shared.correction], [1, undefined]);
    assert.deepEqual(window.ended, []);
  });

  it('asks once at a time, and no more once it is disposed of', async () => {
    const window = await begun();
    shared.clock += 5000;
    shared.onAsked = () => {
      window.correction.follow();
      window.correction.follow();
    };
    await window.look();
    assert.equal(shared.asked, 1);
    window.correction.dispose();
    shared.clock += 5000;
    await window.look();
    assert.equal(shared.asked, 1);
  });
});

describe('The row of the clock', () => {
  startFresh();

  const verdict = { kind: 'wrong', seconds: 95, uncertainty: 1 } as const;
  const correction: ClockCorrection = { by: 95_200, verdict, checkedAt: Date.UTC(2026, 10, 20, 12) };

  it('comes first, and says by how much and what can be done', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    const tree = await TestTree.open({ clockRows: () => [clockRow(correction, 'linux')] });
    const [row, account] = tree.items();
    assert.deepEqual(
      [row?.label, row?.description, row?.contextValue, row?.command?.command],
      ['Clock 95 sec behind', 'codes are corrected', 'clock', 'xeroMfa.checkClock'],
    );
    assert.equal(row?.accessibilityInformation?.label, 'Clock 95 sec behind, codes are corrected');
    assert.match(String(row?.tooltip), /\(±1 s\)\. Codes are corrected .*timedatectl[\s\S]*Last checked at /);
    assert.match(labelOf(account ?? {}), /^qa-au@acme\.test/);
    tree.dispose();
  });

  it('says that the correction may be outdated', () => {
    const ahead = { ...correction, verdict: { ...verdict, seconds: -95 } };
    const { label, description, tooltip } = clockRow({ ...ahead, isOutdated: true }, 'wsl');
    assert.deepEqual([label, description], ['Clock 95 sec ahead', 'correction may be outdated']);
    assert.match(String(tooltip), /hwclock[\s\S]*Since then the clock couldn’t be checked/);
  });

  it('does not hide the welcome where there are no accounts', async () => {
    const tree = await TestTree.open({ clockRows: () => [clockRow(correction, 'linux')] });
    assert.deepEqual(tree.items(), []);
    tree.dispose();
  });
});

describe('The ticker', () => {
  const { setTimeout: realTimeout } = globalThis;
  afterEach(() => {
    globalThis.setTimeout = realTimeout;
  });

  it('ticks at the start of the seconds of the clock that codes are made by', () => {
    const waits: (number | undefined)[] = [];
    globalThis.setTimeout = ((_run: () => void, milliseconds?: number) => {
      waits.push(milliseconds);
      return undefined;
    }) as unknown as typeof setTimeout;
    let instant = 1_700_000_012_345;
    const ticker = new Ticker(() => instant);
    ticker.onSecond(() => {}).dispose();
    instant = 1_700_000_013_000;
    ticker.onSecond(() => {}).dispose();
    assert.deepEqual(waits, [655, 1000]);
    ticker.dispose();
  });
});
