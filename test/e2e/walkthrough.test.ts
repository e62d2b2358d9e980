import { expect, type Locator } from '@playwright/test';
import { AU, LIST, list, SETTINGS } from '../shared/lists';
import { EXAMPLE_KEY } from '../shared/oracle';
import { writeFiles } from './host';
import { test } from './test';
import type { Workbench } from './workbench';

const SETTLED = { [SETTINGS]: '{ "xeroMfa.minimumRemaining": 0 }' };

test.describe.configure({ mode: 'serial' });

test.describe('the walkthrough', () => {
  let folder: string;
  let window: Workbench;

  test.beforeAll(async ({ host }) => {
    folder = await host.workspace('newcomer', SETTLED);
    window = await host.open(folder);
  });
  test.afterAll(({ host }) => host.closeWindows());

  /** The mark of a step: whether it is done. */
  function mark(title: string, checked: boolean): Locator {
    return window.page
      .locator('.getting-started-step', { hasText: title })
      .locator(`[role="checkbox"][aria-checked="${checked}"]`);
  }

  async function openWalkthrough(): Promise<void> {
    await window.run('Xero MFA: Get Started');
    await window.page.locator('.getting-started-step', { hasText: 'Add a login to the list' }).waitFor();
  }

  test('has nothing done for a newcomer', async () => {
    await openWalkthrough();
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

  test('completes a step when what it is about happened', async () => {
    await writeFiles(folder, { [LIST]: list(AU) });
    await expect(mark('Add a login', true)).toBeVisible();
    await expect(mark('Share the list', true)).toBeVisible();

    await window.storeSetupKey('AU payroll', EXAMPLE_KEY.shown);
    await expect(mark('Copy a code', false)).toBeVisible();
    await window.page.keyboard.press('Control+Alt+X');
    await expect(mark('Copy a code', true)).toBeVisible();
    await expect(mark('Set up a login', false)).toBeVisible();
  });

  test('knows in a new window what is there already', async ({ host }) => {
    const second = await host.open(await host.workspace('team', { [LIST]: list(AU) }));
    await second.openView();
    await second.row('AU payroll').waitFor();
    window = second;
    await openWalkthrough();
    await expect(mark('Add a login', true)).toBeVisible();
  });
});
