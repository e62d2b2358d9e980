/** Measures the extension beside its peers and limits: prints a table and writes bench.json. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './folders.mjs';
import { build, packageQuietly } from './package.mjs';

await ensureDependencies();
await packageQuietly();
await build(['--tests']);
const { bench } = await import(pathToFileURL(join(root, 'out/test/bench/run.mjs')).href);
await bench(join(root, 'bench.json'));
