import assert from 'node:assert/strict';
import { eventually } from './eventually';
import { captureFailures, Host } from './host';
import { LIST, SETTINGS } from './lists';
import { codeAt, EXAMPLE_KEY } from './oracle';
import { browserStorage, filesBelow } from './places';
import type { Workbench } from './workbench';

describe('what a list says', function () {
  this.timeout(120_000);
  let host: Host;
  let window: Workbench;

  before(async () => {
    host = await Host.start();
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
  captureFailures(() => host);
  after(() => host?.stop());

  it('is shown as text in rows, never as an icon, a link or another direction', async () => {
    const row = window.row('a@evil.test');
    await row.waitFor();
    assert.match(
      await row.innerText(),
      /^\$\u200B\(alert\) \[Click\]\u200B\(command:workbench\.action\.closeWindow\) txt\.exe second line · no secret/,
    );
    assert.equal(await row.locator('.codicon-alert').count(), 0);
  });

  it('is shown as text in the tooltip', async () => {
    const tooltip = window.page.locator('.workbench-hover').filter({ hasText: 'a@evil.test' });
    await eventually(async () => {
      // A pointer that already is there hovers over nothing.
      await window.activityBarItem.hover();
      await window.row('a@evil.test').locator('.monaco-icon-label').hover();
      await tooltip.waitFor({ timeout: 3000 });
    });
    assert.equal(await tooltip.locator('img, a[data-href^="command:"], .codicon-alert').count(), 0);
    await window.page.keyboard.press('Escape');
  });

  it('is shown as text in the picker and in messages', async () => {
    await window.run('Xero MFA: Set Secret');
    const choice = window.quickPickRows.filter({ hasText: 'a@evil.test' });
    await choice.waitFor();
    assert.equal(await choice.locator('.codicon-alert, .codicon-bug').count(), 0);
    await choice.click();
    await window.answer('Paste the setup key', EXAMPLE_KEY.shown);
    await window.choose('Store this secret');
    const message = window.notification('is stored on this computer');
    await message.waitFor();
    assert.equal(await message.locator('.notification-list-item-message a').count(), 0);
    await window.run('Xero MFA: Copy Code…');
    await window.quickPickRows.filter({ hasText: 'a@evil.test' }).click();
    const copied = window.notification('Code of');
    await copied.waitFor();
    assert.equal(await copied.locator('.notification-list-item-message a').count(), 0);
    const status = window.statusBar.locator('.statusbar-item', { hasText: 'txt.exe' });
    assert.equal(await status.locator('.codicon-alert').count(), 0);
  });
});

describe('what is written down', function () {
  this.timeout(120_000);
  let host: Host;

  before(async () => {
    host = await Host.start({ 'xeroMfa.minimumRemaining': 0 });
  });
  captureFailures(() => host);
  after(() => host?.stop());

  it('holds neither secret nor code: files of VS Code and the workspace, and the browser’s storage', async () => {
    const from = Date.now();
    const folder = await host.workspace('scan', {
      [LIST]: JSON.stringify({ version: 1, accounts: [{ login: 'qa@acme.test' }] }),
    });
    const window = await host.open(folder);
    await window.openView();
    await window.run('Developer: Set Log Level');
    await window.choose('Trace');
    await window.run('Xero MFA: Set Secret');
    await window.choose('qa@acme.test');
    // A refused key, too, must not be found anywhere.
    await window.answer('Paste the setup key', `${EXAMPLE_KEY.shown.slice(0, -1)}1`);
    await window.quickInput.getByText('It may be the letter').waitFor();
    await window.page.keyboard.press('Control+A');
    await window.answer('It may be the letter', EXAMPLE_KEY.shown);
    await window.choose('Store this secret');
    await window.row('ready').waitFor();
    await window.run('Xero MFA: Show Codes');
    await window.row(/\d{3} \d{3}/).waitFor();
    await window.run('Xero MFA: Copy Code…');
    await window.copied();
    await window.run('Xero MFA: Hide Codes');
    await window.page.reload();
    await window.row('ready').waitFor();

    const keys = [EXAMPLE_KEY.base32, EXAMPLE_KEY.shown, EXAMPLE_KEY.shown.replaceAll(' ', '')].map(key =>
      key.slice(0, -1),
    );
    const codes = new Set<string>();
    for (let instant = from - 30_000; instant < Date.now() + 30_000; instant += 30_000)
      codes.add(codeAt(instant));
    const places = [...(await filesBelow(host.folder)), ...(await browserStorage(window))];
    assert.ok(
      places.some(({ name }) => name.endsWith('server.log')),
      'the logs were not looked at',
    );
    assert.ok(
      places.some(({ text }) => text.includes('qa@acme.test')),
      'the state was not looked at',
    );
    for (const { name, text } of places) {
      for (const key of keys)
        assert.ok(!text.toLowerCase().includes(key.toLowerCase()), `${name} holds the key`);
      // A number of its own: instants and sizes have codes' digits in them by chance.
      for (const { 0: number, index } of text.matchAll(/(?<![\w.])\d{3} ?\d{3}(?![\w.])/g)) {
        assert.ok(
          !codes.has(number.replace(' ', '')),
          `${name} holds a code: ${text.slice(index - 80, index + 40)}`,
        );
      }
    }
  });
});
