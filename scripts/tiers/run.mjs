import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { root } from '../folders.mjs';
import { spawnGroup } from '../processGroup.mjs';
import { followProcessorTime } from './processorTime.mjs';

/**
 * Runs a script in its own process.
 *
 * @param {string[]} args of Node
 * @param {{ env?: NodeJS.ProcessEnv, live?: boolean, yields?: boolean }} [options] `env`: added to this process's own;
 *   `live`: shows output at once. Otherwise it is shown in one piece at the end, so that parallel runs don't mix; `yields`:
 *   gets the processor only when what runs beside it, such as a window with a person's patience, has no use for it
 * @returns {Promise<{ code: number, output: string, processor: number | undefined }>} `processor`: seconds of processor
 *   time, if the system reports it
 */
export async function runNode(args, { env, live = false, yields = false } = {}) {
  const child = spawnGroup(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    last: 'SIGTERM',
  });
  if (yields && child.pid !== undefined) yieldProcessor(child.pid);
  const endFollowing = followProcessorTime(child.pid ?? 0);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', text => {
      if (live) process.stdout.write(text);
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output, processor: endFollowing() };
}

/** @param {number} pid */
function yieldProcessor(pid) {
  try {
    setPriority(pid, LOW_PRIORITY);
    // Linux weighs sessions against each other by this, and each child has its own.
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/autogroup`, String(LOW_PRIORITY));
  } catch {
    // Without, the run only takes longer.
  }
}

const LOW_PRIORITY = 10;
