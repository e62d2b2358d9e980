/**
 * Loaded into VS Code's server before it starts (`node --import`): leads a browser to a page of this computer that the
 * extension opens. The workbench asks for `/proxy/PORT/…` of the server instead; in code-server a front answers that,
 * which is not started here.
 */
import { Server } from 'node:http';
import { basename } from 'node:path';

function answerLocalPorts() {
  const emit = /** @type {(this: Server, event: string, ...args: any[]) => boolean} */ (
    Server.prototype.emit
  );

  /** @this {Server} @param {string} event @param {any[]} args @returns {boolean} */
  function emitUnlessLocalPort(event, ...args) {
    const address = event === 'request' ? localAddress(args[0]) : undefined;
    if (address === undefined) return emit.call(this, event, ...args);
    args[1].writeHead(307, { location: address, 'cache-control': 'no-store' }).end();
    return true;
  }
  Server.prototype.emit = emitUnlessLocalPort;
}

/** @param {import('node:http').IncomingMessage} request */
function localAddress({ url = '/' }) {
  const [, port, rest = ''] = /^[^?]*?\/proxy\/(\d{1,5})(?:\/(.*))?$/.exec(url) ?? [];
  return port === undefined ? undefined : `http://127.0.0.1:${port}/${rest}`;
}

// Extension hosts inherit the server's `--import`; a server of an extension's own is none of ours.
if (basename(process.argv[1] ?? '') === 'server-main.js') answerLocalPorts();
