/** Size limits of what `npm run build` and `npm run package` produce. */
import { loadedAtStart } from './scripts/loadedAtStart.mjs';

/** @param {string} name @param {string | string[]} path @param {string} limit */
const uncompressed = (name, path, limit) => ({ name, path, limit, brotli: false });

export default [
  uncompressed('loaded at start', loadedAtStart('dist/extension.mjs'), '55 KiB'),
  // 130 KB of it sign and handle age files, 110 KB read imports, 95 KB share, 33 KB estimate passphrases: all load on demand.
  uncompressed('all of the extension', 'dist/*.mjs', '752 KiB'),
  uncompressed('the extension for the browser', 'dist/web/extension.js', '763 KiB'),
  // Words that people use in passphrases, read when somebody types one.
  uncompressed('what is guessable', 'dist/backup/guessable.json', '250 KiB'),
  uncompressed('the pages, without what reads QR codes', ['dist/pages/*', '!dist/pages/qr-*'], '86 KiB'),
  uncompressed('the npm package xero-mfa, unpacked', 'cli/dist/*', '215 KiB'),
  uncompressed('the package', '.vscode-test/xero-test-mfa.vsix', '900 KiB'),
];
