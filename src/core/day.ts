/**
 * Days as `YYYY-MM-DD`. There are two kinds.
 *
 * A day that a person writes or reads, such as when MFA was set up, is local: it is the date on their own calendar. A
 * day that several computers write and compare, such as those in a team store or the names of log files, is UTC: it
 * must not depend on where a computer is, nor go back when somebody travels.
 */

/** @param at milliseconds since the Unix epoch */
export function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The day by this computer's time zone. @param at milliseconds since the Unix epoch */
export function localDay(at: number): string {
  return utcDay(withLocalOffset(at));
}

/** `YYYY-MM-DD HH:MM:SS`, by this computer's time zone. @param at milliseconds since the Unix epoch */
export function localTime(at: number): string {
  return new Date(withLocalOffset(at)).toISOString().slice(0, 19).replace('T', ' ');
}

/** Moves an instant so that UTC shows what the local clock does. */
function withLocalOffset(at: number): number {
  return at - new Date(at).getTimezoneOffset() * 60_000;
}
