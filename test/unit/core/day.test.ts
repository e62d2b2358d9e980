import assert from 'node:assert/strict';
import { isDay } from '../../../src/core/calendar';
import { localDay, localTime, utcDay } from '../../../src/core/day';

describe('A day', () => {
  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  const at = Date.parse('2026-03-01T23:30:05.999Z');
  for (const [zone, day, time] of [
    ['UTC', '2026-03-01', '2026-03-01 23:30:05'],
    ['Pacific/Auckland', '2026-03-02', '2026-03-02 12:30:05'],
    ['America/Los_Angeles', '2026-03-01', '2026-03-01 15:30:05'],
    ['Asia/Kolkata', '2026-03-02', '2026-03-02 05:00:05'],
  ] as const) {
    it(`is UTC where computers compare it and local where people read it: ${zone}`, () => {
      process.env['TZ'] = zone;
      assert.deepEqual([utcDay(at), localDay(at), localTime(at)], ['2026-03-01', day, time]);
    });
  }

  it('exists, or is none', () => {
    for (const text of ['2026-01-01', '2026-12-31', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])
      assert.ok(isDay(text), text);
    const wrong = ['', '2026-1-1', '2026-02-29', '2100-02-29', '2026-04-31', '2026-00-10', '2026-10-00'];
    for (const text of [...wrong, '2026-13-01', '2026-12-32', ' 2026-01-01', '2026-01-01\n', '+002026-01-01'])
      assert.ok(!isDay(text), JSON.stringify(text));
  });

  it('follows daylight saving time', () => {
    process.env['TZ'] = 'Pacific/Auckland';
    assert.equal(localDay(Date.parse('2026-07-01T11:59:59Z')), '2026-07-01');
    assert.equal(localDay(Date.parse('2026-07-01T12:00:00Z')), '2026-07-02');
    assert.equal(localDay(Date.parse('2026-12-31T10:59:59Z')), '2026-12-31');
    assert.equal(localDay(Date.parse('2026-12-31T11:00:00Z')), '2027-01-01');
  });
});
