import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installVSCode } from '../../vscode-from-npm/install.mjs';
import { installExtension, startServer } from '../../vscode-from-npm/server.mjs';
import { freePort } from './ports.mjs';

// The browser stores secrets by origin: with the same port, a later start finds them again.
const defaultPort = 8787;

/**
 * Opens a folder in the VS Code from npm with only these extensions.
 *
 * @param {object} options
 * @param {import('../../vscode-from-npm/versions.mjs').VersionName} options.vscode
 * @param {number | undefined} options.port
 * @param {string} options.profile
 * @param {string[]} options.extensions
 * @param {string} options.folder
 * @param {Record<string, unknown>} options.settings
 * @returns {Promise<{ version: string, url: string, server: import('../../vscode-from-npm/server.mjs').Server }>}
 */
export async function openInServer({ vscode, port, profile, extensions, folder, settings }) {
  await mkdir(profile, { recursive: true });
  const free = await choosePort(port);
  const install = await installVSCode(vscode);
  console.log('Installing the extension…');
  await installExtension({ install, dataDir: profile, vsix: extensions });
  const server = await startServer({
    install,
    dataDir: profile,
    port: free,
    token: token(profile),
    settings,
  });
  return { version: install.version, url: server.url({ folder }), server };
}

/** The same token for every start, so that open windows and bookmarks still work. @param {string} profile */
function token(profile) {
  return readText(join(profile, 'connection-token')) || randomBytes(20).toString('hex');
}

/** @param {number | undefined} wanted 0: any */
async function choosePort(wanted) {
  const port = await freePort(wanted ?? defaultPort);
  if (port !== 0 || !wanted) return port;
  throw new Error(`Port ${wanted} is taken. Choose another port with --port, or leave --port out.`);
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
