import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClockVerdict } from '../../src/core/clock';

/** A server on this computer that has a clock of its own. */
export class TimeServer {
  /** How far its clock is before the computer's, in milliseconds. */
  skew = 0;
  readonly requests: IncomingMessage[] = [];
  /** Answers instead of what a server with a clock answers. */
  respond: ((response: ServerResponse, request: IncomingMessage) => void) | undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.requests.push(request);
      response.setHeader('Date', new Date(Date.now() + this.skew).toUTCString());
      if (this.respond) this.respond(response, request);
      else response.end();
    });
  }

  async start(): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): URL {
    const { port } = this.#server.address() as AddressInfo;
    return new URL(`http://127.0.0.1:${port}/`);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** What is told of whole seconds may be one off. */
export function near({ seconds }: ClockVerdict, expected: number): void {
  assert.ok(Math.abs(seconds - expected) <= 1, `${seconds} s, not about ${expected} s`);
}
