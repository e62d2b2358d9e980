import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './eventually';
import { captureFailures, Host } from './host';
import { AU, LIST, list, NZ, SETTINGS } from './lists';
import { assertCodeOfNow, EXAMPLE_KEY, OTHER_KEY } from './oracle';
import type { Workbench } from './workbench';

/** Pastes a key for an account from the palette and stores it. */
async function setSecret(window: Workbench, account: string, key = EXAMPLE_KEY.shown): Promise<void> {
  await window.run('Xero MFA: Set Secret');
  await window.choose(account);
  await window.answer('Paste the setup key', key);
  await window.quickPickRows.filter({ hasText: 'Store this secret' }).click();
  await window.notification('is stored on this computer').waitFor();
  await window.clearNotifications();
}

describe('the main job', function () {
  this.timeout(120_000);
  let host: Host;

  before(async () => {
    host = await Host.start();
  });
  captureFailures(() => host);
  after(() => host?.stop());

  it('leads a newcomer from an empty sidebar to a code on the clipboard', async () => {
    const folder = await host.workspace('newcomer');
    const window = await host.open(folder);
    await window.openView();
    const welcome = window.sidebar.locator('.welcome-view-content');
    for (const button of ['Add an Account', 'Open the Guide', 'Open a Sample']) {
      await welcome.getByRole('button', { name: button }).waitFor();
    }

    await welcome.getByRole('button', { name: 'Add an Account' }).click();
    await window.answer('The email address', 'QA-AU@acme.test');
    await window.answer('What the sidebar shows', 'AU payroll');
    await window.answer('The Xero organisation', 'Demo Company (AU)');
    await window.choose('Australia');
    await window.choose(LIST);
    await window.notification('AU payroll was added').getByRole('button', { name: 'Set Its Secret' }).click();
    assert.deepEqual(JSON.parse(await readFile(join(folder, LIST), 'utf8')), {
      version: 1,
      accounts: [
        {
          login: 'QA-AU@acme.test',
          name: 'AU payroll',
          organisations: [{ name: 'Demo Company (AU)', region: 'AU' }],
        },
      ],
    });

    const input = window.quickInput.locator('input[type="password"]');
    await input.waitFor();
    await window.answer('Paste the setup key', 'jbsw y3dp-ehpk 3pxp jbswy3dpehpk3pxp');
    const store = window.quickPickRows.filter({ hasText: 'Store this secret' });
    await assertCodeOfNow(async () => /\d{3} \d{3}/.exec(await store.innerText())?.[0] ?? '');
    await window.page.keyboard.press('Enter');
    await window.row('AU payroll').filter({ hasText: 'ready' }).waitFor();

    // The only account: copied without asking.
    await assertCodeOfNow(async () => {
      await window.run('Xero MFA: Copy Code…');
      await window.notification(/Code of AU payroll copied; valid for \d+ s/).waitFor();
      return window.clipboard();
    });
    await window.statusBar.getByText(/AU payroll \d+ s/).waitFor();
  });

  describe('with a list of two', () => {
    let folder: string;
    let window: Workbench;

    before(async () => {
      folder = await host.workspace('team', {
        [LIST]: list(AU, NZ),
        [SETTINGS]: '{ "xeroMfa.minimumRemaining": 0 }',
      });
      window = await host.open(folder);
      await window.openView();
      await setSecret(window, 'NZ GST');
    });
    beforeEach(() => window.clearNotifications());
    after(() => window.page.context().close());

    it('copies from the palette what was typed for: a name, a login or an organisation', async () => {
      for (const text of ['NZ GST', 'qa-nz@', 'Kiwi']) {
        await assertCodeOfNow(async () => {
          await window.setClipboard('');
          await window.openPicker();
          await window.page.keyboard.type(text);
          await window.quickPickRows.first().filter({ hasText: 'NZ GST' }).waitFor();
          await window.quickInput.getByText(/new codes in \d+ s/).waitFor();
          await window.page.keyboard.press('Enter');
          return window.copied();
        });
      }
    });

    it('puts the account without a secret last and sets it up from there', async () => {
      await window.openPicker();
      await window.quickPickRows.filter({ hasText: 'no secret' }).waitFor();
      const labels = await window.quickPickRows.allInnerTexts();
      assert.match(labels[0] ?? '', /NZ GST/);
      assert.match(labels.at(-1) ?? '', /AU payroll/);
      const last = window.quickPickRows.last();
      await last.hover();
      await last.getByRole('button', { name: 'Set Its Secret' }).click();
      await window.quickInput.getByText('Set the Secret of AU payroll').waitFor();
      await window.page.keyboard.press('Escape');
    });

    it('keeps the row that is chosen while the seconds count down', async () => {
      await window.openPicker();
      await window.quickPickRows.filter({ hasText: 'no secret' }).waitFor();
      await window.page.keyboard.press('ArrowDown');
      const focused = window.quickInput.locator('.monaco-list-row.focused');
      const chosen = await focused.getAttribute('aria-label');
      const title = window.quickInput.locator('.quick-input-title');
      const before = await title.innerText();
      await eventually(async () => assert.notEqual(await title.innerText(), before));
      assert.equal((await focused.getAttribute('aria-label'))?.split(',')[0], chosen?.split(',')[0]);
      await window.page.keyboard.press('Escape');
    });

    it('copies from the sidebar by mouse', async () => {
      await assertCodeOfNow(async () => {
        await window.setClipboard('');
        await window.row('NZ GST').hover();
        await window.row('NZ GST').getByRole('button', { name: 'Copy Code' }).click();
        return window.copied();
      });
    });

    it('copies from the sidebar by keyboard alone', async () => {
      await window.setClipboard('');
      await assertCodeOfNow(async () => {
        await window.focusRow('NZ GST');
        await window.page.keyboard.press('Shift+F10');
        await window.page.getByRole('menuitem', { name: 'Copy Code' }).waitFor();
        await window.page.keyboard.press('ArrowDown');
        await window.page.keyboard.press('Enter');
        return window.copied();
      });
    });

    it('copies the last used again by its key, and says when the code is the same one', async () => {
      await eventually(async () => {
        await window.clearNotifications();
        await window.page.keyboard.press('Control+Alt+X');
        await window
          .notification('Xero may refuse a code that a colleague has just used')
          .waitFor({ timeout: 2000 });
      });
    });

    it('copies again by a click on the status bar, and hides the item by its setting', async () => {
      await assertCodeOfNow(async () => {
        await window.setClipboard('');
        await window.statusBar.getByText(/NZ GST \d+ s/).click();
        return window.copied();
      });
      await writeFile(
        join(folder, SETTINGS),
        '{ "xeroMfa.minimumRemaining": 0, "xeroMfa.statusBar": false }',
      );
      await window.statusBar.getByText('NZ GST').waitFor({ state: 'detached' });
      await writeFile(join(folder, SETTINGS), '{ "xeroMfa.minimumRemaining": 0 }');
      await window.statusBar.getByText('NZ GST').waitFor();
    });

    it('shows codes in the rows only when asked to', async () => {
      assert.doesNotMatch((await window.rows.allInnerTexts()).join(), /\d{3} \d{3}/);
      await window.run('Xero MFA: Show Codes');
      const row = window.row('NZ GST').filter({ hasText: /\d{3} \d{3}/ });
      await row.waitFor();
      await assertCodeOfNow(async () => /\d{3} \d{3}/.exec(await row.innerText())?.[0] ?? '');
      await window.run('Xero MFA: Hide Codes');
      await window.row('NZ GST').filter({ hasText: 'ready' }).waitFor();
      assert.doesNotMatch((await window.rows.allInnerTexts()).join(), /\d{3} \d{3}/);
    });

    it('counts down once for all in the header of the view', async () => {
      const description = window.sidebar.locator('.pane-header .description').first();
      const before = await description.innerText();
      assert.match(before, /^\d+ s left$/);
      await eventually(async () => assert.notEqual(await description.innerText(), before));
    });

    it('has the account ready after a reload of the window', async () => {
      await window.page.reload();
      await window.row('NZ GST').filter({ hasText: 'ready' }).waitFor();
      await assertCodeOfNow(async () => {
        await window.setClipboard('');
        await window.page.keyboard.press('Control+Alt+X');
        return window.copied();
      });
    });

    it('sees in a second window what the first one sets and removes, without a reload', async () => {
      const second = await host.open(folder, window.page.context());
      await second.openView();
      await second.row('AU payroll').filter({ hasText: 'no secret' }).waitFor();
      await setSecret(window, 'AU payroll', OTHER_KEY);
      await second.row('AU payroll').filter({ hasText: 'ready' }).waitFor();
      await second.page.bringToFront();
      await assertCodeOfNow(async () => {
        await second.setClipboard('');
        await second.row('AU payroll').hover();
        await second.row('AU payroll').getByRole('button', { name: 'Copy Code' }).click();
        return second.copied();
      }, OTHER_KEY);

      await window.run('Xero MFA: Remove Secret');
      await window.choose('AU payroll');
      await window.dialog.getByRole('button', { name: 'Remove the Secret' }).click();
      await second.row('AU payroll').filter({ hasText: 'no secret' }).waitFor();
      await second.page.close();
    });
  });

  describe('the clipboard', () => {
    let window: Workbench;

    before(async () => {
      const folder = await host.workspace('clipboard', {
        [LIST]: list(AU),
        [SETTINGS]: '{ "xeroMfa.clearClipboardAfter": 3, "xeroMfa.minimumRemaining": 0 }',
      });
      window = await host.open(folder);
      await setSecret(window, 'AU payroll');
    });
    after(() => window.page.context().close());

    it('is empty again after the wait', async () => {
      await window.run('Xero MFA: Copy Code…');
      assert.match(await window.copied(), /^\d{6}$/);
      await eventually(async () => assert.equal(await window.clipboard(), ''));
    });

    it('is left alone where something else was copied', async () => {
      await window.clearNotifications();
      await window.run('Xero MFA: Copy Code…');
      assert.match(await window.copied(), /^\d{6}$/);
      await window.setClipboard('something else');
      // The next copy's own clearing comes after the first one's time, so that one has passed by then.
      await window.page.waitForTimeout(4000);
      assert.equal(await window.clipboard(), 'something else');
    });
  });

  describe('with few seconds left', () => {
    let window: Workbench;

    before(async () => {
      const folder = await host.workspace('waiting', {
        [LIST]: list(AU),
        [SETTINGS]: '{ "xeroMfa.minimumRemaining": 25, "xeroMfa.clearClipboardAfter": 0 }',
      });
      window = await host.open(folder);
      await setSecret(window, 'AU payroll');
    });
    beforeEach(async () => {
      await window.clearNotifications();
      await window.setClipboard('before');
      // Between 24 and 8 seconds left: copying waits, and the wait lasts long enough to act.
      await eventually(
        () => assert.ok([...Array(16).keys()].includes(22 - Math.floor((Date.now() / 1000) % 30))),
        35_000,
      );
    });
    after(() => window.page.context().close());

    it('waits for the next code', async () => {
      await window.run('Xero MFA: Copy Code…');
      await window.notification('Waiting for the next code of AU payroll').waitFor();
      assert.equal(await window.clipboard(), 'before');
      const started = Math.floor(Date.now() / 30_000);
      await eventually(async () => assert.notEqual(await window.clipboard(), 'before'), 40_000);
      assert.equal(Math.floor(Date.now() / 30_000), started + 1);
      await assertCodeOfNow(() => window.clipboard());
    });

    it('copies at once when told to', async () => {
      await assertCodeOfNow(async () => {
        await window.run('Xero MFA: Copy Code…');
        await window.notification('Waiting for the next code').getByText('Copy now anyway').click();
        return window.copied('before');
      });
    });

    it('copies nothing when cancelled', async () => {
      await window.run('Xero MFA: Copy Code…');
      const waiting = window.notification('Waiting for the next code');
      await waiting.getByRole('button', { name: 'Cancel' }).click();
      await waiting.waitFor({ state: 'detached' });
      assert.equal(await window.clipboard(), 'before');
    });
  });
});
