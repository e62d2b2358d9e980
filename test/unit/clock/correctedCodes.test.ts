import assert from 'node:assert/strict';
import type { ClockVerdict } from '../../../src/core/clock';
import { eventually } from '../../shared/eventually';
import { LOGIN } from '../../shared/lists';
import { codeAt, KEY, OTHER_KEY } from '../../shared/oracle';
import { codesWhile, near, TimeServer } from '../../shared/timeServer';
import {
  answering,
  api,
  listOf,
  refuses,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  writeList,
} from '../extension';

describe('Codes that are corrected', () => {
  startFresh();

  let server: TimeServer;
  beforeEach(async () => {
    server = new TimeServer();
    await server.start();
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU payroll' }));
    await set('clockCheck.url', server.url.href);
    await setSecret(LOGIN, KEY);
  });
  afterEach(() => server.stop());

  async function copiesCodeOf(skew: number, period?: number): Promise<void> {
    const valid = await codesWhile(() => run('copyCode', { login: LOGIN }), skew, period);
    const copied = await vsCode.clipboard.readText();
    assert.ok(valid.has(copied), `${copied} is none of ${[...valid].join(', ')}`);
  }

  const correct = async (): Promise<ClockVerdict> =>
    (await run('checkClock', { correct: true })) as ClockVerdict;

  for (const skew of [-120_000, -95_400, -45_000, -12_000, 12_000, 33_700, 95_000, 120_000]) {
    it(`are those of the true time, by a server ${skew / 1000} s before this computer`, async () => {
      server.skew = skew;
      near(await correct(), skew / 1000);
      await copiesCodeOf(skew);
    });
  }

  it('are given with the time they expire at by this computer’s own clock', async () => {
    const skew = 95_000;
    server.skew = skew;
    await correct();
    answering(['Allow Once']);
    const before = Date.now();
    const { code, expiresAt } = await api.getCodeInfo(LOGIN);
    assert.ok(expiresAt > before && expiresAt <= Date.now() + 30_000, `${expiresAt - before}`);
    assert.equal(code, codeAt(expiresAt + skew - 15_000, KEY));
  });

  it('are those of the true time where the server is slow', async () => {
    server.skew = 95_000;
    server.delays = [1200, 800];
    const { uncertainty } = await correct();
    assert.ok(uncertainty <= 2);
    const valid = new Set(
      await Promise.all(
        [-1000, 1000].map(async by => [
          ...(await codesWhile(() => run('copyCode', { login: LOGIN }), server.skew + by)),
        ]),
      ).then(codes => codes.flat()),
    );
    assert.ok(valid.has(await vsCode.clipboard.readText()));
  });

  it('are waited for by the true time', async () => {
    const period = 5;
    await setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&issuer=Xero&period=${period}`);
    // Windows begin half a period from those of this computer.
    server.skew = 12_500;
    await correct();
    await set('minimumRemaining', 25);
    await copiesCodeOf(server.skew, period);
  });

  it('are copied with a warning once the clock could not be checked again, until it can', async () => {
    server.skew = 95_000;
    await correct();
    await copiesCodeOf(server.skew);
    assert.match(vsCode.window.messages.at(-1) ?? '', /^Code for AU payroll copied\. It expires in \d+ s\.$/);
    await server.stop();
    await assert.rejects(run('checkClock', {}));
    // A code of another key was not copied before.
    await setSecret(LOGIN, OTHER_KEY);
    await run('copyCode', { login: LOGIN });
    await eventually(() =>
      assert.match(
        vsCode.window.messages.at(-1) ?? '',
        /Xero may reject it, .* couldn’t be checked recently/,
      ),
    );
    await server.start();
    await set('clockCheck.url', server.url.href);
    await correct();
    await setSecret(LOGIN, KEY);
    const before = vsCode.window.messages.length;
    await copiesCodeOf(server.skew);
    assert.doesNotMatch(vsCode.window.messages.slice(before).join('\n'), /couldn’t be checked/);
  });

  it('are not, before somebody asks for it', async () => {
    server.skew = 95_000;
    await run('checkClock', {});
    await copiesCodeOf(0);
  });

  it('are again those of this computer when a check finds its clock right, and once it is stopped', async () => {
    server.skew = 95_000;
    await correct();
    server.skew = 4_000;
    assert.equal(((await run('checkClock', {})) as ClockVerdict).kind, 'close');
    await copiesCodeOf(0);
    server.skew = -95_000;
    await correct();
    await copiesCodeOf(-95_000);
    await run('stopClockCorrection');
    await copiesCodeOf(0);
  });

  it('are corrected by what each further check finds', async () => {
    server.skew = 95_000;
    await correct();
    server.skew = -40_000;
    await run('checkClock', {});
    await copiesCodeOf(-40_000);
  });

  it('are not where the clock is right, or too wrong, or the answers are too slow to tell', async () => {
    assert.equal((await correct()).kind, 'right');
    await copiesCodeOf(0);
    server.skew = 86_400_000 + 60_000;
    await refuses(
      'checkClock',
      { correct: true },
      /24 hours behind .* can’t be corrected by more than a day/,
    );
    await copiesCodeOf(0);
    server.skew = 11_000;
    server.delays = [0, 3_000];
    await refuses(
      'checkClock',
      { correct: true },
      /too slowly .* This result is too uncertain to correct codes/,
    );
    await copiesCodeOf(0);
  });

  it('are no more where the clock is found too wrong', async () => {
    server.skew = 95_000;
    await correct();
    server.skew = -2 * 86_400_000;
    await run('checkClock', {});
    await copiesCodeOf(0);
  });
});

describe('The clock check', () => {
  startFresh();

  for (const url of ['http://login.xero.com/', 'https://me:password@login.xero.com/', 'time.test', '']) {
    it(`asks nobody where its setting is “${url}”`, async () => {
      await set('clockCheck.url', url);
      await refuses(
        'checkClock',
        {},
        /“xeroMfa\.clockCheck\.url” must be an https address, or http on this computer\. Correct it or reset/,
      );
    });
  }
});
