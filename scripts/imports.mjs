/** Writes the rules of `scripts/imports/rules.mjs` into the linter's configuration and CONTRIBUTING's table. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './folders.mjs';
import { configuration, table } from './imports/generate.mjs';

await ensureDependencies();
const contributing = join(root, 'CONTRIBUTING.md');
const text = readFileSync(contributing, 'utf8');
writeFileSync(
  contributing,
  text.replace(/^\| Who .*?(?=\n\n)/ms, () => table()),
);

const linter = join(root, 'imports.biome.json');
writeFileSync(linter, JSON.stringify(configuration()));
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
process.exitCode =
  spawnSync(process.execPath, [biome, 'format', '--write', linter], { stdio: 'inherit' }).status ?? 1;
