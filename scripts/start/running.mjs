import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../processGroup.mjs';

const name = 'running.json';

/**
 * Refuses a second start, which would overwrite the first one's extension and people.
 *
 * @param {string} folder shared by all starts
 * @throws {Error} with the URL of the other start
 */
export function refuseSecond(folder) {
  const [, pid, url] = /"pid":(\d+),"url":"([^"]+)"/.exec(read(join(folder, name))) ?? [];
  if (pid !== undefined && isAlive(Number(pid)))
    throw new Error(`It is already running (process ${pid}): ${url}\nStop it first to start again.`);
}

/** Records that this process is running, until it ends. @param {string} folder @param {string} url to report to a second start */
export function noteRunning(folder, url) {
  const file = join(folder, name);
  // The URL may hold a connection token.
  writeFileSync(file, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 });
  process.once('exit', () => rmSync(file, { force: true }));
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
