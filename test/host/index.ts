import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runMocha } from '../shared/mocha.mjs';

/**
 * Runs every `*.test.js` beside this file in the extension host. VS Code calls it. What is called `*.newest.test.js`
 * depends on nothing in which versions of VS Code differ: it is not run a second time in the oldest.
 */
export async function run(): Promise<void> {
  const { XERO_MFA_TEST_REPORT: report, XERO_MFA_TEST_GREP: grep, XERO_MFA_VSCODE: vscode } = process.env;
  if (!report) throw new Error('XERO_MFA_TEST_REPORT is not set: `npm test` runs this.');
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.js'))
    .filter(name => vscode !== 'oldest' || !name.endsWith('.newest.test.js'))
    .map(name => join(__dirname, name));
  const failed = await runMocha({ files, grep, report });
  if (failed > 0) throw new Error(`${failed} failed`);
}
