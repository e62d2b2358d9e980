import { readdirSync, readFileSync } from 'node:fs';

/**
 * Measures the processor time of a process and all its descendants. It samples once a second, so it misses short-lived
 * processes and the last moments of the others.
 *
 * @param {number} pid
 * @returns {() => number | undefined} stops and returns the seconds; undefined on systems without `/proc`
 */
export function followProcessorTime(pid) {
  if (process.platform !== 'linux') return () => undefined;
  const ticks = new Map([[String(pid), 0]]);
  const strangers = new Set();
  const look = () => {
    for (const each of readdirSync('/proc')) {
      if (strangers.has(each)) continue;
      const [, parent = '', user, system] = STAT.exec(read(`/proc/${each}/stat`)) ?? [];
      // A descendant still counts after its parent has ended.
      if (!ticks.has(each) && !ticks.has(parent)) strangers.add(each);
      else if (user !== undefined) ticks.set(each, Number(user) + Number(system));
    }
  };
  const timer = setInterval(look, 1000);
  return () => {
    clearInterval(timer);
    return [...ticks.values()].reduce((a, b) => a + b, 0) / TICKS_PER_SECOND;
  };
}

/** Matches a process's parent, and its user and system time. */
const STAT = /\) \S (\d+)(?: \S+){9} (\d+) (\d+)/;
const TICKS_PER_SECOND = 100;

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
