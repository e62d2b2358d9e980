import { expect } from '@playwright/test';
import { AU, LIST, list, NZ, SETTINGS } from '../../shared/lists';
import { assertCodeOfNow, KEY, OTHER_KEY } from '../../shared/oracle';
import { test } from '../test';
import type { Workbench } from '../workbench';

/** What copies something, or is about codes, and opens no tab. */
const OTHERS = [
  'Repeat Last Code',
  'Copy Login…',
  'Copy Tenant ID…',
  'Copy Shortcode…',
  'Show Codes',
  'Hide Codes',
  'Manage Access to Codes…',
  'Check Clock',
];

test.describe('“copy code”', () => {
  test.describe.configure({ mode: 'serial' });
  let window: Workbench;

  test.beforeAll(async ({ person }) => {
    ({ window } = await person.arrive({
      [LIST]: list(AU, NZ),
      [SETTINGS]: '{ "xeroMfa.minimumRemaining": 0 }',
    }));
  });

  /**
   * Types a text into the palette, one key after another, and waits until the first row is that command.
   *
   * @param isOursOnly whether commands of VS Code itself may come before it
   */
  async function expectFirst(text: string, isOursOnly = false): Promise<void> {
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('F1');
    await window.quickInput.locator('input[type="text"]').waitFor();
    await window.page.keyboard.type(text);
    await expect(window.quickInput.locator('input[type="text"]')).toHaveValue(`>${text}`);
    const rows = isOursOnly ? window.quickPickRows.filter({ hasText: 'Xero MFA: ' }) : window.quickPickRows;
    await expect(rows.first()).toContainText('Xero MFA: Copy Code…');
  }

  test('finds Copy Code first of all commands on a fresh profile', async () => {
    await window.run('Xero MFA: Focus on Accounts View');
    for (const text of ['copy', 'copy c', 'copy co']) await expectFirst(text, true);
    for (const text of ['copy cod', 'copy code', 'Copy Code']) await expectFirst(text);
    await window.page.keyboard.press('Escape');
  });

  test('finds it first after the other commands were used, and Enter opens the picker', async () => {
    await window.storeSetupKey('AU payroll', KEY);
    for (const title of OTHERS) {
      await window.run(`Xero MFA: ${title}`);
      await window.page.keyboard.press('Escape');
    }
    await window.clearNotifications();
    await expectFirst('copy code');
    await window.page.keyboard.press('Enter');
    await window.quickInput.getByText('Copy Code: new codes in').waitFor();
    await window.page.keyboard.press('Escape');
  });

  test.describe('Ctrl+C in the list', () => {
    test.beforeAll(async () => {
      await window.storeSetupKey('NZ GST', OTHER_KEY);
      await window.openView();
    });
    test.beforeEach(async () => {
      await window.clearNotifications();
      await window.setClipboard('nothing yet');
    });

    const focused = () => window.sidebar.locator('.monaco-list:focus .monaco-list-row.focused');
    const copy = async (): Promise<string> => {
      await window.page.keyboard.press('Control+C');
      return window.copied('nothing yet');
    };

    test('copies the code of the row that the arrow keys are at, and selects nothing else before', async () => {
      await window.focusRow('AU payroll');
      await expect(window.sidebar.locator('.monaco-list-row.selected')).toHaveCount(0);
      await assertCodeOfNow(copy, KEY);
      await expect(focused()).toHaveAttribute('aria-expanded', 'false');
    });

    test('copies it after the keyboard has left the row that is selected', async () => {
      await window.row('AU payroll').click();
      await window.row('AU payroll').click();
      await window.page.keyboard.press('End');
      await expect(focused()).toContainText('NZ GST');
      await expect(window.sidebar.locator('.monaco-list-row.selected')).toContainText('AU payroll');
      await assertCodeOfNow(copy, OTHER_KEY);
      await expect(focused()).toHaveAttribute('aria-expanded', 'false');
    });

    test('leaves a row open that is open, and copies of the rows under it what they show', async () => {
      await window.page.keyboard.press('Home');
      await window.page.keyboard.press('Enter');
      await expect(focused()).toHaveAttribute('aria-expanded', 'true');
      await assertCodeOfNow(copy, KEY);
      await expect(focused()).toHaveAttribute('aria-expanded', 'true');
      await window.setClipboard('nothing yet');
      await window.page.keyboard.press('ArrowDown');
      expect(await copy()).toBe('Demo Company (AU)');
      await window.setClipboard('nothing yet');
      await window.page.keyboard.press('ArrowDown');
      expect(await copy()).toBe('qa-au@acme.test');
    });

    test('copies nothing by a click, and not where a row is sought by its name', async () => {
      await window.row('NZ GST').click();
      await window.page.keyboard.press('Control+Alt+F');
      await window.page.keyboard.type('NZ');
      await window.page.keyboard.press('Control+A');
      expect(await copy()).toBe('NZ');
      await window.page.keyboard.press('Escape');
    });
  });
});
