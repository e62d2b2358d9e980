/** How long a Xero code is valid, in seconds. */
export const XERO_PERIOD = 30;

/** The time in which one code is valid. Instants are milliseconds since the Unix epoch. */
export interface CodeWindow {
  /** RFC 6238 T: how many periods have passed since the epoch. */
  readonly counter: number;
  readonly start: number;
  /** The first instant of the next window. */
  readonly end: number;
}

/** The window of `period` seconds that holds `timestamp` (milliseconds since the Unix epoch). */
export function windowAt(timestamp: number, period = XERO_PERIOD): CodeWindow {
  const length = period * 1000;
  const counter = Math.floor(timestamp / length);
  return { counter, start: counter * length, end: (counter + 1) * length };
}

/** Whole seconds until the code at `timestamp` expires, counting from `period` down to 1. */
export function secondsLeft(timestamp: number, period = XERO_PERIOD): number {
  return Math.ceil((windowAt(timestamp, period).end - timestamp) / 1000);
}

/** A code as people read it aloud: `123 456`, `1234 5678`. */
export function formatCode(code: string): string {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
}
