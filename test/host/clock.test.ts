import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ClockVerdict } from '../../src/core/clock';
import { LOGIN } from '../shared/lists';
import { codesWhile, near, TimeServer } from '../shared/timeServer';
import { KEY, listOf, refuses, run, setSecret, startFresh, teamList, writeList } from './support';

/** The server that the clock is compared with. */
let server: TimeServer;

/** Starts every test of a suite with a server, at one address: writing a setting takes longer than most of them. */
function startWithServer(): void {
  let url: URL;
  before(async () => {
    server = new TimeServer();
    await server.start();
    ({ url } = server);
    server.stop();
  });
  startFresh(() => ({ 'clockCheck.url': url.href }));
  beforeEach(async () => {
    server = new TimeServer();
    await server.start(Number(url.port));
  });
  afterEach(() => server.stop());
}

describe('The clock check', () => {
  startWithServer();

  const check = async (): Promise<ClockVerdict> => (await run('checkClock', {})) as ClockVerdict;

  it('is made by the command with the server of the setting, and returned', async () => {
    server.skew = 45_000;
    const verdict = await check();
    assert.equal(verdict.kind, 'wrong');
    near(verdict, 45);
  });

  it('asks a few times for no more than the head of the page, and says nothing of anybody', async () => {
    server.respond = response =>
      response.writeHead(302, { Location: 'https://evil.test/', 'Set-Cookie': 'session=1' }).end();
    assert.equal((await check()).kind, 'right');
    assert.ok(server.requests.length >= 1 && server.requests.length <= 4);
    for (const { method, url, headers } of server.requests) {
      assert.deepEqual({ method, url }, { method: 'HEAD', url: '/' });
      assert.equal(headers.cookie ?? headers.authorization ?? headers.referer, undefined);
      assert.match(headers['cache-control'] ?? '', /no-cache/);
    }
  });

  it('cannot tell where nobody answers', async () => {
    server.stop();
    await refuses('checkClock', {}, /check the clock\. 127\.0\.0\.1:\d+ didn’t respond \(ECONNREFUSED\)/);
  });
});

describe('Codes that are corrected', () => {
  startWithServer();

  // Only in Node.js it is known that nobody answered. The others need no VS Code.
  it('stay corrected while the server does not answer', async () => {
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU payroll' }));
    await setSecret(LOGIN, KEY);
    server.skew = 95_000;
    await run('checkClock', { correct: true });
    server.stop();
    await refuses('checkClock', {}, /didn’t respond/);
    const valid = await codesWhile(() => run('copyCode', { login: LOGIN }), 95_000);
    const copied = await vscode.env.clipboard.readText();
    assert.ok(valid.has(copied), `${copied} is none of ${[...valid].join(', ')}`);
  });
});
