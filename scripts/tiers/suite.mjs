import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnGroup } from '../processGroup.mjs';
import { oneFailed, sum } from './counts.mjs';

/**
 * Runs a suite in a process of its own: `script` gets the options as JSON in its first argument, works in
 * `options.folder`, and writes `{ passed, failed, pending }` to `options.report`.
 *
 * @param {string} script beside this one
 * @param {Record<string, unknown>} options with `grep`, none of the suite's tests need to match
 * @param {NodeJS.ProcessEnv} [env] added to this process's own
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runSuite(script, options, env) {
  // A short path: the desktop's sockets in it may have 103 characters.
  const folder = await mkdtemp(join(tmpdir(), 'xmfa-'));
  const report = join(folder, 'report.json');
  const child = spawnGroup(
    process.execPath,
    [
      '--enable-source-maps',
      join(import.meta.dirname, script),
      JSON.stringify({ ...options, folder, report }),
    ],
    { env: { ...process.env, ...env }, last: 'SIGTERM' },
  );
  // In one piece at its end: suites run side by side.
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', data => (output += data));
  const [code] = await once(child, 'close');
  console.log(output);
  const counts = await read(report, options['grep'] !== undefined);
  const clean = code === 0 && counts.failed === 0;
  if (clean) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  else console.log(`What it left: ${folder}`);
  if (code === 0 || counts.failed > 0) return counts;
  console.log(`The suite ended with exit code ${code}.`);
  return sum([counts, oneFailed]);
}

/** @param {string} report @param {boolean} mayBeEmpty */
async function read(report, mayBeEmpty) {
  try {
    const { passed, failed, pending } = JSON.parse(await readFile(report, 'utf8'));
    const counts = sum([{ passed, failed, skipped: pending }]);
    if (Number.isInteger(passed + failed + pending) && (mayBeEmpty || passed + failed > 0)) return counts;
    console.log('The suite ran no test.');
  } catch (error) {
    console.log(`The suite left no report: ${error}`);
  }
  return oneFailed;
}
