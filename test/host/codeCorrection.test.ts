import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clockRow } from '../../src/clock/clockRow';
import type { ClockCorrection, ClockVerdict } from '../../src/core/clock';
import { LOGIN } from '../shared/lists';
import { near, TimeServer } from '../shared/timeServer';
import {
  codeAt,
  KEY,
  labelOf,
  listOf,
  refuses,
  run,
  set,
  setSecret,
  startFresh,
  TestTree,
  teamList,
  writeList,
} from './support';

describe('Codes that are corrected', () => {
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
    await writeList(teamList, listOf({ login: LOGIN, name: 'AU payroll' }));
    await setSecret(LOGIN, KEY);
  });
  afterEach(() => server.stop());

  /** By how much a correction may be off, in milliseconds, with a server that answers at once. */
  const PRECISE = 600;

  /** The codes of all windows that time is in while something is done, by a clock `skew` milliseconds before this one. */
  async function codesWhile(act: () => Promise<unknown>, skew: number, period = 30): Promise<Set<string>> {
    const from = Date.now() + skew - PRECISE;
    await act();
    const to = Date.now() + skew + PRECISE;
    const codes = new Set<string>();
    for (let instant = from; instant < to + period * 1000; instant += period * 1000)
      codes.add(codeAt(Math.min(instant, to), KEY, { period }));
    return codes;
  }

  async function copiesCodeOf(skew: number, period?: number): Promise<void> {
    const valid = await codesWhile(() => run('copyCode', { login: LOGIN }), skew, period);
    const copied = await vscode.env.clipboard.readText();
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
    assert.ok(valid.has(await vscode.env.clipboard.readText()));
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

  it('stay corrected while the server does not answer', async () => {
    server.skew = 95_000;
    await correct();
    server.stop();
    await refuses('checkClock', {}, /did not answer/);
    await copiesCodeOf(95_000);
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
  }).timeout(60_000);

  it('are no more where the clock is found too wrong', async () => {
    server.skew = 95_000;
    await correct();
    server.skew = -2 * 86_400_000;
    await run('checkClock', {});
    await copiesCodeOf(0);
  });
});

describe('The row of the clock', () => {
  startFresh();

  const verdict = { kind: 'wrong', seconds: 95, uncertainty: 1 } as const;
  const correction: ClockCorrection = { by: 95_200, verdict, checkedAt: Date.UTC(2026, 10, 20, 12) };

  it('comes first, and says by how much and what can be done', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    const tree = await TestTree.open({ clockRows: () => [clockRow(correction, 'linux')] });
    const [row, account] = tree.items();
    assert.deepEqual(
      [row?.label, row?.description, row?.contextValue, row?.command?.command],
      ['Clock 95 sec behind', 'codes are corrected', 'clock', 'xeroMfa.checkClock'],
    );
    assert.equal(row?.accessibilityInformation?.label, 'Clock 95 sec behind, codes are corrected');
    assert.match(String(row?.tooltip), /\(±1 s\)\. Codes are corrected .*timedatectl[\s\S]*Last checked at /);
    assert.match(labelOf(account ?? {}), /^qa-au@acme\.test/);
    tree.dispose();
  });

  it('says that the correction may be outdated', () => {
    const ahead = { ...correction, verdict: { ...verdict, seconds: -95 } };
    const { label, description, tooltip } = clockRow({ ...ahead, isOutdated: true }, 'wsl');
    assert.deepEqual([label, description], ['Clock 95 sec ahead', 'correction may be outdated']);
    assert.match(String(tooltip), /hwclock[\s\S]*Since then the clock couldn’t be checked/);
  });

  it('does not hide the welcome where there are no accounts', async () => {
    const tree = await TestTree.open({ clockRows: () => [clockRow(correction, 'linux')] });
    assert.deepEqual(tree.items(), []);
    tree.dispose();
  });
});
