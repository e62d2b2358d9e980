import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { loadedAtStart } from '../../scripts/loadedAtStart.mjs';
import type { Figure } from './figure';

const KB = 1024;

/** The sizes of the bundles and of the package; `dist` holds what a build without watching made. */
export async function sizes(dist: string, vsix: string): Promise<Figure[]> {
  const size = async (path: string): Promise<number> => (await stat(path)).size / KB;
  const scripts = (await readdir(dist)).filter(name => name.endsWith('.mjs'));
  const each = await Promise.all(scripts.map(async name => [name, await size(join(dist, name))] as const));
  const atStart = loadedAtStart(join(dist, 'extension.mjs'));
  return [
    {
      name: 'bundle loaded at start',
      unit: 'KB',
      ours: sum(await Promise.all(atStart.map(size))),
      aim: { of: 'ours', atMost: 50 },
      detail: { files: atStart.length },
    },
    {
      name: 'bundle with all its chunks',
      unit: 'KB',
      ours: sum(each.map(([, kilobytes]) => kilobytes)),
      detail: Object.fromEntries(each),
    },
    { name: 'bundle for the browser', unit: 'KB', ours: await size(join(dist, 'web/extension.js')) },
    { name: 'what is guessable', unit: 'KB', ours: await size(join(dist, 'backup/guessable.json')) },
    ...(await guideSizes(join(dist, 'pages'), size)),
    { name: 'package', unit: 'KB', ours: await size(vsix), aim: { of: 'ours', atMost: 640 } },
  ];
}

/** The pages with the guide's pictures and without what reads QR codes, and its pictures as they are drawn. */
async function guideSizes(folder: string, size: (path: string) => Promise<number>): Promise<Figure[]> {
  const sizeOf = async (from: string, isCounted: (name: string) => boolean): Promise<number> => {
    const names = (await readdir(from)).filter(isCounted);
    return sum(await Promise.all(names.map(name => size(join(from, name)))));
  };
  const drawn = join(folder, '../../media/guide');
  return [
    {
      name: 'the pages',
      unit: 'KB',
      ours: await sizeOf(folder, name => !name.startsWith('qr-')),
      aim: { of: 'ours', atMost: 80 },
    },
    {
      name: "the guide's pictures",
      unit: 'KB',
      ours: await sizeOf(drawn, () => true),
      aim: { of: 'ours', atMost: 150 },
    },
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
