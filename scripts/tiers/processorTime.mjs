import { readdirSync, readFileSync } from 'node:fs';

/**
 * Follows how much processor time a process and all its descendants use. It looks once a second, so it misses the last
 * moments of each, and short ones altogether.
 *
 * @param {number} pid
 * @returns {() => number | undefined} ends it and gives the seconds; undefined on systems without `/proc`
 */
export function followProcessorTime(pid) {
  if (process.platform !== 'linux') return () => undefined;
  const ticks = new Map([[String(pid), 0]]);
  const strangers = new Set();
  const look = () => {
    for (const each of readdirSync('/proc')) {
      if (strangers.has(each)) continue;
      const [, parent = '', user, system] = STAT.exec(read(`/proc/${each}/stat`)) ?? [];
      // A descendant stays one when its parent ends.
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

/** The parent of a process, and its processor time in the program and in the system. */
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
