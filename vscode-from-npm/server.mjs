import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawnGroup, stopGroup } from '../scripts/processGroup.mjs';
import { writeSettings } from './settings.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {import('./install.mjs').VSCode} install
 * @property {string} dataDir settings, state, logs and (unless told otherwise) extensions
 * @property {string} [extensionsDir]
 * @property {number} [port] by default a free one
 * @property {string} [token] what a request must carry, for an open VS Code is a shell for anyone on the machine; by
 *   default a new one
 * @property {readonly string[]} [builtinExtensions] those of VS Code's own extensions that it has; by default all
 * @property {boolean} [smokeTestDriver] without it the workbench ignores `extensionDevelopmentPath` and `extensionTestsPath`
 * @property {string[]} [imports] modules that are loaded into the server before it starts
 * @property {NodeJS.ProcessEnv} [env] added to this process's own; the extension host gets it too
 * @property {Record<string, unknown>} [settings]
 */

/**
 * @typedef {object} Server
 * @property {string} origin
 * @property {(place?: Place) => string} url the page of a window, with the token
 * @property {(path: string) => string} remoteUri a path as the window knows it
 * @property {() => string} tail the last words of the server
 * @property {Promise<void>} ended
 * @property {() => Promise<void>} stop leaves no process behind
 */

/** @typedef {{ folder?: string, workspace?: string, payload?: [string, string][] }} Place */

const host = '127.0.0.1';
const front = pathToFileURL(join(import.meta.dirname, 'front.mjs')).href;

/**
 * Starts a VS Code's server on the loopback interface.
 *
 * @param {ServerOptions} options
 * @returns {Promise<Server>} once it listens
 */
export async function startServer(options) {
  const { install, dataDir, env, imports = [], token = randomBytes(20).toString('hex') } = options;
  await writeSettings(join(dataDir, 'data/Machine/settings.json'), options.settings);
  // A setting of the whole application, such as that of telemetry, counts only among a user's own.
  await writeSettings(join(dataDir, 'data/User/settings.json'));
  const child = spawnGroup(
    install.node,
    [
      ...[front, ...imports].flatMap(module => ['--import', module]),
      install.serverMain,
      ...['--host', host, '--port', String(options.port ?? 0)],
      ...['--connection-token-file', await writeToken(dataDir, token)],
      ...folders(options),
      ...['--disable-telemetry', '--disable-workspace-trust'],
      // On one computer it takes more time than it saves.
      '--disable-websocket-compression',
      ...(await builtinExtensions(options)),
      ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
    ],
    { env: environment(env) },
  );
  const output = collect(child, join(dataDir, 'server.log'));
  const origin = `http://${host}:${await listening(child, output)}`;
  return {
    origin,
    url: place => windowUrl(origin, token, place),
    remoteUri: path => `vscode-remote://${new URL(origin).host}${uriPath(path)}`,
    tail: output.tail,
    ended: new Promise(resolve => child.once('exit', () => resolve())),
    stop: () => stopGroup(child),
  };
}

/**
 * Installs packaged extensions, over the same versions of themselves too.
 *
 * @param {Pick<ServerOptions, 'install' | 'dataDir' | 'extensionsDir'> & { vsix: string | string[] }} options
 */
export async function installExtension(options) {
  const { install, dataDir, vsix } = options;
  await mkdir(dataDir, { recursive: true });
  const child = spawnGroup(
    install.node,
    [
      install.serverMain,
      ...folders(options),
      ...[vsix].flat().flatMap(file => ['--install-extension', file]),
      '--force',
    ],
    { env: environment() },
  );
  const output = collect(child, join(dataDir, 'install.log'));
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(`${vsix} could not be installed (exit code ${code}).\n${output.tail()}`);
}

/** @param {Pick<ServerOptions, 'dataDir' | 'extensionsDir'>} options */
function folders({ dataDir, extensionsDir = join(dataDir, 'extensions') }) {
  return [
    '--accept-server-license-terms',
    ...['--server-data-dir', dataDir],
    ...['--extensions-dir', extensionsDir],
  ];
}

/** @param {ServerOptions} options */
async function builtinExtensions({ install, dataDir, builtinExtensions: names }) {
  if (names === undefined) return [];
  const folder = join(dataDir, 'builtin-extensions');
  await mkdir(folder, { recursive: true });
  const own = join(dirname(install.serverMain), '../extensions');
  for (const name of names) await symlink(join(own, name), join(folder, name), 'junction');
  return ['--builtin-extensions-dir', folder];
}

/** The environment without what a surrounding VS Code or npm put there. @param {NodeJS.ProcessEnv} [env] */
function environment(env) {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_)/i.test(name));
  return { ...Object.fromEntries(own), ...env };
}

/** @param {string} dataDir @param {string} token */
async function writeToken(dataDir, token) {
  const file = join(dataDir, 'connection-token');
  // In a file and not among the arguments, which every user of this machine may read.
  await writeFile(file, token, { mode: 0o600 });
  return file;
}

/** @param {import('node:child_process').ChildProcess} child @param {string} file */
function collect(child, file) {
  const log = createWriteStream(file, { mode: 0o600 });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', data => {
      log.write(data);
      said = (said + data).slice(-8_000);
    });
  }
  child.once('close', () => log.end());
  return { tail: () => said.split('\n').slice(-30).join('\n'), text: () => said, file };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {ReturnType<typeof collect>} output
 * @returns {Promise<number>} the port
 */
function listening(child, output) {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const port = /^Extension host agent listening on (\d+)$/m.exec(output.text())?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('error', reject);
    child.once('close', code =>
      reject(new Error(`VS Code's server ended (exit code ${code}); see ${output.file}.\n${output.tail()}`)),
    );
  });
}

/** @param {string} origin @param {string} token @param {Place} [place] */
function windowUrl(origin, token, { folder, workspace, payload } = {}) {
  const url = new URL('/', origin);
  url.searchParams.set('tkn', token);
  if (folder !== undefined) url.searchParams.set('folder', uriPath(folder));
  if (workspace !== undefined) url.searchParams.set('workspace', uriPath(workspace));
  if (payload !== undefined) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** @param {string} path */
function uriPath(path) {
  const slashed = path.replaceAll('\\', '/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}
