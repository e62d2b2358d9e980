import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { NewDays } from '../../../src/accounts/newDays';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('A new day', () => {
  const { TZ } = process.env;
  let days: NewDays | undefined;
  let seen: number;
  /** How far the corrected clock is ahead. */
  let correction: number;

  afterEach(() => {
    days?.dispose();
    mock.timers.reset();
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  function begin(zone: string, at: string): void {
    process.env['TZ'] = zone;
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(at) });
    seen = 0;
    correction = 0;
    days = new NewDays(
      () => Date.now() + correction,
      () => {
        seen += 1;
      },
    );
  }

  const pass = (milliseconds: number): void => mock.timers.tick(milliseconds);

  for (const [zone, at] of [
    ['UTC', '2026-12-01T23:00:00Z'],
    ['Pacific/Auckland', '2026-12-01T10:00:00Z'],
    ['Asia/Kolkata', '2026-12-01T17:30:00Z'],
  ] as const) {
    it(`is noticed at midnight: ${zone}`, () => {
      begin(zone, at);
      pass(HOUR - 1);
      assert.equal(seen, 0);
      pass(1);
      assert.equal(seen, 1);
      pass(24 * HOUR - 1);
      assert.equal(seen, 1);
      pass(1);
      assert.equal(seen, 2);
    });
  }

  it('is noticed once a year’s worth of times, also where clocks change', () => {
    begin('Europe/London', '2028-01-01T12:00:00Z');
    for (let day = 1; day <= 366; day += 1) {
      pass(24 * HOUR);
      assert.equal(seen, day);
    }
  });

  it('is noticed soon after the computer slept, when timers stood still', () => {
    begin('UTC', '2026-12-01T20:00:00Z');
    mock.timers.setTime(Date.parse('2026-12-03T09:00:00Z'));
    pass(10 * MINUTE);
    assert.equal(seen, 1);
  });

  it('is noticed by the corrected clock', () => {
    begin('UTC', '2026-12-01T23:30:00Z');
    correction = 20 * MINUTE;
    pass(10 * MINUTE);
    assert.equal(seen, 1);
    correction = 0;
    pass(10 * MINUTE);
    assert.equal(seen, 2);
  });

  it('is not noticed any more once nobody wants to know', () => {
    begin('UTC', '2026-12-01T23:00:00Z');
    days?.dispose();
    pass(48 * HOUR);
    assert.equal(seen, 0);
  });
});
