import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { environmentWith } from '../../scripts/commands.mjs';
import { encrypt, newIdentity, recipientOf } from '../../src/age/age';
import { formatRecipients, formatSecretFile } from '../../src/core/teamFiles';
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
  const { computer } = await store(folder, files, recipients);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const ours = await timed(() => computer.store.reencrypt(undefined, true));
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
  await computer.store.sync(logins, 'all');
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await timed(() => computer.store.sync(logins, 'changed')));
  return {
    name: `look at a store of ${files} unchanged keys`,
    unit: 'ms',
    ours: median(times),
    aim: { of: 'ours', atMost: 100 },
  };
}

async function store(
  folder: string,
  files: number,
  recipients: number,
): Promise<{ computer: Computer; logins: string[] }> {
  const computer = await Computer.of('priya', folder);
  await computer.store.create('Priya');
  const others = await Promise.all(
    Array.from({ length: recipients - 1 }, async () => recipientOf(await newIdentity())),
  );
  const names = new Map([
    [await computer.store.recipient(), 'Priya'],
    ...others.map(key => [key, 'Somebody'] as const),
  ]);
  await computer.files.write('.age-recipients', new TextEncoder().encode(formatRecipients(names)));
  await computer.store.trust(others);
  const logins = Array.from({ length: files }, (_, index) => loginOf(index));
  for (const login of logins) {
    const uri = `otpauth://totp/Xero:${login}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Xero`;
    const text = formatSecretFile({ uri, others: [] });
    await computer.files.write(`${login}.age`, await encrypt(text, [await computer.store.recipient()]));
  }
  return { computer, logins };
}

function loginOf(index: number): string {
  return `qa-${index}@harbour.test`;
}
