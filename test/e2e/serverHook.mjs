/**
 * Loaded into VS Code's server before it starts (`node --import`), for windows as they are elsewhere:
 *
 * - A window with `stock=yes` in its address gets the workbench that VS Code comes with, whose windows do not share secrets.
 * - `XMFA_WEB_EXTENSION` is the folder of an extension that each window runs in its web extension host, as vscode.dev does.
 */
import { readFile } from 'node:fs/promises';
import { Server } from 'node:http';
import { basename, extname, join, normalize } from 'node:path';
import { STOCK_WORKBENCH } from '../../vscode-from-npm/sharedSecrets.mjs';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

const path = '/web-extension';
const { XMFA_WEB_EXTENSION: webExtension } = process.env;
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

/** Changes the page of a window. @param {Response} response @param {(page: string) => string} change */
function changePage(response, change) {
  const end = /** @type {(this: Response, ...args: any[]) => Response} */ (response.end);
  response.end = (/** @type {any} */ data, /** @type {any[]} */ ...rest) =>
    end.call(response, typeof data === 'string' ? change(data) : data, ...rest);
}

/** Puts the extension into the configuration in the page. @param {string} page @param {string | undefined} authority */
function addExtension(page, authority) {
  const extensions = [{ scheme: 'http', authority, path }];
  const setting = `"additionalBuiltinExtensions":${JSON.stringify(extensions)},`.replaceAll('"', '&quot;');
  return page.replace(/(id="vscode-workbench-web-configuration" data-settings="\{)/, `$1${setting}`);
}

const emit = /** @type {(this: Server, event: string, ...args: any[]) => boolean} */ (Server.prototype.emit);

/** @this {Server} @param {string} event @param {any[]} args */
function emitChanged(event, ...args) {
  if (event !== 'request') return emit.call(this, event, ...args);
  const [request, response] = /** @type {[Request, Response]} */ (/** @type {unknown} */ (args));
  const { url = '/', headers } = request;
  if (webExtension && url.startsWith(`${path}/`)) {
    void serveExtension(url, response);
    return true;
  }
  if (url.startsWith('/?')) {
    if (webExtension) changePage(response, page => addExtension(page, headers.host));
    if (/[?&]stock=yes(&|$)/.test(url))
      changePage(response, page => page.replace(/\/workbench\.js(?=[?"])/, `/${STOCK_WORKBENCH}`));
  }
  return emit.call(this, event, ...args);
}

// Extension hosts inherit the server's `--import`; a server that an extension starts is not ours.
if (basename(process.argv[1] ?? '') === 'server-main.js') Server.prototype.emit = emitChanged;
