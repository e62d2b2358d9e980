import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { versionName } from '../vscode-from-npm/versions.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { cache } from './folders.mjs';
import { packageQuietly } from './package.mjs';
import { openUrl } from './start/openUrl.mjs';
import { noteRunning, refuseSecond } from './start/running.mjs';
import { runSample } from './start/runSample.mjs';

const help = `npm start -- [options]

Builds the extension, installs it into a VS Code with a separate profile, and opens a sample. The sample's accounts have
practice keys. Their codes sign you in to a practice Xero, a web site on this computer. Press Ctrl+C to stop both.

  --server           use the VS Code from npm, even if you have a desktop VS Code
  --vscode <which>   "newest" (default) or "oldest" supported VS Code from npm; implies --server
  --port <number>    the server's port (default: 8787, or a free port if it is taken); implies --server
  --no-open          don't open a browser
  --help             show this text`;

/** @param {string[]} args */
function parse(args) {
  const { values } = parseArgs({
    args,
    options: {
      server: { type: 'boolean', default: false },
      vscode: { type: 'string' },
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Error(`“${values.port}” is not a port. Use a number from 1 to 65535.`);
  }
  return {
    help: values.help,
    open: !values['no-open'],
    port,
    fromNpm: values.server === true || values.vscode !== undefined || port !== undefined,
    vscode: versionName(values.vscode ?? 'newest'),
  };
}

/** @param {ReturnType<typeof parse>} options */
async function start({ open, fromNpm, vscode, port }) {
  const folder = join(cache, 'start');
  refuseSecond(folder);
  await ensureDependencies();
  await packageQuietly();
  const { url, text, server } = await runSample({ folder, fromNpm, vscode, port });
  noteRunning(folder, url);
  console.log(`\n${text}`);
  // With a desktop VS Code there is no server; the practice Xero keeps this process alive.
  if (server === undefined) return;
  if (open) await openUrl(url, join(folder, 'server/open.html'));
  await server.ended;
  throw new Error(`VS Code's server ended.\n${server.tail()}`);
}

/** @param {number} code @param {unknown} error */
function fail(code, error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(code);
}

function readOptions() {
  try {
    return parse(process.argv.slice(2));
  } catch (error) {
    return fail(2, error);
  }
}

// Ctrl+C is the normal way to stop, so npm must not report a failure.
process.on('SIGINT', () => process.exit(0));

const options = readOptions();
if (options?.help) console.log(help);
else if (options) await start(options).catch(error => fail(1, error));
