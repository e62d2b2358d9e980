import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npmPackage, root } from '../folders.mjs';
import { npm } from '../npm.mjs';
import { staged } from './stage.mjs';
import { addressOf } from './vsix.mjs';

/** Packages the command line for npm, with the repository that the extension's package.json names. */
export async function packNpm() {
  const { repository } = await readManifest(root);
  await staged(join(root, 'cli'), async cwd => {
    const manifest = await readManifest(cwd);
    if (repository !== undefined) {
      manifest.repository = { type: 'git', url: addressOf(repository), directory: 'cli' };
      await writeFile(join(cwd, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    }
    await npm(['pack', '--ignore-scripts', '--offline'], {
      cwd,
      label: 'Packing xero-mfa',
      report: () => {},
    });
    await rename(join(cwd, `${manifest.name}-${manifest.version}.tgz`), npmPackage);
  });
}

/** @param {string} folder */
async function readManifest(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}
