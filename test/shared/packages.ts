import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { zipFiles } from '../../src/core/zipFiles';

const cache = '.vscode-test';

/** The packages as the build left them in a folder of the project, or of a copy. */
export const packedIn = (folder: string) => ({
  vsix: join(folder, cache, 'xero-test-mfa.vsix'),
  npm: join(folder, cache, 'xero-mfa.tgz'),
});

/** The texts of a VSIX, by the paths that they have in the extension's folder. */
export async function vsixFiles(path: string): Promise<ReadonlyMap<string, string>> {
  const files = await zipFiles(await readFile(path), () => true, { files: 1000, bytes: 20 * 2 ** 20 });
  return new Map(
    files?.map(({ name, bytes }) => [name.replace(/^extension\//, ''), new TextDecoder().decode(bytes)]),
  );
}

/** The texts of an npm package, by their paths in it. */
export async function npmFiles(path: string): Promise<ReadonlyMap<string, string>> {
  const archive = gunzipSync(await readFile(path));
  const files = new Map<string, string>();
  const text = (from: number, length: number) =>
    archive.toString('utf8', from, from + length).replace(/\0.*/s, '');
  for (let at = 0; archive[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    files.set(text(at, 100).replace(/^package\//, ''), archive.toString('utf8', at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
