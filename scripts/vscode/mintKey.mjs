/**
 * Loaded into VS Code's server before it starts (`node --import`): answers `POST /mint-key` with the
 * server's half of the key that encrypts the browser's secrets. In code-server that request is
 * answered by a front that is not started here; without an answer the workbench encrypts with nothing
 * it could find again, and a reload of the window loses every secret, unlike on the desktop.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Server } from 'node:http';
import { basename, join } from 'node:path';

const keyLength = 32;

/** @param {string} name */
function argument(name) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
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

/** @param {Buffer} key @param {string} token the connection token a request must carry */
function answerMintKey(key, token) {
  const emit = /** @type {(this: Server, event: string, ...args: any[]) => boolean} */ (
    Server.prototype.emit
  );

  /** @this {Server} @param {string} event @param {any[]} args @returns {boolean} */
  function emitUnlessMintKey(event, ...args) {
    if (event !== 'request' || !isMintKey(args[0])) return emit.call(this, event, ...args);
    const [request, response] = args;
    const cookies = (request.headers.cookie ?? '').split(/;\s*/);
    if (!cookies.includes(`vscode-tkn=${token}`)) {
      response.writeHead(403).end();
    } else {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' });
      response.end(key);
    }
    return true;
  }
  Server.prototype.emit = emitUnlessMintKey;
}

/** @param {import('node:http').IncomingMessage} request */
function isMintKey({ method, url = '/' }) {
  return method === 'POST' && /^[^?]*\/mint-key(\?|$)/.test(url);
}

const dataDir = argument('server-data-dir');
const tokenFile = argument('connection-token-file');
// Extension hosts inherit the server's `--import`; a server of an extension's own is none of ours.
if (
  basename(process.argv[1] ?? '') === 'server-main.js' &&
  dataDir !== undefined &&
  tokenFile !== undefined
) {
  answerMintKey(readOrCreateKey(join(dataDir, 'mint-key')), readFileSync(tokenFile, 'utf8').trim());
}
