import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../processGroup.mjs';

const name = 'running.json';

/**
 * Refuses to start while another start runs: the two would overwrite each other's extension and people.
 *
 * @param {string} folder what starts share
 * @throws {Error} that says where the other one is
 */
export function refuseSecond(folder) {
  const [, pid, url] = /"pid":(\d+),"url":"([^"]+)"/.exec(read(join(folder, name))) ?? [];
  if (pid !== undefined && isAlive(Number(pid)))
    throw new Error(`It is already running (process ${pid}): ${url}\nStop it first to start again.`);
}

/** Notes that this process runs, until it ends. @param {string} folder @param {string} url where to find what it runs */
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
