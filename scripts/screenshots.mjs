/** Drives the packaged extension and writes the README's pictures into media/docs: `[theme…]`, by default all. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { root, vsix } from './folders.mjs';
import { build } from './package.mjs';

await ensureDependencies();
console.log('Building and packaging the extension…');
// In a process of its own, as vsce lists every file on the console.
await promisify(execFile)(process.execPath, [join(root, 'scripts/package.mjs')]).catch(({ stderr }) => {
  console.error(stderr);
  process.exit(1);
});
await build(['--tests']);
process.env['XERO_MFA_VSIX'] = vsix;
const { screenshots } = await import(pathToFileURL(join(root, 'out/test/screenshots/run.mjs')).href);
const named = process.argv.slice(2);
await screenshots(join(root, 'media/docs'), named.length > 0 ? named : ['light', 'dark', 'hc']);
