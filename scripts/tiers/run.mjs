import { once } from 'node:events';
import { root } from '../folders.mjs';
import { spawnGroup } from '../processGroup.mjs';
import { followProcessorTime } from './processorTime.mjs';

/**
 * Runs a script in a process of its own.
 *
 * @param {string[]} args of Node
 * @param {{ env?: NodeJS.ProcessEnv, live?: boolean }} [options] `env`: added to this process's own; `live`: shows what it
 *   writes at once, and not in one piece at its end, as what runs beside others should
 * @returns {Promise<{ code: number, output: string, processor: number | undefined }>} `processor`: the seconds of processor
 *   time, where the system tells
 */
export async function runNode(args, { env, live = false } = {}) {
  const child = spawnGroup(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    last: 'SIGTERM',
  });
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
