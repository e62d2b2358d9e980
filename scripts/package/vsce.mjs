/** Makes a VSIX of a folder for package.mjs, in a process of its own: vsce and its zip library take the time zone from it. */
import { createVSIX } from '@vscode/vsce';

/** @type {import('@vscode/vsce').IPackageOptions} */
const options = JSON.parse(process.argv[2] ?? '');
await createVSIX(options);
