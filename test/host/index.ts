import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** What the runner counts. */
interface Report {
  passed: number;
  failed: number;
  pending: number;
  failures: { title: string; error: string }[];
}

/** Runs every `*.test.js` beside this file in the extension host. VS Code calls it. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    ...(process.env['XERO_MFA_TEST_GREP'] && { grep: process.env['XERO_MFA_TEST_GREP'] }),
  });
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  const report: Report = { passed: 0, failed: 0, pending: 0, failures: [] };
  await new Promise<void>(resolve => {
    mocha
      .run(() => resolve())
      .on('pass', () => report.passed++)
      .on('pending', () => report.pending++)
      .on('fail', (test, error: Error) => {
        report.failed++;
        report.failures.push({ title: test.fullTitle(), error: error.stack ?? String(error) });
      });
  });
  const file = process.env['XERO_MFA_TEST_REPORT'];
  if (file) writeFileSync(file, JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${report.failed} failed`);
}
