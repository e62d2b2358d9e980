import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClockVerdict } from '../../src/core/clock';
import { codeAt, KEY } from './oracle';

/** A server on this computer that has a clock of its own. */
export class TimeServer {
  /** How far its clock is before the computer's, in milliseconds. */
  skew = 0;
  /** How long a request and its answer travel, in milliseconds. */
  delays: readonly [there: number, back: number] = [0, 0];
  readonly requests: IncomingMessage[] = [];
  /** Answers instead of what a server with a clock answers. */
  respond: ((response: ServerResponse, request: IncomingMessage) => void) | undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      this.requests.push(request);
      const [there, back] = this.delays;
      // Not even a delay of 0 ms for tests that are not about it.
      if (there > 0) await delay(there);
      response.setHeader('Date', new Date(Date.now() + this.skew).toUTCString());
      if (back > 0) await delay(back);
      if (this.respond) this.respond(response, request);
      else response.end();
    });
  }

  /** @param port any that is free, if none is given */
  async start(port = 0): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(port, '127.0.0.1', resolve));
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

/** Expects a verdict to hold the truth, in seconds, within what it says it may be off. */
export function near({ seconds, uncertainty }: ClockVerdict, truth: number): void {
  assert.ok(Math.abs(seconds - truth) <= uncertainty, `${truth} s is not ${seconds} ±${uncertainty} s`);
}

/** By how much a correction may be off, in milliseconds, with a server that answers at once. */
const PRECISE = 600;

/**
 * The codes of the example key of all windows that time is in while something is done, by a clock `skew` milliseconds before
 * this one.
 *
 * @param period in seconds
 */
export async function codesWhile(
  act: () => Promise<unknown>,
  skew: number,
  period = 30,
): Promise<Set<string>> {
  const from = Date.now() + skew - PRECISE;
  await act();
  const to = Date.now() + skew + PRECISE;
  const codes = new Set<string>();
  for (let instant = from; instant < to + period * 1000; instant += period * 1000)
    codes.add(codeAt(Math.min(instant, to), KEY, { period }));
  return codes;
}
