import { once } from 'node:events';
import { root } from '../folders.mjs';
import { spawnGroup } from '../processGroup.mjs';
import { followProcessorTime } from './processorTime.mjs';

/**
 * Runs a script in its own process.
 *
 * @param {string[]} args of Node
 * @param {{ env?: NodeJS.ProcessEnv, live?: boolean }} [options] `env`: added to this process's own; `live`: shows output
 *   at once. Otherwise it is shown in one piece at the end, so that parallel runs don't mix
 * @returns {Promise<{ code: number, output: string, processor: number | undefined }>} `processor`: seconds of processor
 *   time, if the system reports it
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
