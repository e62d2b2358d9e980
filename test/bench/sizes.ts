import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from './figure';

const KB = 1024;

/** The sizes of the bundles and of the package; `dist` holds what a build without watching made. */
export async function sizes(dist: string, vsix: string): Promise<Figure[]> {
  const size = async (path: string): Promise<number> => (await stat(path)).size / KB;
  const scripts = (await readdir(dist)).filter(name => name.endsWith('.js'));
  const each = await Promise.all(scripts.map(async name => [name, await size(join(dist, name))] as const));
  return [
    {
      name: 'bundle with all its chunks',
      unit: 'KB',
      ours: each.reduce((sum, [, kilobytes]) => sum + kilobytes, 0),
      detail: Object.fromEntries(each),
    },
    { name: 'bundle for the browser', unit: 'KB', ours: await size(join(dist, 'web/extension.js')) },
    ...(await guideSizes(join(dist, 'guide'), size)),
    { name: 'package', unit: 'KB', ours: await size(vsix), aim: { of: 'ours', atMost: 300 } },
  ];
}

/** The guide's page without its pictures and without what reads QR codes, and its pictures. */
async function guideSizes(folder: string, size: (path: string) => Promise<number>): Promise<Figure[]> {
  const each = await Promise.all(
    (await readdir(folder)).map(async name => [name, await size(join(folder, name))] as const),
  );
  const sum = (isCounted: (name: string) => boolean): number =>
    each.filter(([name]) => isCounted(name)).reduce((total, [, kilobytes]) => total + kilobytes, 0);
  const isPictures = (name: string): boolean => name.startsWith('pictures-');
  const isQr = (name: string): boolean => name.startsWith('qr-');
  return [
    {
      name: "the guide's page",
      unit: 'KB',
      ours: sum(name => !isPictures(name) && !isQr(name)),
      aim: { of: 'ours', atMost: 60 },
      detail: Object.fromEntries(each),
    },
    { name: "the guide's pictures", unit: 'KB', ours: sum(isPictures), aim: { of: 'ours', atMost: 150 } },
  ];
}
