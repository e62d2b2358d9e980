import * as assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { ClockVerdict } from '../../src/core/clock';
import { checkClock, clockVerdictText, type TimeSource } from '../../src/guide/clockCheck';
import { refuses, run, set, startFresh } from './support';

/** A server on this computer that has a clock of its own. */
class TimeServer {
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
function near({ seconds }: ClockVerdict, expected: number): void {
  assert.ok(Math.abs(seconds - expected) <= 1, `${seconds} s, not about ${expected} s`);
}

describe('The clock check', () => {
  startFresh();

  let server: TimeServer;
  beforeEach(async () => {
    server = new TimeServer();
    await server.start();
  });
  afterEach(() => server.stop());

  const check = (source: Partial<TimeSource> = {}, signal?: AbortSignal): Promise<ClockVerdict> =>
    checkClock({ url: server.url, source, ...(signal && { signal }) });

  async function cannotTell(source: Partial<TimeSource>, message: RegExp): Promise<void> {
    await assert.rejects(check(source), (error: Error) => {
      assert.equal(error.name, 'UserError', String(error.stack));
      assert.match(error.message, message);
      return true;
    });
  }

  const clocks: readonly [seconds: number, kind: ClockVerdict['kind']][] = [
    [0, 'right'],
    [5, 'right'],
    [-5, 'right'],
    [45, 'wrong'],
    [-45, 'wrong'],
    [86_400 * 365, 'wrong'],
  ];
  for (const [seconds, kind] of clocks) {
    it(`finds a clock ${seconds} s behind ${kind}`, async () => {
      server.skew = seconds * 1000;
      const verdict = await check();
      assert.equal(verdict.kind, kind);
      near(verdict, seconds);
    });
  }

  it('is made by the command with the server of the setting, and returned', async () => {
    server.skew = 45_000;
    await set('clockCheck.url', server.url.href);
    const verdict = (await run('checkClock', {})) as ClockVerdict;
    assert.equal(verdict.kind, 'wrong');
    near(verdict, 45);
  });

  it('asks a few times for no more than the head of the page, and says nothing of anybody', async () => {
    await check();
    assert.ok(server.requests.length >= 1 && server.requests.length <= 4);
    for (const { method, url, headers } of server.requests) {
      assert.deepEqual({ method, url }, { method: 'HEAD', url: '/' });
      assert.equal(headers.cookie ?? headers.authorization ?? headers.referer, undefined);
      assert.match(headers['cache-control'] ?? '', /no-cache/);
    }
  });

  it('follows no redirection and takes no cookie', async () => {
    const other = new TimeServer();
    await other.start();
    server.respond = response => {
      response.writeHead(302, { Location: other.url.href, 'Set-Cookie': 'session=1' }).end();
    };
    assert.equal((await check()).kind, 'right');
    assert.equal(other.requests.length, 0);
    assert.deepEqual(new Set(server.requests.map(({ headers }) => headers.cookie)), new Set([undefined]));
    other.stop();
  });

  it('takes the date of a refusal as well', async () => {
    server.respond = response => response.writeHead(403).end();
    assert.equal((await check()).kind, 'right');
  });

  it('cannot tell from an answer without a date', async () => {
    server.respond = response => {
      response.sendDate = false;
      response.removeHeader('Date');
      response.end();
    };
    await cannotTell(
      {},
      /127\.0\.0\.1:\d+ does not say the time\. Reset the setting “xeroMfa\.clockCheck\.url”/,
    );
    assert.equal(server.requests.length, 1);
  });

  it('cannot tell from an answer that something has stored', async () => {
    server.respond = response => response.setHeader('Age', '120').end();
    await cannotTell({}, /something answers with what it has stored\. Name another server/);
  });

  it('does not count a stored answer among others', async () => {
    server.respond = response => {
      if (server.requests.length === 1) {
        response.setHeader('Age', '1').setHeader('Date', 'Sun, 06 Nov 1994 08:49:37 GMT');
      }
      response.end();
    };
    assert.equal((await check()).kind, 'right');
  });

  it('cannot tell where nobody answers', async () => {
    const { url } = server;
    server.stop();
    await assert.rejects(
      checkClock({ url }),
      /127\.0\.0\.1:\d+ did not answer \(ECONNREFUSED\)\. Check the conn/,
    );
    await set('clockCheck.url', url.href);
    await refuses('checkClock', {}, /could not be checked: 127\.0\.0\.1:\d+ did not answer/);
  });

  it('goes by the answers there were when one fails', async () => {
    server.skew = 45_000;
    server.respond = (response, request) => {
      if (server.requests.length === 1) response.end();
      else request.socket.destroy();
    };
    const verdict = await check();
    assert.equal(verdict.kind, 'wrong');
    near(verdict, 45);
  });

  it('says that the clock is set meanwhile, or jumps about', async () => {
    server.respond = response => {
      const jump = server.requests.length * 60_000;
      response.setHeader('Date', new Date(Date.now() + jump).toUTCString()).end();
    };
    await cannotTell({}, /contradict one another\. Perhaps the clock was set just now: try again/);
    let now = Date.now();
    await cannotTell({ now: () => (now -= 60_000), wait: async () => {} }, /contradict one another/);
  });

  const broken = (cause: Error): Partial<TimeSource> => ({
    fetch: () => Promise.reject(new TypeError('fetch failed', { cause })),
  });

  it('knows a clock that is wrong by days from the certificate it does not believe', async () => {
    for (const code of ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']) {
      await cannotTell(
        broken(Object.assign(new Error('certificate'), { code })),
        /certificate of .* is not valid now, so the clock is probably wrong by days or more\. Let it be set auto/,
      );
    }
  });

  it('says what a browser does not let it read', async () => {
    const inBrowser = { ...broken(new Error('CORS')), readsAnyServer: false };
    await cannotTell(inBrowser, /a browser does not let VS Code read the time of .* with a phone’s/);
  });

  it('is unsure where the answers are too slow to tell', async () => {
    let now = Date.UTC(2026, 10, 20, 12);
    const fetch: TimeSource['fetch'] = async () => {
      const date = new Date(now + 12_000).toUTCString();
      now += 9_000;
      return new Response(null, { headers: { date } });
    };
    const verdict = await check({ fetch, now: () => now, wait: async () => {} });
    assert.equal(verdict.kind, 'unsure');
    assert.match(clockVerdictText(verdict), /too slowly to tell .* Check again on a faster connection/);
  });

  it('can be ended while it asks, between, and before', async () => {
    const ended = async (when: (controller: AbortController) => Partial<TimeSource>): Promise<void> => {
      const controller = new AbortController();
      await assert.rejects(check(when(controller), controller.signal), vscode.CancellationError);
    };
    await ended(controller => {
      controller.abort();
      return {};
    });
    assert.equal(server.requests.length, 0);
    await ended(controller => ({ wait: async () => controller.abort() }));
    assert.equal(server.requests.length, 1);
    await ended(controller => {
      server.respond = () => controller.abort();
      return {};
    });
  });

  for (const url of ['http://login.xero.com/', 'https://me:password@login.xero.com/', 'time.test', '']) {
    it(`asks nobody where its setting is “${url}”`, async () => {
      await set('clockCheck.url', url);
      await refuses(
        'checkClock',
        {},
        /“xeroMfa\.clockCheck\.url” must be an https address\. Correct it or reset/,
      );
    });
  }

  const texts: readonly [verdict: ClockVerdict, text: RegExp][] = [
    [
      { kind: 'right', seconds: 2 },
      /^The clock of this computer is right\. If Xero refuses a code, something else/,
    ],
    [
      { kind: 'wrong', seconds: 45 },
      /^The clock of this computer is 45 seconds behind, so Xero may refuse .*Windows/,
    ],
    [{ kind: 'wrong', seconds: -119 }, /is 119 seconds ahead, .* macOS .* “timedatectl set-ntp true”\.$/],
    [{ kind: 'wrong', seconds: -120 }, /is 2 minutes ahead, /],
    [{ kind: 'wrong', seconds: 7_300 }, /is 2 hours behind, /],
    [{ kind: 'wrong', seconds: 86_400 * 365 }, /is 365 days behind, /],
  ];
  for (const [verdict, text] of texts) {
    it(`is told in words: ${verdict.kind}, ${verdict.seconds} s`, () =>
      assert.match(clockVerdictText(verdict), text));
  }
});
