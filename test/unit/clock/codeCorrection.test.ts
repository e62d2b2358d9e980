import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LEFT_TO_FRONT, RETRY_AFTER } from '../../../src/clock/checkPlan';
import { ClockCheckError } from '../../../src/clock/clockCheck';
import { CodeCorrection, type Settled } from '../../../src/clock/codeCorrection';
import type { ClockCorrection, Skew } from '../../../src/core/clock';
import { UserError } from '../../../src/core/errors';

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

  it('starts only if the person asks for it', async () => {
    const window = open();
    assert.equal(await window.correction.settle(shared.found()), 'off');
    await window.look();
    assert.deepEqual([shared.correction, shared.asked, window.changes], [undefined, 0, 0]);
  });

  it('starts and ends in other windows as well', async () => {
    const [one, other] = [await begun(), open()];
    await other.look();
    assert.deepEqual([one.changes, other.changes, shared.asked], [1, 1, 0]);
    await one.correction.stop();
    await other.look();
    assert.deepEqual([one.changes, other.changes, shared.asked], [2, 2, 0]);
  });

  it('is checked by a new window', async () => {
    await begun();
    shared.skew = 60_000;
    shared.pass(1000);
    const opened = open();
    await opened.look(true);
    assert.equal(shared.asked, 1);
    assert.equal(shared.correction?.by, 60_000);
  });

  it('ends when the clock is right again, and one window says so', async () => {
    const [one, other] = [await begun(), open()];
    await other.look();
    shared.clock += 95_000;
    shared.skew = 0;
    await one.look();
    await other.look();
    assert.equal(shared.correction, undefined);
    assert.equal(shared.asked, 1);
    assert.deepEqual([one.ended, other.ended], [['ended'], []]);
    // Outdated first, then ended.
    assert.deepEqual([one.changes, other.changes], [3, 2]);
  });

  it('ends if the clock is off by days', async () => {
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
    it(`stays and is outdated if the clock can't be checked: ${fault.name}`, async () => {
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

  it('stays and is outdated if a check is too uncertain', async () => {
    const window = await begun();
    assert.equal(await window.correction.settle({ minimum: 0, maximum: 90_000 }), 'tooVague');
    assert.deepEqual([shared.correction?.by, shared.correction?.isOutdated], [95_000, true]);
  });

  for (const [what, jump] of [
    ['by what it corrects', 95_000],
    ['by another time', 3_600_000],
  ] as const) {
    it(`is outdated after a jump of the clock ${what}, until a check tells`, async () => {
      const window = await begun();
      const states: unknown[] = [];
      shared.onAsked = () => states.push(shared.correction?.by, shared.correction?.isOutdated);
      shared.clock += jump;
      // The computer slept: the clock is as wrong as before.
      await window.look();
      assert.deepEqual(states, [95_000, true]);
      assert.deepEqual([shared.correction?.by, shared.correction?.isOutdated], [95_000, undefined]);
      assert.deepEqual(window.ended, []);
    });
  }

  it('stays off if it is stopped during a check', async () => {
    const window = await begun();
    shared.clock += 5000;
    shared.onAsked = () => void window.correction.stop();
    await window.look();
    assert.deepEqual([shared.asked, shared.correction], [1, undefined]);
    assert.deepEqual(window.ended, []);
  });

  it('makes one check at a time, and none after it is disposed', async () => {
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
