/** Runs the host tests inside a VS Code for suite.mjs. */
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from '../folders.mjs';

/** @type {{ vscode: string, version: string, desktop: boolean, grep?: string, folder: string, report: string }} */
const { vscode, version, desktop, grep, folder, report } = JSON.parse(process.argv[2] ?? '');

const workspace = join(folder, 'workspace');
const fixture = join(root, 'test/host/fixtures/workspace');
await mkdir(workspace);
if (existsSync(fixture)) await cp(fixture, workspace, { recursive: true });

const launcher = join(root, 'vscode-from-npm/launcher.mjs');
const executable = desktop ? process.env['VSCODE_EXECUTABLE'] : launcher;
try {
  await runTests({
    ...(executable === undefined ? { version } : { vscodeExecutablePath: executable }),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'out/test/host/index.js'),
    launchArgs: [
      workspace,
      `--user-data-dir=${join(folder, 'u')}`,
      `--extensions-dir=${join(folder, 'e')}`,
      // Tests need no keyring for their secrets, and a headless Linux has none.
      '--password-store=basic',
    ],
    extensionTestsEnv: {
      XERO_MFA_VSCODE: vscode,
      XERO_MFA_TEST_REPORT: report,
      ...(grep === undefined ? {} : { XERO_MFA_TEST_GREP: grep }),
    },
  });
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
