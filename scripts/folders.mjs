import { resolve } from 'node:path';

/** The project's root. */
export const root = resolve(import.meta.dirname, '..');

/** Everything the scripts download or make, ignored by git: VS Codes, profiles, the package. */
export const cache = resolve(root, '.vscode-test');

/** Where {@link file://./package.mjs} writes the packaged extension. */
export const vsix = resolve(cache, 'xero-test-mfa.vsix');
