import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
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
    // Links of README and CHANGELOG lead to the repository, where vsce knows the addresses of its files.
    const rewriteRelativeLinks = /git(?:hub|lab)\.com[/:]/.test(addressOf(repository) ?? '');
    await linkAsPacked(cwd, !rewriteRelativeLinks);
    /** @type {import('@vscode/vsce').IPackageOptions} */
    const options = {
      cwd,
      packagePath: vsix,
      dependencies: false,
      rewriteRelativeLinks,
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

/** What vsce calls these files in the root of the package. */
const RENAMED = new Map([
  ['README.md', 'readme.md'],
  ['CHANGELOG.md', 'changelog.md'],
]);

/**
 * Has the pages of a folder link to files as they are called in the package: where the case counts, others lead nowhere.
 *
 * @param {string} folder
 * @param {boolean} withReadme whether README and CHANGELOG lead to files in the package, too
 */
async function linkAsPacked(folder, withReadme) {
  const below = await readdir(join(folder, 'docs'));
  const pages = [
    ...(withReadme ? [...RENAMED.keys()] : []),
    'SECURITY.md',
    'cli/README.md',
    ...below.filter(name => name.endsWith('.md')).map(name => `docs/${name}`),
  ];
  for (const page of pages) {
    const up = page.includes('/') ? '../' : '';
    let text = await readFile(join(folder, page), 'utf8');
    for (const [name, packed] of RENAMED) text = text.replaceAll(`](${up}${name}`, `](${up}${packed}`);
    await writeFile(join(folder, page), text);
  }
}
