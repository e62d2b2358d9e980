import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentWith } from '../../scripts/commands.mjs';
import { root } from '../../scripts/folders.mjs';
import { Computer } from '../shared/computer';
import type { Figure } from './figure';
import { median, timedSync } from './stats';

const RUNS = 15;
const LOGIN = 'qa-au@harbour.test';
/** A shell script as docs/team.md has it for those who don't use the package. */
const RECIPE = `uri=$(age -d -i "$KEY_FILE" "$STORE/${LOGIN}.age" | head -n 1)
oathtool --totp --base32 "$(echo "$uri" | sed 's/.*[?&]secret=\\([A-Z2-7]*\\).*/\\1/')"`;

type Command = readonly [file: string, ...args: string[]];

/** One code by a new process, beside Node.js alone and beside a script with `age` and `oathtool`, in turn. */
export async function commandLine(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'xmfa-command-'));
  try {
    const store = join(folder, 'store');
    const priya = await Computer.of('Priya', store);
    await priya.setKey(LOGIN, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
    await priya.create([LOGIN]);
    const machine = await Computer.of('CI', store);
    await machine.store.join('CI');
    await priya.approve(machine, [LOGIN], [LOGIN]);
    const keyFile = join(folder, 'key.txt');
    await writeFile(keyFile, `${machine.identity}\n`);

    const commands = await environmentWith(['age', 'oathtool']);
    const env = {
      ...(commands ?? process.env),
      STORE: store,
      KEY_FILE: keyFile,
      XERO_MFA_IDENTITY: machine.identity,
    };
    const node = process.execPath;
    const code: Command = [
      node,
      join(root, 'cli/dist/main.js'),
      'code',
      LOGIN,
      '--store',
      store,
      '--min-remaining',
      '0',
    ];
    const trusting: Command = [...code, '--trust', await priya.words()];
    const all: readonly Command[] = [
      code,
      trusting,
      [node, '-e', '0'],
      ...(commands ? [['sh', '-c', RECIPE] as const] : []),
    ];
    const [ours = 0, withTrust = 0, bare = 0, recipe] = inTurn(all, env);
    const aim = { of: 'ratio', atMost: 2 } as const;
    const besideNode = { what: 'node -e 0', value: bare };
    return [
      {
        name: 'a cold code on the command line',
        unit: 'ms',
        ours,
        peer: besideNode,
        aim,
      },
      { name: 'the same with --trust', unit: 'ms', ours: withTrust, peer: besideNode, aim },
      ...(recipe === undefined
        ? []
        : [
            {
              name: 'a cold code, beside the recipe',
              unit: 'ms',
              ours,
              peer: { what: 'age and oathtool', value: recipe },
            },
          ]),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The median time of each command. They take turns, so that what else the computer does slows all of them. */
function inTurn(commands: readonly Command[], env: NodeJS.ProcessEnv): readonly number[] {
  const times = commands.map((): number[] => []);
  for (let run = 0; run < RUNS; run++)
    for (const [index, [file, ...args]] of commands.entries()) {
      const time = timedSync(() => {
        const { status, stderr } = spawnSync(file, args, { env, encoding: 'utf8' });
        if (status !== 0) throw new Error(`${file} ended with ${status}: ${stderr}`);
      });
      times[index]?.push(time);
    }
  return times.map(median);
}
