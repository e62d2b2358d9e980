import * as assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { CodeClipboard } from '../../src/codes/clipboard';
import { currentKeeper, lostAdviceHere } from '../../src/secrets/keeper';
import { LOGIN, OTHER_LOGIN as OTHER } from '../shared/lists';
import {
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

/** What these do in VS Code’s own secret storage, pickers, notifications and clipboard. The rest is in `test/unit/codes/`. */
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

  it('is forgotten by removeSecret, and no other with it', async () => {
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
    await run('removeSecret', { login: LOGIN, confirm: true });
    await refuses('copyCode', { login: LOGIN }, NO_SECRET);
    await refuses('removeSecret', { login: LOGIN, confirm: true }, /AU has no setup key on this computer/);
    await expectCode(() => copy(OTHER), OTHER_KEY);
  });

  it('that is stored already is not a replacement, however it is spelt', async () => {
    await setSecret(LOGIN, KEY);
    await accept(run('setSecret', { login: LOGIN, secret: KEY.toLowerCase().replace(/.{4}/g, '$& ') }));
    await expectCode(copy, KEY);
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
});

describe('The clipboard', () => {
  startFresh();
  beforeEach(async () => {
    await startWithAccounts();
    await setSecret(LOGIN, KEY);
    await setSecret(OTHER, OTHER_KEY);
  });

  const held = () => vscode.env.clipboard.readText();

  it('is emptied of a code after clearClipboardAfter seconds', async () => {
    await set('clearClipboardAfter', 1);
    await expectCode(copy, KEY);
    await eventually(async () => assert.equal(await held(), ''));
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
