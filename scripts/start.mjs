import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { cache, root, vsix } from './folders.mjs';
import { packageQuietly } from './package.mjs';
import { findDesktop, openInDesktop } from './start/desktop.mjs';
import { openUrl } from './start/openUrl.mjs';
import { runPracticeXero } from './start/practiceXero.mjs';
import { noteRunning, refuseSecond } from './start/running.mjs';
import { openInServer } from './start/server.mjs';
import { versionName } from './vscode/versions.mjs';

const help = `npm start -- [options]

Builds the extension, installs it into a VS Code with a separate profile, and opens the sample list. Also runs a practice
Xero, a web site on this computer to practise MFA with. Press Ctrl+C to stop both.

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
    server: values.server === true || values.vscode !== undefined || port !== undefined,
    vscode: versionName(values.vscode ?? 'newest'),
  };
}

/** @param {ReturnType<typeof parse>} options */
async function start({ server: fromNpm, vscode, port, open }) {
  const profiles = join(cache, 'start');
  refuseSecond(profiles);
  await ensureDependencies();
  await packageQuietly();
  const folder = await copySample(profiles);
  const practice = await runPracticeXero({ folder: profiles, taken: port });
  const firstSteps = `The sample list: ${join(folder, '.xero-mfa', 'accounts.json')} (a copy, yours to change)
Try this first: open the Xero MFA view in the activity bar. Then press F1 and run “Xero MFA: Copy Code…”.
The practice Xero: ${practice.url} (“Open Xero in Browser” opens it; nothing in it is real)`;

  const desktop = fromNpm ? undefined : findDesktop();
  if (desktop !== undefined) {
    await openInDesktop({ profile: join(profiles, 'desktop'), vsix, folder, settings: practice.settings });
    noteRunning(profiles, practice.url);
    console.log(`\nVS Code ${desktop} opens with a separate profile.\n${firstSteps}
Press Ctrl+C to stop the practice Xero. VS Code's window stays open.`);
    // The site keeps this process alive.
    return;
  }
  const profile = join(profiles, 'server');
  const { settings } = practice;
  const { version, url, server } = await openInServer({ vscode, port, profile, vsix, folder, settings });
  noteRunning(profiles, url);
  console.log(`\nVS Code ${version}: ${url}\n${firstSteps}\nPress Ctrl+C to stop.`);
  if (open) await openUrl(url, join(profile, 'open.html'));
  await server.ended;
  throw new Error(`VS Code's server ended.\n${server.tail()}`);
}

/** What a person changed there survives the next start. @param {string} profiles */
async function copySample(profiles) {
  const folder = join(profiles, 'sample');
  if (!existsSync(folder)) await cp(join(root, 'media/sample'), folder, { recursive: true });
  return folder;
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

// Ctrl+C is how it is meant to end: npm shall not call that a failure.
process.on('SIGINT', () => process.exit(0));

const options = readOptions();
if (options?.help) console.log(help);
else if (options) await start(options).catch(error => fail(1, error));
