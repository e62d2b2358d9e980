import { resolve } from 'node:path';

/** The project's root. */
export const root = resolve(import.meta.dirname, '..');

/** What the scripts download or generate, ignored by git: VS Codes, profiles, the package. */
export const cache = resolve(root, '.vscode-test');

/** The packaged extension, as {@link file://./package.mjs} writes it. */
export const vsix = resolve(cache, 'xero-test-mfa.vsix');

/** The packaged command line, which npm installs. */
export const npmPackage = resolve(cache, 'xero-mfa.tgz');
