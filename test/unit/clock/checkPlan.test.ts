import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  BACK_AFTER,
  CHECK_EVERY,
  CheckPlan,
  JUMP,
  LEFT_TO_FRONT,
  RETRY_AFTER,
} from '../../../src/clock/checkPlan';
import type { ClockCorrection } from '../../../src/core/clock';
import { cases, Kinds } from '../../shared/thorough';

const NOON = Date.UTC(2026, 10, 20, 12);

/** A computer whose clock and stopwatch pass as the test says. */
class Computer {
  clock = NOON;
  watch = 5_000;
  correction: ClockCorrection;
  readonly time = { now: () => this.clock, stopwatch: () => this.watch };

  constructor() {
    this.correction = this.#found();
  }

  pass(milliseconds: number): void {
    this.clock += milliseconds;
    this.watch += milliseconds;
  }

  /** A check by whichever window. */
  check(): void {
    this.correction = this.#found();
  }

  fail(): void {
    this.correction = { ...this.correction, isOutdated: true };
  }

  #found(): ClockCorrection {
    const verdict = { kind: 'wrong', seconds: 95, uncertainty: 1 } as const;
    return { by: 95_000, verdict, checkedAt: this.clock };
  }
}

describe('CheckPlan', () => {
  let computer: Computer;
  beforeEach(() => {
    computer = new Computer();
  });

  /** A window that saw the correction begin, or was opened with it. */
  function open(isStart = false): { asks(isInFront?: boolean): boolean; plan: CheckPlan } {
    const plan = new CheckPlan(computer.time, isStart);
    const asks = (isInFront = true): boolean => plan.asks(computer.correction, isInFront);
    if (!isStart) asks();
    return { asks, plan };
  }

  it('makes a new window check an existing correction, but not the window that started it', () => {
    assert.ok(open(true).asks());
    assert.ok(!open().asks());
  });

  it('checks after the clock was set forwards or back, or the computer slept', () => {
    for (const jump of [JUMP + 1, -JUMP - 1, 3_600_000, -3_600_000]) {
      computer = new Computer();
      const { asks } = open();
      computer.pass(20_000);
      assert.ok(!asks());
      computer.clock += jump;
      assert.ok(asks());
      assert.ok(asks(), 'until it is checked');
      computer.check();
      assert.ok(!asks());
    }
  });

  it('notices a clock that is set in small steps', () => {
    const { asks } = open();
    const asked = Array.from({ length: 11 }, () => {
      computer.pass(1000);
      computer.clock += JUMP / 10;
      return asks();
    });
    assert.deepEqual(asked.indexOf(true), 10);
  });

  it('checks again after a while, and sooner after a failure', () => {
    const { asks, plan } = open();
    computer.pass(CHECK_EVERY - 1);
    assert.ok(!asks());
    computer.pass(1);
    assert.ok(asks());
    computer.fail();
    plan.failed();
    assert.ok(!asks());
    computer.pass(RETRY_AFTER);
    assert.ok(asks());
    computer.check();
    assert.ok(!asks());
  });

  it('checks when the person returns to a computer whose sleep goes unnoticed, but not each time', () => {
    const { plan } = open();
    const back = (): boolean => plan.asks(computer.correction, true, true);
    computer.pass(BACK_AFTER - 1);
    assert.ok(!back());
    computer.pass(1);
    assert.ok(back());
    computer.check();
    assert.ok(!back());
  });

  it('leaves a check to the focused window, and makes it if that one does not', () => {
    const [front, behind] = [open(), open()];
    computer.clock += 60_000;
    assert.ok(front.asks());
    assert.ok(!behind.asks(false));
    computer.check();
    computer.pass(LEFT_TO_FRONT);
    assert.ok(!behind.asks(false));
    computer.clock += 60_000;
    assert.ok(!behind.asks(false));
    computer.pass(LEFT_TO_FRONT);
    assert.ok(behind.asks(false));
  });

  it('never leaves a correction unchecked, in any order of events', () => {
    const event = new Kinds({
      pass: fc.record({ kind: fc.constant('pass'), by: fc.nat(CHECK_EVERY) }),
      set: fc.record({ kind: fc.constant('set'), by: fc.integer({ min: -90_000, max: 90_000 }) }),
      check: fc.constant({ kind: 'check', by: 0 }),
      fail: fc.constant({ kind: 'fail', by: 0 }),
    });
    fc.assert(
      fc.property(fc.array(event.any, { maxLength: 30 }), all => {
        computer = new Computer();
        const { asks, plan } = open();
        let [shift, age] = [0, 0];
        for (const { kind, by } of all) {
          // Each check or failure is one that this window made when it was due.
          if (kind === 'pass') {
            computer.pass(by);
            age += by;
          } else if (kind === 'set') {
            computer.clock += by;
            shift += by;
          } else if (kind === 'check' && asks()) {
            computer.pass(1);
            computer.check();
            assert.ok(!asks());
            [shift, age] = [0, 0];
          } else if (kind === 'fail' && asks()) {
            computer.fail();
            plan.failed();
            computer.pass(RETRY_AFTER);
            assert.ok(asks());
          }
          if (Math.abs(shift) > JUMP || age >= CHECK_EVERY + 90_000 * all.length) assert.ok(asks());
        }
      }),
      { numRuns: cases(300, 2_000) },
    );
    event.assertAllMade();
  });
});
