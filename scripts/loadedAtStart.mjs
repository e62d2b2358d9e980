import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `import … from "./x.mjs"` and `import "./x.mjs"`, as esbuild writes them, but not `import("./x.mjs")`. */
const STATIC_IMPORT = /\b(?:from|import)\s*"(\.\/[^"]+)"/g;

/**
 * The files that load with a built script: itself and its static imports, transitively.
 *
 * @param {string} script
 * @returns {string[]}
 */
export function loadedAtStart(script) {
  const files = new Set([script]);
  for (const file of files) {
    for (const [, imported = ''] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT))
      files.add(join(dirname(file), imported));
  }
  return [...files];
}
