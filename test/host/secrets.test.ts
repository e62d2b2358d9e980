import * as assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { CodeClipboard } from '../../src/codes/clipboard';
import { currentKeeper, lostAdviceHere } from '../../src/secrets/keeper';
import { LOGIN, OTHER_LOGIN as OTHER } from '../shared/lists';
import {
  codeAt,
  eventually,
  expectCode,
  KEY,
  listOf,
  OTHER_KEY,
  refuses,
  run,
  set,
  setSecret,
  startFresh,
  teamList,
  writeList,
} from './support';

const NO_SECRET = /.* has no setup key on this computer\. Add the key, or set up MFA with the guide/;

const copy = (login = LOGIN) => run('copyCode', { login });

async function startWithAccounts(): Promise<void> {
  await writeList(teamList, listOf({ login: LOGIN, name: 'AU' }, { login: OTHER, name: 'NZ' }));
}

/** Accepts the quick pick that a command shows, as Enter does, until the command is done. */
async function accept(command: Promise<unknown>): Promise<void> {
  let isDone = false;
  const done = command.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await Promise.race([done.catch(() => {}), delay(50)]);
  }
  await done;
}

describe('A secret', () => {
  startFresh();
  beforeEach(startWithAccounts);

  it('is stored only after its code was shown and accepted', async () => {
    const setting = run('setSecret', { login: LOGIN, secret: KEY });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
    await accept(setting);
    await expectCode(copy, KEY);
    await setSecret(LOGIN, KEY);
  });

  it('is not stored where its code is not accepted', async () => {
    const setting = run('setSecret', { login: LOGIN, secret: KEY });
    let outcome: unknown;
    setting.catch(error => {
      outcome = error;
    });
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      assert.ok(outcome instanceof vscode.CancellationError);
    });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
  });

  it('replaces another one with “confirm”', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(LOGIN, OTHER_KEY);
    await expectCode(copy, OTHER_KEY);
  });

  it('does not replace another one where nobody confirms it', async () => {
    await setSecret(LOGIN, KEY);
    // In a test VS Code refuses to show the question.
    await assert.rejects(run('setSecret', { login: LOGIN, secret: OTHER_KEY }));
    await expectCode(copy, KEY);
  });

  it('that is stored already is not a replacement, however it is spelt', async () => {
    await setSecret(LOGIN, KEY);
    await accept(run('setSecret', { login: LOGIN, secret: KEY.toLowerCase().replace(/.{4}/g, '$& ') }));
    await expectCode(copy, KEY);
  });

  it('belongs to the login in whatever letters', async () => {
    await setSecret('QA-au@ACME.test', KEY);
    await expectCode(() => copy('qa-AU@acme.TEST'), KEY);
    await run('removeSecret', { login: 'Qa-Au@Acme.Test', confirm: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
  });

  it('is forgotten by removeSecret, and no other with it', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await run('removeSecret', { login: LOGIN, confirm: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
    await refuses('removeSecret', { login: LOGIN, confirm: true }, /AU has no setup key on this computer/);
    await expectCode(() => copy(OTHER), OTHER_KEY);
  });

  it('is not forgotten where nobody confirms it', async () => {
    await setSecret(LOGIN, KEY);
    await assert.rejects(run('removeSecret', { login: LOGIN }));
    await assert.rejects(run('removeAccount', { login: LOGIN, removeSecret: true }));
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

describe('A lost key', () => {
  it('was kept by the browser, where VS Code runs in one', () => {
    assert.equal(currentKeeper(), 'browser');
    assert.match(lostAdviceHere(false), /^Likely cause: the browser’s data for this site was cleared/);
  });
});

describe('A code', () => {
  startFresh();
  beforeEach(startWithAccounts);

  it('is rejected with what to do for an account without a secret', async () => {
    await vscode.env.clipboard.writeText('mine');
    await refuses(
      'copyCode',
      { login: LOGIN },
      /AU has no setup key on this computer\. Add the key, or set up MFA with the guide/,
    );
    assert.equal(await vscode.env.clipboard.readText(), 'mine');
  });

  it('is copied without asking where there is one account in all', async () => {
    await writeList(teamList, listOf({ login: LOGIN }));
    await setSecret(LOGIN, KEY);
    await expectCode(() => run('copyCode'), KEY);
  });

  it('of the account used last is copied by copyLastUsed, and is first in the list', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await copy(LOGIN);
    await copy(OTHER);
    await expectCode(() => run('copyLastUsed'), OTHER_KEY);
    await expectCode(() => accept(run('copyCode')), OTHER_KEY);
    await copy(LOGIN);
    await expectCode(() => run('copyLastUsed'), KEY);
    await expectCode(() => accept(run('copyCode')), KEY);
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
    const copied = await vscode.env.clipboard.readText();
    const windows = Array.from({ length: after - before }, (_, index) => before + 1 + index);
    const fresh = windows.map(window => codeAt(window * 5_000, KEY, { digits: 8, period: 5 }));
    assert.ok(fresh.includes(copied), `${copied} is none of ${fresh}`);
  });

  it('is copied at once, though few seconds are left, by copyNow', async () => {
    await setSecret(LOGIN, `otpauth://totp/Xero:${LOGIN}?secret=${KEY}&period=300`);
    await set('minimumRemaining', 300);
    await expectCode(
      async () => {
        let isDone = false;
        const copying = copy().finally(() => {
          isDone = true;
        });
        await eventually(async () => {
          await run('copyNow');
          assert.ok(isDone);
        });
        await copying;
      },
      KEY,
      { period: 300 },
    );
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

  const held = () => vscode.env.clipboard.readText();

  /** Until a time of one second that was set before has run out, and what it started is done. */
  async function afterTheSecond(): Promise<void> {
    // Timers of one process run out in their order.
    await delay(1_100);
    await held();
    await held();
  }

  it('is emptied of a code after clearClipboardAfter seconds', async () => {
    await set('clearClipboardAfter', 1);
    await expectCode(copy, KEY);
    await eventually(async () => assert.equal(await held(), ''));
  });

  it('keeps what was copied since', async () => {
    await set('clearClipboardAfter', 1);
    await copy();
    await vscode.env.clipboard.writeText('mine');
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

  it('is emptied when VS Code closes, of a code alone', async () => {
    const clipboard = new CodeClipboard(vscode.env.clipboard, error => assert.fail(String(error)));
    await clipboard.copy('123456', 60);
    await clipboard.clear();
    assert.equal(await held(), '');
    await clipboard.copy('123456', 60);
    await vscode.env.clipboard.writeText('mine');
    await clipboard.clear();
    assert.equal(await held(), 'mine');
  });
});
