/** Runs test files with mocha, as suite.mjs asks. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** @type {{ files: string[], timeout: number, grep?: string, report: string }} */
const { files, timeout, grep, report } = JSON.parse(process.argv[2] ?? '');

const mocha = new Mocha({
  timeout,
  ...(grep === undefined ? {} : { grep }),
  forbidOnly: process.env['CI'] !== undefined,
});
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
const runner = mocha.run(() => {
  const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
  writeFileSync(report, JSON.stringify({ passed: passes, failed: failures, pending }));
  // A handle left open by a test keeps no finished run alive.
  process.exit(failures > 0 ? 1 : 0);
});
