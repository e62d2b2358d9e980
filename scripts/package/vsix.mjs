import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, vsix } from '../folders.mjs';
import { PACKED_AT, staged } from './stage.mjs';

/**
 * Packages the bundles of the extension.
 *
 * @throws {Error} with what vsce says if it warns of something
 */
export async function packVsix() {
  const { repository } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await staged(root, async cwd => {
    /** @type {import('@vscode/vsce').IPackageOptions} */
    const options = {
      cwd,
      packagePath: vsix,
      dependencies: false,
      // Links of README and CHANGELOG lead to the repository, where vsce knows the addresses of its files.
      rewriteRelativeLinks: /git(?:hub|lab)\.com[/:]/.test(addressOf(repository) ?? ''),
      allowMissingRepository: true,
    };
    const script = join(import.meta.dirname, 'vsce.mjs');
    const said = await promisify(execFile)(
      process.execPath,
      ['--no-deprecation', script, JSON.stringify(options)],
      { env: { ...process.env, ...SAME_EVERYWHERE } },
    );
    if (said.stderr !== '') throw new Error(said.stderr.trim());
  });
}

/**
 * The address of a repository in package.json.
 *
 * @param {string | { url: string } | undefined} repository
 */
export const addressOf = repository => (typeof repository === 'object' ? repository.url : repository);

/** What vsce takes the order, times and words from. */
const SAME_EVERYWHERE = {
  SOURCE_DATE_EPOCH: String(PACKED_AT),
  TZ: 'UTC',
  LC_ALL: 'C',
  // In GitHub Actions it writes warnings to the standard output.
  GITHUB_ACTIONS: '',
};
