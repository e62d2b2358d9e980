import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../folders.mjs';
import { itemsOf, problemsIn, sectionsOf } from './changelog.mjs';

/** @param {string} file in the project */
export const read = file => readFileSync(join(root, file), 'utf8');

/** @param {string} file in the project */
export const readJson = file => JSON.parse(read(file));

/**
 * Why the project is not the version that a tag says.
 *
 * @param {string} tag such as `v1.2.3`
 * @returns {string[]}
 */
export function problemsOf(tag) {
  const [unreleased, top] = sectionsOf(read('CHANGELOG.md'));
  const versions = {
    'package.json': readJson('package.json').version,
    'cli/package.json': readJson('cli/package.json').version,
    'The newest version in CHANGELOG.md': top?.version,
  };
  return [
    ...Object.entries(versions)
      .filter(([, version]) => `v${version}` !== tag)
      .map(([where, version]) => `${where} is ${version ?? 'missing'}, but the tag is ${tag}.`),
    ...(unreleased && itemsOf(unreleased).length > 0 ? ['CHANGELOG.md has items that are unreleased.'] : []),
    ...(top && itemsOf(top).length === 0 ? [`CHANGELOG.md has no item for ${top.version}.`] : []),
    ...problemsIn(read('CHANGELOG.md')).map(problem => `CHANGELOG.md:${problem}`),
  ];
}
