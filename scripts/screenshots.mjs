/** Drives the packaged extension and writes the README's pictures into media/docs: `[theme…]`, by default all. */
import { join } from 'node:path';
import { root, vsix } from './folders.mjs';
import { loadTestBundle } from './testBundle.mjs';

const { screenshots } = await loadTestBundle('screenshots/run.mjs');
process.env['XERO_MFA_VSIX'] = vsix;
const named = process.argv.slice(2);
await screenshots(join(root, 'media/docs'), named.length > 0 ? named : ['light', 'dark', 'hc']);
