/** Takes the figures of the extension beside peers' and limits: a table, and all of it in bench.json. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './folders.mjs';
import { build } from './package.mjs';

await ensureDependencies();
console.log('Building and packaging the extension…');
// In a process of its own, as vsce lists every file on the console.
await promisify(execFile)(process.execPath, [join(root, 'scripts/package.mjs')]).catch(({ stderr }) => {
  console.error(stderr);
  process.exit(1);
});
await build(['--tests']);
const { bench } = await import(pathToFileURL(join(root, 'out/test/bench/run.mjs')).href);
await bench(join(root, 'bench.json'));
