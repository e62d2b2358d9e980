import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(import.meta.url);

/**
 * Packages the extension that adds the sample's practice keys. It runs in its own process because vsce prints every file.
 *
 * @param {string} vsix where to write it
 */
export async function packPracticeExtension(vsix) {
  await mkdir(dirname(vsix), { recursive: true });
  await promisify(execFile)(process.execPath, [script, vsix]);
}

if (process.argv[1] === script) {
  // Imported here because this module is loaded before dependencies are installed.
  const { default: vsce } = await import('@vscode/vsce');
  await vsce.createVSIX({
    cwd: join(import.meta.dirname, 'practice-extension'),
    packagePath: process.argv[2] ?? '',
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
}
