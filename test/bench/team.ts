import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { environmentWith } from '../../scripts/commands.mjs';
import { formatMember } from '../../src/core/team/memberFile';
import { NOT_CANCELLED, type SyncProgress } from '../../src/team/storeFiles';
import { Computer } from '../shared/computer';
import type { Figure } from './figure';
import { median, timed } from './stats';

const RUNS = 3;

/** Re-encrypting a store, beside the `age` command run once a file, and looking at one that has not changed. */
export async function team(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'xmfa-team-'));
  try {
    const figures: Figure[] = [];
    for (const [files, recipients] of [
      [10, 10],
      [100, 10],
      [1000, 1],
      [1000, 10],
      [1000, 20],
    ] as const) {
      figures.push(await reencryption(join(folder, `${files}-${recipients}`), files, recipients));
    }
    return [...figures, await unchanged(join(folder, 'unchanged'), 1000)];
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function reencryption(folder: string, files: number, recipients: number): Promise<Figure> {
  const { computer, logins } = await store(folder, files, recipients);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const ours = await timed(() => computer.store.reencrypt(logins));
  delay.disable();
  const env = await environmentWith(['age']);
  const value = env && timedCommand(env, folder, files, computer.identity);
  return {
    name: `encrypt ${files} keys again to ${recipients}`,
    unit: 'ms',
    ours,
    ...(value !== undefined && { peer: { what: 'age, once a file', value: await value } }),
    ...(files === 1000 && recipients === 10 && { aim: { of: 'ratio', atMost: 1 } as const }),
    detail: { longestBlockMs: delay.max / 1e6 },
  };
}

/** Decrypts and encrypts each file with the `age` command, as a script would. */
async function timedCommand(
  env: NodeJS.ProcessEnv,
  folder: string,
  files: number,
  identity: string,
): Promise<number> {
  const key = join(folder, 'key.txt');
  await writeFile(key, `${identity}\n`);
  return timed(() => {
    for (let index = 0; index < files; index++) {
      const file = join(folder, `${loginOf(index)}.age`);
      const input = execFileSync('age', ['-d', '-i', key, file], { env });
      execFileSync('age', ['-e', '-R', join(folder, '.age-recipients'), '-o', file], { input, env });
    }
  });
}

async function unchanged(folder: string, files: number): Promise<Figure> {
  const { computer, logins } = await store(folder, files, 10);
  await computer.store.reencrypt(logins);
  await computer.sync(logins);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await timed(() => computer.sync(logins, 'changed')));
  return {
    name: `look at a store of ${files} unchanged keys`,
    unit: 'ms',
    ours: median(times),
    aim: { of: 'ours', atMost: 100 },
  };
}

/** Decides, and leaves the files as they are. */
const CANCELLED: SyncProgress = { ...NOT_CANCELLED, isCancelled: true };

/** A store whose members have all changed since its files were encrypted. */
async function store(
  folder: string,
  files: number,
  recipients: number,
): Promise<{ computer: Computer; logins: string[] }> {
  const computer = await Computer.of('Priya', folder);
  const logins = Array.from({ length: files }, (_, index) => loginOf(index));
  await computer.store.create('Priya');
  const approve = async (name: string): Promise<string> => {
    const recipient = await (await Computer.of(name, folder)).store.recipient();
    const request = formatMember({ name, requested: '2026-11-25' });
    await computer.files.write(`members/${recipient}.json`, new TextEncoder().encode(request));
    await computer.store.approve({ recipient, signingKey: '' }, { logins, progress: CANCELLED });
    return recipient;
  };
  const leaver = await approve('Leaver');
  for (const login of logins) await computer.setKey(login, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
  await computer.store.sync({ logins, scope: 'all', shared: new Set(logins) });
  await computer.store.remove(leaver, { logins, progress: CANCELLED });
  for (let index = 1; index < recipients; index++) await approve('Member');
  return { computer, logins };
}

function loginOf(index: number): string {
  return `qa-${index}@harbour.test`;
}
