import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type * as vscode from 'vscode';
import { ActivityLog } from '../../src/activity/activityLog';
import { logText } from '../../src/activity/activityText';
import type { Figure } from './figure';
import { timed } from './stats';

const LINES = 100_000;
/** As many as are written before the last one is done. */
const AT_ONCE = 250;

/** A log of 100,000 lines: what it costs to add one, and to show all. */
export async function activity(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'xmfa-activity-'));
  try {
    const log = openLog(folder);
    const line = (index: number) => ({
      at: Date.now(),
      action: 'copied' as const,
      login: `qa-${index % 200}@harbour.test`,
      route: 'shortcut' as const,
    });
    for (let index = 0; index < LINES; index += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, each) => log.add(line(index + each))));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    let length = 0;
    const ours = await timed(async () => {
      length = (await logText(await log.read(), { days: 180, nameOf: login => login })).length;
    });
    delay.disable();
    return [
      { name: 'add a line to the log of activity', unit: 'ms', ours: await timed(() => log.add(line(0))) },
      { name: `show a log of ${LINES} lines`, unit: 'ms', ours, detail: { characters: length } },
      {
        name: `show a log of ${LINES} lines: longest block`,
        unit: 'ms',
        ours: delay.max / 1e6,
        aim: { of: 'ours', atMost: 50 },
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function openLog(folder: string): ActivityLog {
  const state = new Map<string, unknown>();
  return new ActivityLog({
    folder: { path: folder } as vscode.Uri,
    files: {
      createDirectory: async () => {},
      delete: ({ path }) => rm(path),
      readDirectory: async ({ path }) => (await readdir(path)).map(name => [name, 1]),
      readFile: async ({ path }) =>
        readFile(path).catch(() => Promise.reject(Object.assign(new Error(path), { code: 'FileNotFound' }))),
      rename: (from, to) => rename(from.path, to.path),
      writeFile: ({ path }, bytes) => writeFile(path, bytes),
    },
    state: {
      keys: () => [...state.keys()],
      get: (key: string, otherwise?: unknown) => state.get(key) ?? otherwise,
      update: async (key: string, value: unknown) => void state.set(key, value),
    } as vscode.Memento,
    join: ({ path }, name) => ({ path: join(path, name) }) as vscode.Uri,
    days: () => 180,
    now: () => Date.now(),
    pause: async () => {},
  });
}
