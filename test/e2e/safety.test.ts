import { expect } from '@playwright/test';
import { LIST, list, SETTINGS } from '../shared/lists';
import { codeAt, EXAMPLE_KEY } from '../shared/oracle';
import { browserStorage, filesBelow } from './places';
import { test } from './test';
import type { Workbench } from './workbench';

test.describe.configure({ mode: 'parallel' });

test.describe('what a list says', () => {
  test.describe.configure({ mode: 'default' });
  let window: Workbench;

  test.beforeAll(async ({ host }) => {
    const folder = await host.workspace('hostile', {
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
      [SETTINGS]: '{ "xeroMfa.minimumRemaining": 0 }',
    });
    window = await host.open(folder);
    await window.openView();
  });
  test.afterAll(({ host }) => host.closeWindows());

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
    await window.choose('Store this key');
    const message = window.notification('is stored on this computer');
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

test.describe('what is written down', () => {
  test.use({
    files: {
      [LIST]: list({ login: 'qa@acme.test' }, { login: 'other@acme.test' }),
      [SETTINGS]: '{ "xeroMfa.minimumRemaining": 0 }',
    },
  });

  test('holds neither secret nor code: files of VS Code and the workspace, and the browser’s storage', async ({
    host,
    window,
  }) => {
    const from = Date.now();
    await window.openView();
    await window.run('Developer: Set Log Level');
    await window.choose('Trace');
    // One that is pasted where everybody can read it.
    await window.openPicker();
    await window.page.keyboard.insertText(EXAMPLE_KEY.shown);
    await window.quickInput.getByText('That looks like a setup key').waitFor();
    await window.page.keyboard.press('Escape');
    await window.run('Xero MFA: Add Setup Key');
    await window.choose('qa@acme.test');
    // A refused key, too, must not be found anywhere.
    await window.answer('Paste the setup key', `${EXAMPLE_KEY.shown.slice(0, -1)}1`);
    await expect(window.quickInput.getByText('It may be the letter')).toBeVisible();
    await window.page.keyboard.press('Control+A');
    await window.answer('It may be the letter', EXAMPLE_KEY.shown);
    await window.choose('Store this key');
    await expect(window.readyRow('qa@acme.test')).toBeVisible();
    await window.run('Xero MFA: Show Codes');
    await expect(window.row(/\d{3} \d{3}/)).toBeVisible();
    await window.copyFromPalette('qa@acme.test');
    await window.run('Xero MFA: Hide Codes');
    await window.page.reload();
    await expect(window.readyRow('qa@acme.test')).toBeVisible();

    const keys = [EXAMPLE_KEY.base32, EXAMPLE_KEY.shown, EXAMPLE_KEY.shown.replaceAll(' ', '')].map(key =>
      key.slice(0, -1),
    );
    const codes = new Set<string>();
    for (let instant = from - 30_000; instant < Date.now() + 30_000; instant += 30_000)
      codes.add(codeAt(instant));
    const places = [...(await filesBelow(host.folder)), ...(await browserStorage(window))];
    const logs = places.filter(({ name }) => name.endsWith('server.log'));
    expect(logs, 'the logs were not looked at').not.toHaveLength(0);
    const state = places.filter(({ text }) => text.includes('qa@acme.test'));
    expect(state, 'the state was not looked at').not.toHaveLength(0);
    const found: string[] = [];
    for (const { name, text } of places) {
      if (keys.some(key => text.toLowerCase().includes(key.toLowerCase())))
        found.push(`${name} holds the key`);
      // A number of its own: instants and sizes have codes' digits in them by chance.
      for (const { 0: number, index } of text.matchAll(/(?<![\w.])\d{3} ?\d{3}(?![\w.])/g)) {
        if (codes.has(number.replace(' ', '')))
          found.push(`${name} holds a code: ${text.slice(index - 80, index + 40)}`);
      }
    }
    expect(found).toEqual([]);
  });
});
