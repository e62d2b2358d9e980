import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { LIST } from '../../shared/lists';
import { assertCodeOfNow } from '../../shared/oracle';
import { test } from '../test';
import { Walkthrough } from '../walkthrough';
import type { Workbench } from '../workbench';

test.describe('a newcomer', () => {
  test.describe.configure({ mode: 'serial' });
  let folder: string;
  let window: Workbench;
  let walkthrough: Walkthrough;

  test.beforeAll(async ({ person }) => {
    ({ folder, window } = await person.arrive());
  });

  const mark = (title: string, isDone: boolean) => walkthrough.mark(title, isDone);

  test('has nothing done in the walkthrough', async () => {
    walkthrough = await Walkthrough.open(window);
    for (const title of [
      'Add a login',
      'Set up a login',
      'Copy a code',
      'Share the list',
      'Check your clock',
    ])
      await expect(mark(title, false)).toBeVisible();
  });

  test('does not take a step for done because its button was pressed', async () => {
    await window.page.getByRole('button', { name: 'Add Account' }).click();
    await window.quickInput.getByText('The email address the Xero user signs in with').waitFor();
    await window.page.keyboard.press('Escape');
    await expect(window.quickInput).toBeHidden();
    await expect(mark('Add a login', false)).toBeVisible();
  });

  test('is led from an empty sidebar to a code on the clipboard, while the walkthrough follows', async () => {
    await window.openView();
    const welcome = window.sidebar.locator('.welcome-view-content');
    for (const button of ['Add Account', 'Open Guide', 'Open Sample']) {
      await expect(welcome.getByRole('button', { name: button })).toBeVisible();
    }

    await welcome.getByRole('button', { name: 'Add Account' }).click();
    await window.answer('The email address', 'QA-AU@arrival.test');
    await window.answer('Name to show in the sidebar', 'AU payroll');
    await window.answer('Xero organisation for', 'Demo Company (AU)');
    await window.choose('Australia');
    await window.choose(LIST);
    const offer = window.notification('AU payroll was added').getByRole('button', { name: 'Add Setup Key' });
    await offer.waitFor();
    expect(JSON.parse(await readFile(join(folder, LIST), 'utf8'))).toEqual({
      version: 1,
      accounts: [
        {
          login: 'QA-AU@arrival.test',
          name: 'AU payroll',
          organisations: [{ name: 'Demo Company (AU)', region: 'AU' }],
        },
      ],
    });
    await expect(mark('Add a login', true)).toBeVisible();
    // It is committed in no repository.
    await expect(mark('Share the list', false)).toBeVisible();

    await offer.click();
    await expect(window.quickInput.locator('input[type="password"]')).toBeVisible();
    await window.answer('Paste the setup key', 'jbsw y3dp-ehpk 3pxp jbswy3dpehpk3pxp');
    const store = window.quickPickRows.filter({ hasText: 'Save this key' });
    await assertCodeOfNow(async () => /\d{3} \d{3}/.exec(await store.innerText())?.[0] ?? '');
    await window.page.keyboard.press('Enter');
    await expect(window.readyRow('AU payroll')).toHaveText('AU payroll · qa-au@arrival.test', {
      ignoreCase: true,
    });

    await expect(window.statusBar.getByText('AU payroll')).toHaveCount(0);
    await expect(mark('Copy a code', false)).toBeVisible();
    // The only account: copied without asking.
    await assertCodeOfNow(async () => {
      await window.run('Xero MFA: Copy Code…');
      await window.notification(/Code for AU payroll copied\. It expires in \d+ s/).waitFor();
      return window.clipboard();
    });
    await expect(window.statusBar.getByText(/AU payroll \d+ s/)).toBeVisible();
    await window.page.keyboard.press('Control+Alt+X');
    await expect(mark('Copy a code', true)).toBeVisible();
    await expect(mark('Set up a login', false)).toBeVisible();
  });
});
