import { tmpdir } from 'node:os';
import type { Host } from '../../../cli/src/host';
import { run } from '../../../cli/src/run';
import type { Ended } from './packedCli';

/** Runs the command in this process, on a clock that a wait moves on. */
export async function runHere(
  args: readonly string[],
  { cwd, env = {}, at = 0 }: { cwd: string; env?: Readonly<Record<string, string>>; at?: number },
): Promise<Ended> {
  let [out, error] = ['', ''];
  let now = at;
  const host: Host = {
    platform: process.platform,
    environment: env,
    workingFolder: cwd,
    homeFolder: async () => tmpdir(),
    now: () => now,
    sleep: async milliseconds => {
      now += milliseconds;
    },
  };
  const output = {
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      error += text;
    },
  };
  return { code: await run(args, output, host), out, error };
}
