import { spawnGroup } from './processGroup.mjs';

/**
 * Runs npm quietly and reports every few seconds how long it has been running.
 *
 * @param {string[]} args
 * @param {{ cwd: string, label: string, report: (line: string) => void }} options `label`: names the work in progress lines
 * @returns {Promise<void>}
 * @throws {Error} with npm's message if it fails
 */
export async function npm(args, { cwd, label, report }) {
  const started = Date.now();
  report(`${label}…`);
  const progress = setInterval(
    () => report(`${label}… ${Math.round((Date.now() - started) / 1000)} s`),
    5_000,
  );
  try {
    await run([...args, '--no-fund', '--no-audit', '--no-update-notifier', '--loglevel=error'], cwd);
  } finally {
    clearInterval(progress);
  }
}

/** @param {string[]} args @param {string} cwd @returns {Promise<void>} */
function run(args, cwd) {
  return new Promise((resolve, reject) => {
    // On Windows npm is a batch file, which needs a shell.
    const child = spawnGroup('npm', args, { env: process.env, cwd, shell: process.platform === 'win32' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', text => {
        said += text;
      });
    }
    child.on('error', error => reject(new Error(`npm could not be started: ${error.message}`)));
    child.on('close', code =>
      code === 0
        ? resolve()
        : reject(new Error(`npm ${args[0]} failed in ${cwd} (exit code ${code}).\n${withoutUsage(said)}`)),
    );
  });
}

/** npm's error without the usage text that follows it. @param {string} text */
function withoutUsage(text) {
  return text.replace(/^npm error Usage:[\s\S]*/m, '').trim();
}
