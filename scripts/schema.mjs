/** Generates `media/accounts.schema.json`, the JSON schema of lists, from the schema that the extension validates them with. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './folders.mjs';

await ensureDependencies();
const { build } = await import('esbuild');

const { outputFiles } = await build({
  entryPoints: [join(root, 'scripts/schema/listSchema.ts')],
  bundle: true,
  format: 'esm',
  write: false,
});
const code = outputFiles[0]?.text ?? '';
const { listJsonSchema } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const path = join(root, 'media/accounts.schema.json');
writeFileSync(path, JSON.stringify(listJsonSchema(), null, 2));
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
process.exitCode =
  spawnSync(process.execPath, [biome, 'format', '--write', path], { stdio: 'inherit' }).status ?? 1;
