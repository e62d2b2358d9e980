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
  function open(isStart = false): { shouldCheck(isInFront?: boolean): boolean; plan: CheckPlan } {
    const plan = new CheckPlan(computer.time, isStart);
    const shouldCheck = (isInFront = true): boolean => plan.shouldCheck(computer.correction, isInFront);
    if (!isStart) shouldCheck();
    return { shouldCheck, plan };
  }

  it('has a window that is opened with a correction check it, and that which began it not', () => {
    assert.ok(open(true).shouldCheck());
    assert.ok(!open().shouldCheck());
  });

  it('checks after the clock was set forwards or back, or the computer slept', () => {
    for (const jump of [JUMP + 1, -JUMP - 1, 3_600_000, -3_600_000]) {
      computer = new Computer();
      const { shouldCheck } = open();
      computer.pass(20_000);
      assert.ok(!shouldCheck());
      computer.clock += jump;
      assert.ok(shouldCheck());
      assert.ok(shouldCheck(), 'until it is checked');
      computer.check();
      assert.ok(!shouldCheck());
    }
  });

  it('notices a clock that is set little by little', () => {
    const { shouldCheck } = open();
    const asked = Array.from({ length: 11 }, () => {
      computer.pass(1000);
      computer.clock += JUMP / 10;
      return shouldCheck();
    });
    assert.deepEqual(asked.indexOf(true), 10);
  });

  it('checks again after a while, and sooner where a check failed', () => {
    const { shouldCheck, plan } = open();
    computer.pass(CHECK_EVERY - 1);
    assert.ok(!shouldCheck());
    computer.pass(1);
    assert.ok(shouldCheck());
    computer.fail();
    plan.failed();
    assert.ok(!shouldCheck());
    computer.pass(RETRY_AFTER);
    assert.ok(shouldCheck());
    computer.check();
    assert.ok(!shouldCheck());
  });

  it('checks when the person returns to a computer whose sleep goes unnoticed, but not each time', () => {
    const { plan } = open();
    const back = (): boolean => plan.shouldCheck(computer.correction, true, true);
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
    assert.ok(front.shouldCheck());
    assert.ok(!behind.shouldCheck(false));
    computer.check();
    computer.pass(LEFT_TO_FRONT);
    assert.ok(!behind.shouldCheck(false));
    computer.clock += 60_000;
    assert.ok(!behind.shouldCheck(false));
    computer.pass(LEFT_TO_FRONT);
    assert.ok(behind.shouldCheck(false));
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
        const { shouldCheck, plan } = open();
        let [shift, age] = [0, 0];
        for (const { kind, by } of all) {
          // Each check or failure is one that this window made when it was due.
          if (kind === 'pass') {
            computer.pass(by);
            age += by;
          } else if (kind === 'set') {
            computer.clock += by;
            shift += by;
          } else if (kind === 'check' && shouldCheck()) {
            computer.pass(1);
            computer.check();
            assert.ok(!shouldCheck());
            [shift, age] = [0, 0];
          } else if (kind === 'fail' && shouldCheck()) {
            computer.fail();
            plan.failed();
            computer.pass(RETRY_AFTER);
            assert.ok(shouldCheck());
          }
          if (Math.abs(shift) > JUMP || age >= CHECK_EVERY + 90_000 * all.length) assert.ok(shouldCheck());
        }
      }),
      { numRuns: cases(300, 2_000) },
    );
    event.assertAllMade();
  });
});
