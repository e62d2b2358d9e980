import { expect } from '@playwright/test';
import { type PracticeXero as Site, startPracticeXero } from '../../../practice-xero/server.mjs';
import { AU, LIST, list } from '../../shared/lists';
import { EXAMPLE_KEY } from '../../shared/oracle';
import { PracticeXero } from '../../shared/practiceXero';
import { Actions } from '../actions';
import { test } from '../test';
import type { Workbench } from '../workbench';

/** Somebody who has set up MFA. */
const SG = { login: 'qa-sg@acme.test', keyBase32: EXAMPLE_KEY.base32, backupEmail: 'qa-backup@acme.test' };
const PASSWORD = 'Kiwi & fern 7';
const KEY = 'Shift+Alt+S';

test.describe('signing in with login, password and code', () => {
  test.describe.configure({ mode: 'serial' });
  let window: Workbench;
  let site: Site;
  const item = () => window.statusBar.locator('[id="xero-test-mfa.xero-test-mfa.xeroMfa.signIn"]');

  test.beforeAll(async ({ person, settings }) => {
    const { port } = new URL(String(settings['xeroMfa.xeroUrl']));
    site = await startPracticeXero({ port: Number(port), people: [SG] });
    ({ window } = await person.sitDown({ [LIST]: list(AU, { login: SG.login, name: 'SG invoices' }) }));
    await window.openView();
    await window.row('SG invoices').waitFor();
    await window.storeSetupKey('SG invoices', EXAMPLE_KEY.shown);
  });

  test.afterAll(() => site.stop());

  test('takes a password that is masked, except for a look at it', async () => {
    const box = window.quickInput.locator('input').first();
    await window.runAndChoose('Xero MFA: Set Password…', 'SG invoices');
    await window.dialog.getByText('Save passwords of test organisations only.').waitFor();
    await window.dialog.getByRole('button', { name: 'Keep Passwords' }).click();
    await window.quickInput.getByText('Set Password for SG invoices').waitFor();
    await window.page.keyboard.insertText(PASSWORD);
    await expect(box).toHaveAttribute('type', 'password');
    await window.quickInput.getByRole('button', { name: 'Show Password for a Second' }).click();
    await expect(box).toHaveAttribute('type', 'text');
    await expect(box).toHaveAttribute('type', 'password');
    await box.focus();
    await window.page.keyboard.press('Enter');
    await window.notification('Password saved for SG invoices').waitFor();
    await window.clearNotifications();
  });

  test('signs in at the practice Xero by the keyboard, with four presses and two pastes', async () => {
    const { page } = window;
    const inEditor = new Actions();
    const inBrowser = new Actions();
    await inEditor.act(KEY, () => page.keyboard.press(KEY));
    await expect(window.quickPickRows.first()).toContainText('SG invoices');
    const [tab] = await inEditor.act('Enter: SG invoices', () =>
      Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]),
    );
    const xero = new PracticeXero(tab);
    await xero.at('Sign in to practise');
    // It takes the login from the address. Elsewhere, that is pasted.
    await expect(xero.field('Email address')).toHaveValue(SG.login);
    expect(await window.clipboard()).toBe(SG.login);
    await expect(item()).toContainText('SG invoices: login copied, next: password');

    await inEditor.act(KEY, () => page.keyboard.press(KEY));
    await window.notification('Password for SG invoices copied').waitFor();
    await expect(item()).toContainText('SG invoices: password copied, next: code');
    await tab.bringToFront();
    await inBrowser.act('Shift+Tab: the password', () => tab.keyboard.press('Shift+Tab'));
    await inBrowser.act('paste', () => tab.keyboard.press('Control+V'));
    await expect(xero.field('Password')).toHaveValue(PASSWORD);
    await inBrowser.act('Enter: log in', () => tab.keyboard.press('Enter'));
    await expect(xero.field('One-time code')).toBeFocused();

    await page.bringToFront();
    await inEditor.act(KEY, () => page.keyboard.press(KEY));
    await window.notification('Code for SG invoices copied').waitFor();
    await expect(item()).toContainText('SG invoices: code copied');
    await tab.bringToFront();
    await tab.waitForLoadState();
    await inBrowser.act('paste', () => tab.keyboard.press('Control+V'));
    await xero.at('Dashboard');
    await expect(tab.getByRole('main')).toContainText(`signed in as ${SG.login}`);
    expect(inEditor.done).toHaveLength(4);
    expect(inBrowser.done.filter(what => what === 'paste')).toHaveLength(2);
    await tab.close();
    await window.clearNotifications();
  });

  test('goes on by a click on the item in the status bar, back by the palette, and ends by a link', async () => {
    const opened = window.page.context().waitForEvent('page');
    await window.chooseFromMenu(window.row('SG invoices'), 'Sign In');
    await (await opened).close();
    await window.page.bringToFront();
    await item().getByText('login copied, next: password').click();
    await item().getByText('password copied, next: code').waitFor();
    expect(await window.copied(SG.login)).toBe(PASSWORD);
    await window.run('Xero MFA: Go Back in Sign-In');
    await item().getByText('login copied, next: password').waitFor();
    expect(await window.clipboard()).toBe(SG.login);
    await item().hover();
    await window.page.locator('.monaco-hover').getByText('Stop', { exact: true }).click();
    await window.notification('Sign-in for SG invoices stopped.').waitFor();
    await expect(item()).toHaveCount(0);
  });
});
