import { expect } from '@playwright/test';
import { LIST } from '../../shared/lists';
import { EXAMPLE_KEY } from '../../shared/oracle';
import { test } from '../test';
import type { Workbench } from '../workbench';

test.describe('what a list says', () => {
  test.describe.configure({ mode: 'default' });
  let window: Workbench;

  test.beforeAll(async ({ person }) => {
    ({ window } = await person.sitDown({
      [LIST]: JSON.stringify({
        version: 1,
        accounts: [
          {
            login: 'a@evil.test',
            name: '$(alert) [Click](command:workbench.action.closeWindow) \u202Etxt.exe\u202C\nsecond line',
            notes: '<img src=x onerror=alert(1)> [Click](command:workbench.action.quit)',
            organisations: [{ name: '$(bug) Org', region: 'AU' }],
          },
          { login: 'b@evil.test', name: 'Plain' },
        ],
      }),
    }));
    await window.openView();
  });

  test('is shown as text in rows, never as an icon, a link or another direction', async () => {
    const row = window.row('a@evil.test');
    await expect(row).toHaveText(
      /^\$\u200B\(alert\) \[Click\]\u200B\(command:workbench\.action\.closeWindow\) txt\.exe second line · no key/,
      { useInnerText: true },
    );
    await expect(row.locator('.codicon-alert')).toHaveCount(0);
  });

  test('is shown as text in the tooltip', async () => {
    const tooltip = window.page.locator('.workbench-hover').filter({ hasText: 'a@evil.test' });
    await expect(async () => {
      // A pointer that already is there hovers over nothing.
      await window.activityBarItem.hover();
      await window.row('a@evil.test').locator('.monaco-icon-label').hover();
      await tooltip.waitFor({ timeout: 3000 });
    }).toPass();
    await expect(tooltip.locator('img, a[data-href^="command:"], .codicon-alert')).toHaveCount(0);
    await window.page.keyboard.press('Escape');
  });

  test('is shown as text in the picker and in messages', async () => {
    await window.run('Xero MFA: Add Setup Key');
    const choice = window.quickPickRows.filter({ hasText: 'a@evil.test' });
    await expect(choice).toBeVisible();
    await expect(choice.locator('.codicon-alert, .codicon-bug')).toHaveCount(0);
    await choice.click();
    await window.answer('Paste the setup key', EXAMPLE_KEY.shown);
    await window.choose('Save this key');
    const message = window.notification('Setup key saved for');
    await expect(message).toBeVisible();
    await expect(message.locator('.notification-list-item-message a')).toHaveCount(0);
    await window.run('Xero MFA: Copy Code…');
    await window.quickPickRows.filter({ hasText: 'a@evil.test' }).click();
    const copied = window.notification('Code for');
    await expect(copied).toBeVisible();
    await expect(copied.locator('.notification-list-item-message a')).toHaveCount(0);
    const status = window.statusBar.locator('.statusbar-item', { hasText: 'txt.exe' });
    await expect(status.locator('.codicon-alert')).toHaveCount(0);
  });
});
