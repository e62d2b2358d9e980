/**
 * Loaded into VS Code's server before it starts (`node --import`): answers the two requests of the workbench that in
 * code-server a front answers, which is not started here.
 *
 * - `POST /mint-key` asks for the server's half of the key that encrypts the browser's secrets. Without an answer the
 *   workbench encrypts with nothing it could find again, and a reload of the window loses every secret, unlike on the
 *   desktop.
 * - `/proxy/PORT/…` is a page of this computer that the extension opens.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Server } from 'node:http';
import { basename, join } from 'node:path';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

const keyLength = 32;

/** @param {string} dataDir @param {string} token what a request for the key must carry */
function answerRequests(dataDir, token) {
  const key = readOrCreateKey(join(dataDir, 'mint-key'));
  const emit = /** @type {(this: Server, event: string, ...args: any[]) => boolean} */ (
    Server.prototype.emit
  );

  /** @param {Request} request @param {Response} response @returns {boolean} whether it is answered */
  function answer({ method, url = '/', headers }, response) {
    if (method === 'POST' && /^[^?]*\/mint-key(\?|$)/.test(url)) {
      const isAllowed = (headers.cookie ?? '').split(/;\s*/).includes(`vscode-tkn=${token}`);
      response.writeHead(isAllowed ? 200 : 403, {
        'content-type': 'application/octet-stream',
        'cache-control': 'no-store',
      });
      response.end(isAllowed ? key : undefined);
      return true;
    }
    const [, port, rest = ''] = /^[^?]*?\/proxy\/(\d{1,5})(?:\/(.*))?$/.exec(url) ?? [];
    if (port === undefined) return false;
    response
      .writeHead(307, { location: `http://127.0.0.1:${port}/${rest}`, 'cache-control': 'no-store' })
      .end();
    return true;
  }

  /** @this {Server} @param {string} event @param {any[]} args @returns {boolean} */
  function emitUnlessAnswered(event, ...args) {
    return (event === 'request' && answer(args[0], args[1])) || emit.call(this, event, ...args);
  }
  Server.prototype.emit = emitUnlessAnswered;
}

/** @param {string} file */
function readOrCreateKey(file) {
  try {
    writeFileSync(file, randomBytes(keyLength), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = readFileSync(file);
  if (key.length !== keyLength) throw new Error(`${file} does not hold a key of ${keyLength} bytes.`);
  return key;
}

/** @param {string} name of one that server.mjs gives */
function argument(name) {
  return process.argv[process.argv.indexOf(`--${name}`) + 1] ?? '';
}

// Extension hosts inherit the server's `--import`, but servers that extensions start are not affected.
if (basename(process.argv[1] ?? '') === 'server-main.js')
  answerRequests(argument('server-data-dir'), readFileSync(argument('connection-token-file'), 'utf8').trim());
