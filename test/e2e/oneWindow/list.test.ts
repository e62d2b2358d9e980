import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { AU, LIST, list, NZ } from '../../shared/lists';
import { EXAMPLE_KEY } from '../../shared/oracle';
import { Guide } from '../guide';
import { test } from '../test';
import type { Workbench } from '../workbench';

/** Its demo company was to be reset long ago. */
const OVERDUE = {
  ...NZ,
  organisations: [{ name: 'Demo Company (NZ)', region: 'NZ', kind: 'demo', resetOn: '2026-01-31' }],
};

test.describe('the list', () => {
  test.describe.configure({ mode: 'default' });
  let folder: string;
  let window: Workbench;

  test.beforeAll(async ({ person }) => {
    ({ window, folder } = await person.sitDown({ [LIST]: list(AU, OVERDUE) }));
    await window.openView();
    await expect(window.row('AU payroll')).toBeVisible();
  });

  test('tells each account’s name, state and login, and its details below', async () => {
    await expect(window.row(/^AU payroll · no key · qa-au@acme\.test$/)).toBeVisible();
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
    for (const detail of [
      /Demo Company \(AU\)/,
      /Login.*qa-au@acme\.test/,
      /Owner.*priya@acme\.test/,
      /Tags.*payroll/,
    ]) {
      await expect(window.row(detail).first()).toBeVisible();
    }
    await expect(window.row(/^NZ GST · no key · reset overdue · qa-nz@acme\.test$/)).toBeVisible();
    // Not those that only have no key.
    await expect(window.activityBarItem.locator('.badge-content', { hasText: '1' })).toBeVisible();
    await expect(window.activityBarItem.getByLabel('1 account needs attention').first()).toBeVisible();
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
  });

  test('finds a row by what is typed: a login that is not shown in full will do', async () => {
    await window.focusRow('AU payroll');
    await window.page.keyboard.press('Control+Alt+F');
    await window.page.keyboard.insertText('qa-nz@acme');
    await expect(window.sidebar.locator('.monaco-list-row.focused', { hasText: 'NZ GST' })).toBeVisible();
    await window.page.keyboard.press('Escape');
  });

  test('copies the tenant ID from an organisation and the login from an account', async () => {
    await window.setClipboard('nothing yet');
    await window.chooseFromMenu(window.row('AU payroll'), 'Copy Login');
    expect(await window.copied('nothing yet')).toBe('qa-au@acme.test');
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
    await window.chooseFromMenu(window.row('Demo Company (AU)'), 'Copy Tenant ID');
    expect(await window.copied('qa-au@acme.test')).toBe('b7c1-au');
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
  });

  test('adds a new account by the + above, whatever row is selected', async () => {
    await window.row('AU payroll').click();
    await window.sidebar.getByRole('button', { name: 'Add Account' }).click();
    await expect(window.quickInput.getByText('The email address the Xero user signs in with')).toBeVisible();
    await window.page.keyboard.press('Escape');
    await window.row('AU payroll').locator('.monaco-tl-twistie').click();
  });

  test('groups by what the person picks; a few accounts are one list at first', async () => {
    await expect(window.row(/^Australia/)).toHaveCount(0);
    await window.run('Xero MFA: Group By…');
    await window.choose('Owner');
    await expect(window.row(/^priya@acme\.test\s*1$/)).toBeVisible();
    await expect(window.row(/^No owner\s*1$/)).toBeVisible();
    await window.run('Xero MFA: Group By…');
    await window.choose(/^Region/);
    await expect(window.row(/^Australia\s*1$/)).toBeVisible();
    await window.run('Xero MFA: Group By…');
    await window.choose('Automatic');
    await expect(window.row(/^Australia/)).toHaveCount(0);
  });

  test('shows at once what a pull or a hand edit changes, and keeps the good entries beside a bad one', async () => {
    await writeFile(
      join(folder, LIST),
      list({ ...AU, name: 'AU renamed' }, { ...NZ, backupEmail: 'QA-NZ@acme.test' }),
    );
    await expect(window.row('AU renamed')).toBeVisible();
    await expect(window.row(/NZ GST · no key · problem/)).toBeVisible();
    const problems = window.row('1 problem in a list');
    await problems.locator('.monaco-tl-twistie').click();
    await window.row('The backup email must differ from the login').click();
    await expect(window.page.locator('.editor-instance').getByText('QA-NZ@acme.test').first()).toBeVisible();
    await expect(window.page.locator('.editor-instance .squiggly-warning').first()).toBeVisible();

    await writeFile(join(folder, LIST), '{ "version": 1, "accounts": [ { "login": "qa-au@acme.test" }, ');
    await expect(window.row(/^qa-au@acme\.test · no key$/)).toBeVisible();
    await expect(window.row(/problems? in a list/)).toBeVisible();
    await writeFile(join(folder, LIST), list(AU, NZ));
    await expect(window.row('AU payroll')).toBeVisible();
    await expect(window.row(/problems? in a list/)).toHaveCount(0);
  });

  test('is edited from the palette with its comments kept', async () => {
    const before = `{\n  // Ask Priya first.\n  "version": 1,\n  "accounts": [\n    { "login": "qa-au@acme.test", "x": 1 }, // ours\n    { "login": "qa-nz@acme.test" }\n  ]\n}\n`;
    await writeFile(join(folder, LIST), before);
    await expect(window.row(/^qa-nz@acme\.test · no key$/)).toBeVisible();
    await window.run('Xero MFA: Edit Account…');
    await window.choose('qa-au@acme.test');
    await window.choose('Owner');
    await window.answer('Owner', 'priya@acme.test');
    await expect(window.quickPickRows.filter({ hasText: 'priya@acme.test' })).toBeVisible();
    await window.page.keyboard.press('Escape');
    const edited = before.replace('"x": 1 }', '"x": 1, "owner": "priya@acme.test" }');
    expect(await readFile(join(folder, LIST), 'utf8')).toBe(edited);

    await window.run('Xero MFA: Remove Account…');
    await window.choose('qa-nz@acme.test');
    await window.dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(window.row('qa-nz@acme.test')).toHaveCount(0);
    expect(await readFile(join(folder, LIST), 'utf8')).toBe(
      edited.replace('}, // ours\n    { "login": "qa-nz@acme.test" }', '} // ours'),
    );
  });

  test('is completed and explained while it is edited by hand', async () => {
    await writeFile(
      join(folder, LIST),
      '{\n  "version": 1,\n  "accounts": [\n    { "login": "qa-au@acme.test",  }\n  ]\n}\n',
    );
    await window.run('Xero MFA: Open Accounts List');
    const login = window.page.locator('.editor-instance').getByText('qa-au@acme.test');
    await expect(async () => {
      // The editor comes up where it was left, in what is another text by now.
      await window.page.keyboard.press('Control+Home');
      await login.click({ timeout: 1000 });
    }).toPass();
    await window.page.keyboard.press('End');
    await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.press('ArrowLeft');
    const suggestion = window.page.locator('.suggest-widget').getByText('backupEmail');
    await expect(async () => {
      // VS Code's JSON server may still be on its way to the schema.
      await window.page.keyboard.press('Escape');
      await window.page.keyboard.press('Control+Space');
      await expect(suggestion).toBeVisible({ timeout: 2000 });
    }).toPass();
    await window.page.keyboard.press('Escape');
    await window.run('View: Revert and Close Editor');
  });

  test('shows name and word in full, and the seconds, in 250 pixels', async () => {
    await writeFile(join(folder, LIST), list(AU, { ...NZ, backupEmail: NZ.login }));
    await window.row('NZ GST · no key · problem').waitFor();
    const { mouse } = window.page;
    const { x, width } = (await window.sidebar.boundingBox()) ?? { x: 0, width: 0 };
    const moveEdge = async (from: number, to: number): Promise<void> => {
      await mouse.move(x + from, 300);
      await mouse.down();
      await mouse.move(x + to, 300, { steps: 5 });
      await mouse.up();
      await expect.poll(async () => (await window.sidebar.boundingBox())?.width).toBe(to);
    };
    await moveEdge(width, 250);
    for (const [name, word] of [
      ['AU payroll', 'no key'],
      // The icon says “problem” as well.
      ['NZ GST', 'no key'],
    ] as const) {
      // The ellipsis takes the place of two letters at most.
      const end = `${name} · ${word}`.length + 2;
      const isSeen = await window.page.evaluate<boolean>(`(() => {
        const rows = [...document.querySelectorAll('.part.sidebar .monaco-list-row')];
        const row = rows.find(({ textContent }) => textContent.startsWith('${name}'));
        const letters = document.createTreeWalker(row.querySelector('.label-name'), NodeFilter.SHOW_TEXT).nextNode();
        const range = document.createRange();
        range.setStart(letters, 0);
        range.setEnd(letters, ${end});
        const box = row.querySelector('.monaco-icon-label-container').getBoundingClientRect();
        return range.getBoundingClientRect().right <= box.right;
      })()`);
      expect(isSeen, name).toBe(true);
    }
    // A view that has the focus shows its buttons in the place of the seconds.
    await mouse.click(800, 600);
    const hasRoom = `(() => {
      const { scrollWidth, clientWidth } = document.querySelector('.part.sidebar .pane-header .description');
      return scrollWidth <= clientWidth;
    })()`;
    await expect.poll(() => window.page.evaluate<boolean>(hasRoom)).toBe(true);
    await moveEdge(250, width);
  });

  test('asks in no command which account, where there is one in all', async () => {
    await writeFile(join(folder, LIST), list(AU));
    await expect(window.row('NZ GST')).toHaveCount(0);
    await window.setClipboard('');
    await window.run('Xero MFA: Copy Login…');
    expect(await window.copied()).toBe('qa-au@acme.test');
    await window.run('Xero MFA: Copy Tenant ID…');
    expect(await window.copied('qa-au@acme.test')).toBe('b7c1-au');

    await window.run('Xero MFA: Edit Account…');
    await expect(window.quickPickRows.filter({ hasText: 'Backup email' })).toBeVisible();
    await window.page.keyboard.press('Escape');

    await window.run('Xero MFA: Copy Code…');
    await expect(window.notification('AU payroll').getByRole('button', { name: 'Open Guide' })).toBeVisible();
    await window.run('Xero MFA: Add Setup Key');
    await window.answer('Paste the setup key', EXAMPLE_KEY.shown);
    await window.choose('Save this key');
    await expect(window.readyRow('AU payroll')).toBeVisible();
    await window.clearNotifications();
    await window.setClipboard('');
    await window.run('Xero MFA: Copy Code…');
    expect(await window.copied()).toMatch(/^\d{6}$/);

    // What cannot be undone is asked for all the same.
    await window.run('Xero MFA: Remove Setup Key');
    await window.dialog.getByRole('button', { name: 'Remove Setup Key' }).click();
    await expect(window.row('AU payroll · no key')).toBeVisible();
    await window.run('Xero MFA: Remove Account…');
    await expect(window.dialog.getByText('Remove AU payroll from')).toBeVisible();
    await window.dialog.getByRole('button', { name: 'Cancel' }).click();

    await window.run('Xero MFA: Open Guide');
    await expect(new Guide(window).heading).toContainText('AU payroll');
  });

  test('welcomes whoever has none', async () => {
    await rm(join(folder, LIST));
    await expect(window.sidebar.getByRole('button', { name: 'Open Sample' })).toBeVisible();
    await window.sidebar.getByRole('button', { name: 'Open Guide' }).click();
    await expect(window.quickInput.getByText('The email address the Xero user signs in with')).toBeVisible();
    await window.page.keyboard.press('Escape');
  });

  test('with 10,000 accounts still finds one and copies for it', async () => {
    const accounts = Array.from({ length: 10_000 }, (_, index) => ({
      login: `qa-${index}@acme.test`,
      name: `Account ${index}`,
      organisations: [{ name: `Organisation ${index}`, region: index % 2 === 0 ? 'AU' : 'NZ' }],
    }));
    await writeFile(join(folder, LIST), list(...accounts));
    await window.openView();
    await window
      .row(/^Australia\s*5000$/)
      .locator('.monaco-tl-twistie')
      .click();
    await expect(window.row('Account 0 ')).toBeVisible();
    await window.openPicker();
    await window.page.keyboard.insertText('Organisation 7321');
    await expect(window.quickPickRows.filter({ hasText: 'Account 7321' })).toBeVisible();
    await window.page.keyboard.press('Enter');
    await expect(window.quickInput.getByText('Add Setup Key for Account 7321')).toBeVisible();
    await window.page.keyboard.press('Escape');
  });
});
