import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders.mjs';

/**
 * The files that VS Code loads when it starts the extension: the entry, and what it imports before it runs.
 *
 * @returns {string[]} paths in the project
 * @throws {Error} when the extension is not built
 */
export function loadedAtStart() {
  /** @type {import('esbuild').Metafile} */
  const { outputs } = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8'));
  const found = new Set(['dist/extension.mjs']);
  for (const file of found) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) found.add(path);
    }
  }
  return [...found];
}
