import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runMocha } from '../shared/mocha.mjs';
import { OLDEST } from './oldest';

/** Runs every `*.test.js` beside this file in the extension host, or in the oldest VS Code what {@link OLDEST} names. VS Code calls it. */
export async function run(): Promise<void> {
  const { XERO_MFA_TEST_REPORT: report, XERO_MFA_TEST_GREP: grep, XERO_MFA_VSCODE: vscode } = process.env;
  if (!report) throw new Error('XERO_MFA_TEST_REPORT is not set: `npm test` runs this.');
  const all = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.test.js'),
  );
  const oldest = Object.keys(OLDEST).map(name => name.replace(/\.ts$/, '.js'));
  const missing = oldest.filter(name => !all.includes(name));
  if (missing.length > 0) throw new Error(`OLDEST names what is not there: ${missing}`);
  const files = (vscode === 'oldest' ? oldest : all).map(name => join(__dirname, name));
  const failed = await runMocha({ files, grep, report });
  if (failed > 0) throw new Error(`${failed} failed`);
}
