import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { AU, LIST, list, NZ, SETTINGS } from '../../shared/lists';
import { assertCodeOfNow, EXAMPLE_KEY, OTHER_KEY } from '../../shared/oracle';
import { test } from '../test';
import type { Workbench } from '../workbench';

test.describe('the main job, with a list of two', () => {
  test.describe.configure({ mode: 'serial' });
  let folder: string;
  let window: Workbench;

  test.beforeAll(async ({ person }) => {
    ({ window, folder } = await person.sitDown({ [LIST]: list(AU, NZ), [SETTINGS]: '{}' }));
    await window.openView();
    await window.row('NZ GST').waitFor();
    await window.storeSetupKey('NZ GST', EXAMPLE_KEY.shown);
  });
  test.beforeEach(() => window.clearNotifications());

  /** Changes the settings, and waits until they count. */
  async function change(more: object): Promise<void> {
    await writeFile(join(folder, SETTINGS), JSON.stringify({ ...more, 'xeroMfa.statusBar': false }));
    await expect(window.statusBar.getByText('NZ GST')).toHaveCount(0);
  }

  test('copies from the palette what was typed for: a name, a login or an organisation', async () => {
    for (const text of ['NZ GST', 'qa-nz@', 'Kiwi']) {
      await assertCodeOfNow(async () => {
        await window.setClipboard('');
        await window.openPicker();
        await window.page.keyboard.type(text);
        await expect(window.quickPickRows.first().filter({ hasText: 'NZ GST' })).toBeVisible();
        await expect(window.quickInput.getByText(/new codes in \d+ s/)).toBeVisible();
        await window.page.keyboard.press('Enter');
        return window.copied();
      });
    }
  });

  test('has one line for each account, the one without a setup key last, and adds it from there', async () => {
    await window.openPicker();
    await expect(window.quickPickRows.filter({ hasText: 'no key' })).toBeVisible();
    const [first, last] = [window.quickPickRows.first(), window.quickPickRows.last()];
    await expect(first.locator('.label-description')).toHaveText('qa-nz@acme.test · Kiwi Trading');
    await expect(first.locator('.codicon-pass')).toBeVisible();
    await expect(last.locator('.label-description')).toHaveText(
      'no key · qa-au@acme.test · Demo Company (AU)',
    );
    await expect(last.locator('.quick-input-list-separator')).toHaveText('Add a setup key first');
    await expect(last.locator('.codicon-circle-large-outline')).toBeVisible();
    for (const row of [first, last]) expect((await row.boundingBox())?.height).toBeLessThan(30);
    await last.hover();
    await last.getByRole('button', { name: 'Add Setup Key' }).click();
    await expect(window.quickInput.getByText('Add Setup Key for AU payroll')).toBeVisible();
    await window.page.keyboard.press('Escape');
  });

  for (const [where, open] of [
    ['the palette of codes', () => window.openPicker()],
    ['the picker of another command', () => window.run('Xero MFA: Copy Login…')],
  ] as const) {
    test(`takes a setup key that is pasted into ${where} out of the box, and adds it`, async () => {
      const input = window.quickInput.locator('input[type="text"]');
      const row = window.quickPickRows.filter({ hasText: 'AU payroll' });
      const code = window.quickPickRows.filter({ hasText: 'Save this key' });
      for (const [pasted, choose] of [
        [OTHER_KEY, () => row.click()],
        // A link says whose key it is.
        [
          `otpauth://totp/Xero:qa-au@acme.test?secret=${OTHER_KEY}`,
          () => window.page.keyboard.press('Enter'),
        ],
      ] as const) {
        await open();
        await row.waitFor();
        await window.page.keyboard.insertText(pasted);
        await expect(
          window.quickInput.getByText('That looks like a setup key. Choose the account to add it to.'),
        ).toBeVisible();
        await expect(input).toHaveValue('');
        await expect(window.quickInput.locator('.quick-input-title')).toHaveText('Add Setup Key');
        if (pasted !== OTHER_KEY) await expect(row).toHaveClass(/focused/);
        await choose();
        await expect(code).toBeVisible();
        await assertCodeOfNow(async () => /\d{3} \d{3}/.exec(await code.innerText())?.[0] ?? '', OTHER_KEY);
        await window.page.keyboard.press('Escape');
      }

      await open();
      await row.waitFor();
      await window.page.keyboard.insertText(OTHER_KEY.slice(0, -2));
      await expect(input).toHaveValue('');
      await row.click();
      await expect(
        window.quickInput.getByText('A setup key can’t have this many characters (30)'),
      ).toBeVisible();
      await expect(window.quickInput.locator('input[type="password"]')).toHaveValue('');
      await window.page.keyboard.press('Escape');
    });
  }

  test('keeps the row that is chosen while the seconds count down', async () => {
    await window.openPicker();
    await expect(window.quickPickRows.filter({ hasText: 'no key' })).toBeVisible();
    await window.page.keyboard.press('ArrowDown');
    const focused = window.quickInput.locator('.monaco-list-row.focused');
    const chosen = await focused.getAttribute('aria-label');
    const title = window.quickInput.locator('.quick-input-title');
    const before = await title.innerText();
    await expect(title).not.toHaveText(before);
    expect((await focused.getAttribute('aria-label'))?.split(',')[0]).toBe(chosen?.split(',')[0]);
    await window.page.keyboard.press('Escape');
  });

  test('copies from the sidebar by mouse', async () => {
    await assertCodeOfNow(async () => {
      await window.setClipboard('');
      await window.row('NZ GST').hover();
      await window.row('NZ GST').getByRole('button', { name: 'Copy Code' }).click();
      return window.copied();
    });
  });

  test('copies from the sidebar by keyboard alone', async () => {
    await window.setClipboard('');
    await assertCodeOfNow(async () => {
      await window.focusRow('NZ GST');
      await window.page.keyboard.press('Shift+F10');
      await expect(window.page.getByRole('menuitem', { name: 'Copy Code' })).toBeVisible();
      await window.page.keyboard.press('ArrowDown');
      await window.page.keyboard.press('Enter');
      return window.copied();
    });
  });

  test('copies the last used again by its key, and says when the code is the same one', async () => {
    await expect(async () => {
      await window.clearNotifications();
      await window.page.keyboard.press('Control+Alt+X');
      await window.notification('Xero may reject a code that was just used').waitFor({ timeout: 2000 });
    }).toPass();
  });

  test('copies again by a click on the status bar, and hides the item by its setting', async () => {
    await assertCodeOfNow(async () => {
      await window.setClipboard('');
      await window.statusBar.getByText(/NZ GST \d+ s/).click();
      return window.copied();
    });
    await change({});
    await writeFile(join(folder, SETTINGS), '{}');
    await expect(window.statusBar.getByText('NZ GST')).toBeVisible();
  });

  test('shows codes in the rows only when asked to', async () => {
    expect((await window.rows.allInnerTexts()).join()).not.toMatch(/\d{3} \d{3}/);
    await window.run('Xero MFA: Show Codes');
    const row = window.row('NZ GST').filter({ hasText: /\d{3} \d{3}/ });
    await expect(row).toBeVisible();
    await assertCodeOfNow(async () => /\d{3} \d{3}/.exec(await row.innerText())?.[0] ?? '');
    await window.run('Xero MFA: Hide Codes');
    await expect(window.row(/^NZ GST/)).toBeVisible();
    expect((await window.rows.allInnerTexts()).join()).not.toMatch(/\d{3} \d{3}/);
  });

  test('counts down once for all in the header of the view', async () => {
    const description = window.sidebar.locator('.pane-header .description').first();
    const before = await description.innerText();
    expect(before).toMatch(/^\d+ s to new codes$/);
    await expect(description).not.toHaveText(before);
  });

  test('empties the clipboard after the wait', async () => {
    await change({ 'xeroMfa.clearClipboardAfter': 3 });
    expect(await window.copyFromPalette('NZ GST')).toMatch(/^\d{6}$/);
    await expect.poll(() => window.clipboard()).toBe('');
  });

  test('leaves the clipboard alone where something else was copied', async () => {
    await window.copyFromPalette('NZ GST');
    await window.setClipboard('something else');
    // When the wait is over, VS Code reads the clipboard. What it writes then is there once a command was answered.
    expect(await window.clipboardRead()).toBe('something else');
    await window.openPicker();
    await window.page.keyboard.press('Escape');
    expect(await window.clipboard()).toBe('something else');
  });

  test.describe('and few seconds left', () => {
    test.beforeAll(async () => {
      await writeFile(join(folder, SETTINGS), '{}');
      await expect(window.statusBar.getByText('NZ GST')).toBeVisible();
      await change({ 'xeroMfa.minimumRemaining': 25, 'xeroMfa.clearClipboardAfter': 0 });
    });
    test.beforeEach(async () => {
      await window.setClipboard('before');
      // Copying waits, and the wait lasts long enough to act.
      const isTimely = (): boolean => {
        const left = 30 - ((Date.now() / 1000) % 30);
        return left > 14 && left <= 24;
      };
      await expect.poll(isTimely, { timeout: 35_000 }).toBe(true);
      await window.openPicker();
      await window.choose('NZ GST');
      await window.notification('Waiting for the next code for NZ GST').waitFor();
    });

    test('copies nothing when cancelled', async () => {
      const waiting = window.notification('Waiting for the next code');
      await waiting.getByRole('button', { name: 'Cancel' }).click();
      await expect(waiting).toHaveCount(0);
      expect(await window.clipboard()).toBe('before');
    });

    test('copies at once when told to', async () => {
      await assertCodeOfNow(async () => {
        await window.notification('Waiting for the next code').getByText('Copy Now Anyway').click();
        return window.copied('before');
      });
    });

    test('waits for the next code', async () => {
      expect(await window.clipboard()).toBe('before');
      const started = Math.floor(Date.now() / 30_000);
      await expect.poll(() => window.clipboard(), { timeout: 40_000 }).not.toBe('before');
      expect(Math.floor(Date.now() / 30_000)).toBe(started + 1);
      await assertCodeOfNow(() => window.clipboard());
    });
  });
});
