import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Organisation } from '../../../src/core/account';
import { addDays, daysBetween, untilNextDay } from '../../../src/core/calendar';
import { localDay } from '../../../src/core/day';
import { dueDays, dueOrganisations, mayReset, remindingOn } from '../../../src/core/dueDays';
import { cases } from '../../shared/thorough';

/** Zones that change their clocks at different hours, or never, or skip the midnight of a day. */
const ZONES = [
  'UTC',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

const MINUTE = 60_000;

/** Writes the day on a wall calendar, by another way than the code's. */
function wallCalendar(zone: string): (at: number) => string {
  const { format } = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return format;
}

/** All days of a year, counted by months. */
function calendarOf(year: number): string[] {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const months = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const two = (number: number): string => String(number).padStart(2, '0');
  return months.flatMap((length, month) =>
    Array.from({ length }, (_, day) => `${year}-${two(month + 1)}-${two(day + 1)}`),
  );
}

const days = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));

describe('Days that are due', () => {
  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  for (const year of [2026, 2028, 2100]) {
    it(`count each day of ${year} once`, () => {
      const calendar = [...calendarOf(year), ...calendarOf(year + 1)];
      for (const [index, day] of calendar.entries()) {
        assert.equal(daysBetween(calendar[0] ?? '', day), index);
        assert.equal(addDays(calendar[0] ?? '', index), day);
        assert.equal(addDays(day, -index), calendar[0]);
      }
    });
  }

  for (const zone of ZONES) {
    const wallDay = wallCalendar(zone);

    it(`change at the midnights of a year in ${zone}, and at no other moment`, () => {
      process.env['TZ'] = zone;
      const [start, end] = [Date.parse('2027-12-30T12:00:00Z'), Date.parse('2029-01-02T12:00:00Z')];
      let at = start;
      let seen = 0;
      for (let wait = untilNextDay(at); at + wait <= end; wait = untilNextDay(at)) {
        assert.ok(wait > 0, `It waits ${wait} ms at ${new Date(at).toISOString()}.`);
        const [before, after] = [localDay(at + wait - 1), localDay(at + wait)];
        assert.equal(before, localDay(at));
        assert.equal(after, addDays(before, 1));
        assert.equal(after, wallDay(at + wait));
        assert.equal(wallDay(at + wait - MINUTE), before);
        at += wait;
        seen += 1;
      }
      assert.equal(seen, daysBetween(wallDay(start), wallDay(end)));
    });

    it(`are counted by the calendar in ${zone}, whatever the hour`, () => {
      process.env['TZ'] = zone;
      const instants = fc.integer({ min: Date.parse('2027-12-01'), max: Date.parse('2029-02-01') });
      fc.assert(
        fc.property(instants, fc.integer({ min: -40, max: 40 }), (at, ahead) => {
          const today = wallDay(at);
          const [due] = dueDays({ name: 'A', resetOn: addDays(today, ahead) }, remindingOn(localDay(at), 40));
          assert.equal(due?.days, ahead);
        }),
        { numRuns: cases(50, 5000) },
      );
    });
  }

  it('are mentioned from some days before, the most urgent first', () => {
    const organisation = fc.record(
      { name: fc.constantFrom('A', 'B'), resetOn: days, expiresOn: days },
      { requiredKeys: ['name'] },
    );
    fc.assert(
      fc.property(
        fc.array(organisation, { maxLength: 5 }),
        days,
        fc.integer({ min: 0, max: 365 }),
        (organisations, today, before) => {
          const left = (day: string): number => (Date.parse(day) - Date.parse(today)) / 86_400_000;
          const expected = organisations.flatMap(({ resetOn, expiresOn }) => {
            const near = [resetOn, expiresOn].flatMap(day =>
              day !== undefined && left(day) <= before ? [left(day)] : [],
            );
            return near.length > 0 ? [Math.min(...near)] : [];
          });
          const account = {
            login: 'a@b.cc',
            name: 'A',
            tags: [],
            organisations: organisations as Organisation[],
          };
          const due = dueOrganisations(account, remindingOn(today, before));
          assert.deepEqual(
            due.map(each => each.due.days),
            expected.sort((a, b) => a - b),
          );
          for (const {
            organisation: { resetOn, expiresOn },
            due: { kind, days: left },
          } of due)
            assert.equal(addDays(today, left), kind === 'reset' ? resetOn : expiresOn);
        },
      ),
      { numRuns: cases(300, 20_000) },
    );
  });

  it('are those of demo companies, and of what may be one', () => {
    const rows: readonly [Partial<Organisation>, boolean][] = [
      [{ kind: 'demo' }, true],
      [{}, true],
      [{ kind: 'trial' }, false],
      [{ kind: 'partner' }, false],
      [{ kind: 'other', resetOn: '2026-12-28' }, true],
      [{ expiresOn: '2026-12-28' }, false],
    ];
    for (const [details, expected] of rows) assert.equal(mayReset({ name: 'A', ...details }), expected);
  });
});
