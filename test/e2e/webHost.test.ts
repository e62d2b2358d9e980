import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { AU, LIST, list, NZ } from '../shared/lists';
import { assertCodeOfNow, EXAMPLE_KEY, OTHER_KEY } from '../shared/oracle';
import { Guide } from './guide';
import { test } from './test';
import { testReplacing, testStoring } from './twoWindows';
import type { Workbench } from './workbench';

test.use({ windows: 'web' });

/** Writes a code into a file. */
const TASKS = {
  version: '2.0.0',
  tasks: [
    {
      label: 'write',
      type: 'shell',
      command: 'echo "$XERO_CODE" > code.txt',
      options: { env: { XERO_CODE: `\${input:code}` } },
      group: { kind: 'test', isDefault: true },
      presentation: { reveal: 'never' },
      problemMatcher: [],
    },
  ],
  inputs: [{ id: 'code', type: 'command', command: 'xeroMfa.getCode', args: { login: AU.login } }],
};

test.describe('the web extension host', () => {
  test.describe.configure({ mode: 'serial' });
  let folder: string;
  let window: Workbench;

  test.beforeAll(async ({ host }) => {
    folder = await host.workspace('team', {
      [LIST]: list(AU, { ...NZ, backupEmail: NZ.login }),
      '.vscode/tasks.json': JSON.stringify(TASKS),
    });
    window = await host.open(folder);
    await window.openView();
  });
  test.afterAll(({ host }) => host.closeWindows());

  test('is what runs the extension', async () => {
    await window.run('Developer: Show Running Extensions');
    const row = window.page.locator('.runtime-extensions-editor .extension', { hasText: 'Xero Test MFA' });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('web worker');
    await window.run('View: Close Editor');
  });

  test('shows the list of the folder, and what is wrong with it', async () => {
    await expect(window.row(`${AU.name} · no key`)).toBeVisible();
    await expect(window.row(`${NZ.name} · problem`)).toBeVisible();
  });

  test('stores a key and copies its code', async () => {
    await window.storeSetupKey(AU.name, EXAMPLE_KEY.shown);
    await expect(window.readyRow(AU.name)).toBeVisible();
    await assertCodeOfNow(() => window.copyFromPalette(AU.name));
  });

  test('still has the key after a reload', async ({ host }) => {
    await host.reload(window);
    await expect(window.readyRow(AU.name)).toBeVisible();
    await window.setClipboard('');
    await assertCodeOfNow(async () => {
      await window.page.keyboard.press('Control+Alt+X');
      return window.copied();
    });
  });

  test('opens the guide with its pictures, takes a key there and shows its code', async () => {
    const guide = await Guide.open(window, NZ.login);
    await expect(guide.open.locator('.picture svg')).toBeVisible();
    await guide.step('7').getByRole('button').click();
    await guide.frame.getByLabel('Setup key', { exact: true }).fill(OTHER_KEY);
    await guide.open.getByRole('button', { name: 'Store Key' }).click();
    await guide.at('8');
    await guide.showsCodeOf(OTHER_KEY);
    await assertCodeOfNow(() => window.copyFromPalette(NZ.name), OTHER_KEY);
  });

  test('gives a task the code, remembers after a reload that it may have it, and forgets that', async ({
    host,
  }) => {
    const file = join(folder, 'code.txt');
    const runTask = () => window.run('Tasks: Run Test Task');
    const written = () =>
      assertCodeOfNow(async () => {
        await expect(async () => expect(await readFile(file, 'utf8')).toMatch(/^\d{6}\n$/)).toPass();
        const code = await readFile(file, 'utf8');
        await rm(file);
        return code.trim();
      });

    await runTask();
    await window.dialog.getByRole('button', { name: 'Always Allow in This Workspace' }).click();
    await written();
    await host.reload(window);
    await runTask();
    await written();
    await window.runAndChoose(
      'Xero MFA: Manage Access to Codes…',
      'Tasks, launch configurations and extensions, by command',
    );
    await window.quickInput.waitFor({ state: 'hidden' });
    await runTask();
    await window.dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(existsSync(file)).toBe(false);
  });

  test('creates a team store with both keys, encrypted', async () => {
    await window.clearNotifications();
    await window.runAndAnswer('Xero MFA: Create Team Store', 'Your name', 'Priya');
    // Each file takes several answers of the host, one after another.
    await window.notification('The team store is ready.').waitFor({ timeout: 60_000 });
    for (const { login } of [AU, NZ]) {
      const file = await readFile(join(folder, '.xero-mfa/store', `${login}.age`), 'latin1');
      expect(file).toMatch(/^age-encryption\.org\/v1\n-> X25519 /);
    }
    await window.run('Xero MFA: Focus on Team View');
    await expect(window.sidebar.getByRole('treeitem', { name: /^Priya/ })).toBeVisible();
  });

  test('does what its buttons say while a row has the focus', async () => {
    await window.clearNotifications();
    const row = window.sidebar.getByRole('treeitem', { name: /^Priya/ });
    await row.click();
    await window.sidebar.getByRole('button', { name: 'Sync Team Store' }).click();
    await window.notification('The team store is up to date.').waitFor();
    await row.click();
    await window.sidebar.getByRole('button', { name: 'Show Team Status' }).click();
    await expect(window.page.locator('.editor-instance .view-lines').first()).toContainText('Team store of');
  });
});

test.describe('a browser whose windows run the extension', () => {
  test.describe.configure({ mode: 'serial' });
  let windows: readonly [Workbench, Workbench];
  test.afterAll(({ host }) => host.closeWindows());

  test('never has one window erase the key that another stored', async ({ host }) => {
    windows = await testStoring(host);
  });

  test('never has one window put back the key that another replaced or removed', async ({ host }) => {
    await testReplacing(host, windows);
  });
});
