import * as assert from 'node:assert/strict';
import type { ClockVerdict } from '../../src/core/clock';
import { near, TimeServer } from '../shared/timeServer';
import { refuses, run, set, startFresh } from './support';

describe('The clock check', () => {
  let server: TimeServer;
  let url: URL;
  // Each test has a server at one address: writing a setting takes longer than most of them.
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
    await refuses('checkClock', {}, /check the clock: 127\.0\.0\.1:\d+ did not answer \(ECONNREFUSED\)/);
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
});
