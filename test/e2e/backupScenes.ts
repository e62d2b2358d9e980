import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { LIST, list } from '../shared/lists';
import { assertCodeOfNow, EXAMPLE_KEY, OTHER_KEY } from '../shared/oracle';
import { test } from './test';
import type { Workbench } from './workbench';

/** Accounts that no other test does anything to: all that is in the log of activity about them was done here. */
const LOST = { login: 'qa-lost@acme.test', name: 'Lost' };
const REPLACED = { login: 'qa-replaced@acme.test', name: 'Replaced' };

const PASSPHRASE = 'lantern orbit velvet mustard';

/** Tests of a backup and of the log of activity, in the windows of the file that calls this. */
export function testBackup(): void {
  test.describe('a backup', () => {
    test.describe.configure({ mode: 'serial' });
    let window: Workbench;
    let file: string;
    let csv: string;

    test.beforeAll(async ({ person }) => {
      const desk = await person.sitDown({ [LIST]: list(LOST, REPLACED) });
      [file, csv] = [join(desk.folder, 'backup.age'), join(desk.folder, 'activity.csv')];
      ({ window } = desk);
      await window.openView();
      await window.row(LOST.name).waitFor();
      for (const { name } of [LOST, REPLACED]) await window.storeSetupKey(name, EXAMPLE_KEY.shown);
    });

    const message = (text: string | RegExp) =>
      window.page.locator('.quick-input-widget .quick-input-message').filter({ hasText: text });

    test('is written with a passphrase whose strength is told while it is typed', async () => {
      await window.run('Xero MFA: Export Backup');
      await window.choose('Type a passphrase');
      const input = window.quickInput.locator('input[type="password"]');
      await input.fill('password1234');
      await message('Too weak. It could be guessed in less than an hour. It is a common password.').waitFor();
      await window.page.keyboard.press('Enter');
      await input.fill(PASSPHRASE);
      await message('Strong.').waitFor();
      await window.page.keyboard.press('Enter');
      await window.answer('Type the passphrase again', PASSPHRASE);
      await window.chooseFile(file);
      await window.notification('Backup exported. Setup keys: 2.').waitFor();
      expect(await readFile(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
    });

    test('offers a passphrase, which is shown once and can be copied', async () => {
      await window.clearNotifications();
      await window.run('Xero MFA: Export Backup');
      await window.choose('Use a generated passphrase');
      const [passphrase = ''] = /(?:[a-z]{3,8} ){7}[a-z]{3,8}/.exec(await window.dialog.innerText()) ?? [];
      expect(passphrase).not.toBe('');
      await window.setClipboard('');
      await window.dialog.getByRole('button', { name: 'Copy' }).click();
      expect(await window.copied()).toBe(passphrase);
      await window.dialog.getByRole('button', { name: 'Cancel' }).click();
    });

    test('brings a removed key back, and shows both codes of one that was replaced', async () => {
      for (const { name } of [LOST, REPLACED]) {
        await window.run('Xero MFA: Remove Setup Key');
        if (name === LOST.name) await window.choose(name);
        await window.dialog.getByRole('button', { name: 'Remove' }).click();
        await window.row(`${name} · no key`).waitFor();
      }
      await window.storeSetupKey(REPLACED.name, OTHER_KEY);
      await window.run('Xero MFA: Restore Backup');
      await window.chooseFile(file);
      await window.answer('The passphrase of this file', 'not this one');
      await window.answer('The passphrase is wrong', PASSPHRASE);
      const [lost, replaced] = [LOST, REPLACED].map(({ login }) =>
        window.quickPickRows.filter({ hasText: login }),
      ) as [Locator, Locator];
      await expect(lost).toContainText(/new · qa-lost@acme\.test/);
      await expect(lost.getByRole('checkbox')).toBeChecked();
      await expect(replaced).toContainText(/Code here \d{3} \d{3}, in the backup \d{3} \d{3}/);
      await expect(replaced.getByRole('checkbox')).not.toBeChecked();
      await window.page.keyboard.press('Enter');
      await window.notification('Logins restored: 1 of 2.').waitFor();
      await window.clearNotifications();
      await assertCodeOfNow(() => window.copyFromPalette(LOST.name), EXAMPLE_KEY.base32);
      await assertCodeOfNow(() => window.copyFromPalette(REPLACED.name), OTHER_KEY);
    });

    test('is in the log of activity, with all that was done', async () => {
      await window.run('Xero MFA: Show Activity');
      const editor = window.page.locator('.monaco-editor .view-lines').first();
      await expect(editor).toContainText(/The\slog\sis\sintact/);
      await expect(editor).toContainText(/restored\sfrom\sa\sbackup/);
      // Once VS Code's dialog has ignored Enter, only a new one takes it.
      await expect(async () => {
        if (await window.quickInput.isVisible()) await window.page.keyboard.press('Escape');
        await window.page.getByRole('button', { name: 'Export Activity' }).click();
        await window.chooseFile(csv);
      }).toPass({ timeout: 90_000 });
      await window.notification('Lines exported: ').waitFor();
      const [header = [], ...rows] = (await readFile(csv, 'utf8')).split('\r\n').map(line => line.split(','));
      expect(header.slice(1, 3)).toEqual(['action', 'login']);
      const actionsOf = (account: { readonly login: string }) =>
        rows
          .filter(([, action, login]) => login === account.login && action !== 'shown')
          .map(([, action]) => action)
          .reverse();
      expect(actionsOf(LOST)).toEqual(['set', 'exported', 'removed', 'restored', 'copied']);
      expect(actionsOf(REPLACED)).toEqual(['set', 'exported', 'removed', 'set', 'copied']);
    });
  });
}
