import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../shared/eventually';
import { LOGIN, OTHER_LOGIN as OTHER } from '../../shared/lists';
import { codeAt, KEY, OTHER_KEY } from '../../shared/oracle';
import type { TestQuickPick } from '../../shared/testQuickPick';
import {
  elsewhere,
  expectCode,
  listOf,
  read,
  refuses,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  vsCode,
  writeList,
} from '../extension';

const NO_SECRET = /.* has no setup key on this computer\. Add the key, or set up MFA with the guide/;

const copy = (login = LOGIN) => run('copyCode', { login });

async function startWithAccounts(): Promise<void> {
  await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER, name: 'NZ' }));
}

/** Runs a command whose question nobody confirms. */
async function unconfirmed(command: string, argument: object): Promise<void> {
  const running = assert.rejects(run(command, argument), { name: 'Canceled' });
  (await vsCode.window.question()).answer(undefined);
  await running;
}

describe('A secret', () => {
  startFresh();
  beforeEach(startWithAccounts);

  it('replaces another one with “confirm”', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(LOGIN, OTHER_KEY);
    await expectCode(copy, OTHER_KEY);
  });

  it('does not replace another one where nobody confirms it', async () => {
    await setSecret(LOGIN, KEY);
    await unconfirmed('setSecret', { login: LOGIN, secret: OTHER_KEY });
    await expectCode(copy, KEY);
  });

  it('belongs to the login in whatever letters', async () => {
    await setSecret('QA-au@ACME.test', KEY);
    await expectCode(() => copy('qa-AU@acme.TEST'), KEY);
    await run('removeSecret', { login: 'Qa-Au@Acme.Test', confirm: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
  });

  it('is not forgotten where nobody confirms it', async () => {
    await setSecret(LOGIN, KEY);
    await unconfirmed('removeSecret', { login: LOGIN });
    await unconfirmed('removeAccount', { login: LOGIN, removeSecret: true });
    await expectCode(copy, KEY);
  });

  it('is kept when its account is removed from the lists, and can still be forgotten', async () => {
    await setSecret(LOGIN, KEY);
    await run('removeAccount', { login: LOGIN, confirm: true });
    await expectCode(copy, KEY);
    await run('removeSecret', { login: LOGIN, confirm: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
  });

  it('is forgotten with its account where removeAccount is told to', async () => {
    await setSecret(LOGIN, KEY);
    await run('removeAccount', { login: LOGIN.toUpperCase(), confirm: true, removeSecret: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
  });
});

describe('A code', () => {
  startFresh();
  beforeEach(startWithAccounts);

  it('is rejected with what to do for an account without a secret', async () => {
    await vsCode.clipboard.writeText('mine');
    await refuses(
      'copyCode',
      { login: LOGIN },
      /AU has no setup key on this computer\. Add the key, or set up MFA with the guide/,
    );
    assert.equal(await vsCode.clipboard.readText(), 'mine');
  });

  it('is copied without asking where there is one account in all', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    await setSecret(LOGIN, KEY);
    await expectCode(() => run('copyCode'), KEY);
  });

  it('with too few seconds left is not copied: the next one is, when its time has come', async () => {
    // Of a period's five seconds four count as the least, however much more is asked for.
    await setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&digits=8&period=5`);
    await set('minimumRemaining', 25);
    const windowOf = (time: number): number => Math.floor(time / 5_000);
    await eventually(() => assert.ok(Date.now() % 5_000 > 1_100 && Date.now() % 5_000 < 4_000));
    const before = windowOf(Date.now());
    await copy();
    const after = windowOf(Date.now());
    const copied = await vsCode.clipboard.readText();
    const windows = Array.from({ length: after - before }, (_, index) => before + 1 + index);
    const fresh = windows.map(window => codeAt(window * 5_000, KEY, { digits: 8, period: 5 }));
    assert.ok(fresh.includes(copied), `${copied} is none of ${fresh}`);
  });

  it('is that of the login that was asked for last, where two were to be waited for', async () => {
    for (const [login, key] of [
      [LOGIN, KEY],
      [OTHER, OTHER_KEY],
    ] as const) {
      await setSecret(login, `otpauth://totp/Xero:${login}?secret=${key}&period=300`);
    }
    await set('minimumRemaining', 300);
    await expectCode(
      async () => {
        // A new code would be copied at once.
        await eventually(() => assert.ok(Date.now() % 300_000 > 1_000 && Date.now() % 300_000 < 295_000));
        let isDone = false;
        const first = assert.rejects(Promise.resolve(copy(LOGIN)), { name: 'Canceled' });
        const copying = copy(OTHER).finally(() => {
          isDone = true;
        });
        await first;
        await eventually(async () => {
          await run('copyNow');
          assert.ok(isDone);
        });
        await copying;
      },
      OTHER_KEY,
      { period: 300 },
    );
  });
});

describe('The clipboard', () => {
  startFresh();
  beforeEach(async () => {
    await startWithAccounts();
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
  });

  const held = () => vsCode.clipboard.readText();

  /** Until a time of one second that was set before has run out, and what it started is done. */
  async function afterTheSecond(): Promise<void> {
    // Timers of one process run out in their order.
    await delay(1_100);
    await held();
    await held();
  }

  it('keeps what was copied since', async () => {
    await set('clearClipboardAfter', 1);
    await copy();
    await vsCode.clipboard.writeText('mine');
    await afterTheSecond();
    assert.equal(await held(), 'mine');
  });

  it('keeps a code where clearClipboardAfter is 0, also after an earlier one was to be cleared', async () => {
    await set('clearClipboardAfter', 1);
    await copy();
    await set('clearClipboardAfter', 0);
    const code = await expectCode(copy, KEY);
    await afterTheSecond();
    assert.equal(await held(), code);
  });

  it('keeps the code of another account that was copied since', async () => {
    await set('clearClipboardAfter', 1);
    await copy(LOGIN);
    await set('clearClipboardAfter', 30);
    const code = await expectCode(() => copy(OTHER), OTHER_KEY);
    await afterTheSecond();
    assert.equal(await held(), code);
  });
});

describe('The picker of codes', () => {
  startFresh();
  beforeEach(startWithAccounts);

  it('shows the codes of the keys there are, and notes it once for each', async () => {
    await setSecret(LOGIN, KEY);
    let picker: TestQuickPick | undefined;
    vsCode.window.onDidCreateQuickPick(opened => {
      picker = opened;
    });
    const picking = run('copyCode');
    await eventually(() => assert.ok(picker));
    const described = (): (string | undefined)[] => picker?.items.map(({ description }) => description) ?? [];
    const before = described();
    const since = Date.now();
    // The keys take a moment to read.
    for (const _ of [1, 2]) picker?.pressTitleButton('Show Codes');
    await eventually(() => assert.match(described()[0] ?? '', /^\d{3} \d{3} · /));
    const shown = described()[0]?.slice(0, 7).replace(' ', '');
    assert.ok([since, Date.now()].some(time => codeAt(time, KEY) === shown));
    assert.deepEqual(described().slice(1), before.slice(1));
    picker?.pressTitleButton('Hide Codes');
    assert.deepEqual(described(), before);
    picker?.hide();
    await picking;
    const csv = elsewhere('activity.csv');
    await run('exportActivity', { uri: csv.toString() });
    assert.equal(
      read(csv)
        .split('\n')
        .filter(line => /,shown,/.test(line)).length,
      1,
      read(csv),
    );
  });
});
