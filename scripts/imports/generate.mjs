import { MAY, MAY_NOT } from './rules.mjs';

/** The content of `imports.biome.json`. */
export function configuration() {
  return {
    $schema: './node_modules/@biomejs/biome/configuration_schema.json',
    linter: {
      rules: {
        suspicious: { noImportCycles: { level: 'error', options: { ignoreTypes: false } } },
      },
    },
    overrides: [
      ...MAY.map(([who, files, what]) =>
        restriction(
          files,
          ['**', '!./**', ...words(what).flatMap(word => allowed(word, files))],
          `${who} may import only: its own files, ${words(what).join(', ')}. What else it needs is passed in.`,
        ),
      ),
      ...MAY_NOT.map(([who, files, what]) =>
        restriction(
          files,
          words(what).map(word => (word.endsWith('/') ? `**/${word}**` : word)),
          `${who} may not import ${words(what).join(', ')}. What tiers share is in test/shared/.`,
        ),
      ),
    ],
  };
}

/** The table in CONTRIBUTING. */
export function table() {
  /** @param {string} text */
  const code = text =>
    words(text)
      .map(word => `\`${word}\``)
      .join(' ');
  return [
    '| Who | Files | May import, besides its own files |',
    '| --- | --- | --- |',
    ...MAY.map(([who, files, what]) => `| ${who} | ${code(files)} | ${code(what)} |`),
    ...MAY_NOT.map(([who, files, what]) => `| ${who} | ${code(files)} | all but ${code(what)} |`),
  ].join('\n');
}

/** @param {string} text */
export const words = text => text.split(' ');

/** The path from a file to the folders beside its own, such as `../`. @param {string} files */
export const up = files => '../'.repeat((words(files)[0] ?? '').split('/').length - 2);

/** @param {string} word @param {string} files @returns {string[]} patterns */
function allowed(word, files) {
  // `*` also matches `..`, so what is above the parent folder is refused again.
  if (word === '../**') return ['!../*', '!../*/*', '../../**'];
  return [word.endsWith('/') ? `!${up(files)}${word}**` : `!${word}`];
}

/** @param {string} files @param {string[]} group @param {string} message */
function restriction(files, group, message) {
  const options = { patterns: [{ group, message }] };
  return {
    includes: words(files),
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options } } } },
  };
}
