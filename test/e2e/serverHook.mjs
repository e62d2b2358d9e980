/**
 * Loaded into VS Code's server before it starts (`node --import`), where a test wants windows as they are elsewhere:
 *
 * - `XMFA_STOCK_WORKBENCH`: the workbench is the one that VS Code comes with, whose windows do not share secrets.
 * - `XMFA_WEB_EXTENSION`: the folder of an extension that each window runs in its web extension host, as vscode.dev does.
 */
import { readFile } from 'node:fs/promises';
import { Server } from 'node:http';
import { basename, extname, join, normalize } from 'node:path';
import { STOCK_WORKBENCH } from '../../vscode-from-npm/sharedSecrets.mjs';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

const path = '/web-extension';
const { XMFA_STOCK_WORKBENCH: isStock, XMFA_WEB_EXTENSION: webExtension } = process.env;
const types = /** @type {Record<string, string>} */ ({
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
});

/** @param {string} url @param {Response} response */
async function serveExtension(url, response) {
  // Normalised with a slash in front, a path leads to nothing above the folder.
  const [name = ''] = url.slice(path.length).split('?');
  const file = join(webExtension ?? '', normalize(decodeURIComponent(name)));
  const content = await readFile(file).catch(() => undefined);
  response.writeHead(content ? 200 : 404, {
    'content-type': types[extname(file)] ?? 'text/plain',
    'access-control-allow-origin': '*',
  });
  response.end(content);
}

/** Puts the extension into the configuration in the workbench's page. @param {Request} request @param {Response} response */
function addExtension({ headers }, response) {
  const extensions = [{ scheme: 'http', authority: headers.host, path }];
  const setting = `"additionalBuiltinExtensions":${JSON.stringify(extensions)},`.replaceAll('"', '&quot;');
  const end = /** @type {(this: Response, ...args: any[]) => Response} */ (response.end);
  response.end = (/** @type {any} */ data, /** @type {any[]} */ ...rest) =>
    end.call(
      response,
      typeof data === 'string'
        ? data.replace(/(id="vscode-workbench-web-configuration" data-settings="\{)/, `$1${setting}`)
        : data,
      ...rest,
    );
}

const emit = /** @type {(this: Server, event: string, ...args: any[]) => boolean} */ (Server.prototype.emit);

/** @this {Server} @param {string} event @param {any[]} args */
function emitChanged(event, ...args) {
  if (event !== 'request') return emit.call(this, event, ...args);
  const [request, response] = /** @type {[Request, Response]} */ (/** @type {unknown} */ (args));
  const { url = '/' } = request;
  if (webExtension && url.startsWith(`${path}/`)) {
    void serveExtension(url, response);
    return true;
  }
  if (webExtension && url.startsWith('/?')) addExtension(request, response);
  if (isStock) request.url = url.replace(/\/workbench\.js(?=\?|$)/, `/${STOCK_WORKBENCH}`);
  return emit.call(this, event, ...args);
}

// Extension hosts inherit the server's `--import`; a server of an extension's own is none of ours.
if (basename(process.argv[1] ?? '') === 'server-main.js') Server.prototype.emit = emitChanged;
