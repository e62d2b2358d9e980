import { utcDay } from './day';

/** Reckons with days as `YYYY-MM-DD`. */

const DAY = 86_400_000;

/** The day a number of days later; a fraction of a day is left out. */
export function addDays(day: string, days: number): string {
  return utcDay(Date.parse(day) + Math.floor(days) * DAY);
}

/** How many days it is from a day to another; negative if that is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** Milliseconds until the next day begins by this computer's time zone. @param at milliseconds since the Unix epoch */
export function untilNextDay(at: number): number {
  const next = new Date(at);
  // Where a day begins later, as in a change to summer time at midnight, this is its first moment.
  next.setHours(24, 0, 0, 0);
  return next.getTime() - at;
}

/** Whether a text is a day that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(text);
  // Some engines move the 30th of February into March.
  return !Number.isNaN(at) && utcDay(at) === text;
}
