/** Takes the figures of the extension beside peers' and limits: a table, and all of it in bench.json. */
import { join } from 'node:path';
import { root } from './folders.mjs';
import { loadTestBundle } from './testBundle.mjs';

const { bench } = await loadTestBundle('bench/run.mjs');
await bench(join(root, 'bench.json'));
