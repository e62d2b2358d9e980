import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { isAlive } from '../processGroup.mjs';
import { installVSCode } from '../vscode/install.mjs';
import { installExtension, startServer } from '../vscode/server.mjs';

// The browser keeps secrets by origin: with the same port, a second start finds those of the first.
const defaultPort = 8787;

/**
 * Opens a folder in the VS Code from npm, which has the extension and nothing else.
 *
 * @param {object} options
 * @param {import('../vscode/versions.mjs').VersionName} options.vscode
 * @param {number | undefined} options.port
 * @param {string} options.profile
 * @param {string} options.vsix
 * @param {string} options.folder
 * @returns {Promise<{ version: string, url: string, server: import('../vscode/server.mjs').Server }>}
 */
export async function openInServer({ vscode, port, profile, vsix, folder }) {
  await mkdir(profile, { recursive: true });
  const running = join(profile, 'running.json');
  refuseSecond(running);
  const free = await choosePort(port);
  const install = await installVSCode(vscode);
  console.log('Installing the extension…');
  await installExtension({ install, dataDir: profile, vsix });
  const server = await startServer({ install, dataDir: profile, port: free, token: token(profile) });
  const url = server.url({ folder });
  writeFileSync(running, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 });
  process.once('exit', () => rmSync(running, { force: true }));
  return { version: install.version, url, server };
}

/** Two servers on one profile would overwrite each other's extension. @param {string} running */
function refuseSecond(running) {
  const text = readText(running);
  if (text === undefined) return;
  const [, pid, url] = /"pid":(\d+),"url":"([^"]+)"/.exec(text) ?? [];
  if (pid !== undefined && isAlive(Number(pid)))
    throw new Error(`It is running already (process ${pid}): ${url}\nEnd that one to start anew.`);
}

/** The same for every start, so that open windows and bookmarks find the new server. @param {string} profile */
function token(profile) {
  return readText(join(profile, 'connection-token')) || randomBytes(20).toString('hex');
}

/** @param {number | undefined} wanted */
async function choosePort(wanted) {
  if (await isFree(wanted ?? defaultPort)) return wanted ?? defaultPort;
  if (wanted === undefined) return 0;
  throw new Error(`Port ${wanted} is taken. Choose another with --port, or leave it out.`);
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
