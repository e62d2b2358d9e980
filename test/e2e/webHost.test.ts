import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { AU, LIST, list, NZ } from '../shared/lists';
import { assertCodeOfNow, EXAMPLE_KEY, NEW_KEY, OTHER_KEY } from '../shared/oracle';
import { testBackup } from './backupScenes';
import { Guide } from './guide';
import { test } from './test';
import { refusesToStore, storedSecrets, tryToReplace, UNSEEN_CHANGE } from './twoWindows';
import type { Workbench } from './workbench';

test.use({ windows: 'web' });

const SG = { login: 'qa-sg@acme.test', name: 'SG invoices' };

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

testBackup();

test.describe('the web extension host', () => {
  test.describe.configure({ mode: 'serial' });
  let folder: string;
  let one: Workbench;
  let two: Workbench;

  test.beforeAll(async ({ host, person }) => {
    ({ window: one, folder } = await person.sitDown({
      [LIST]: list(AU, { ...NZ, backupEmail: NZ.login }, SG),
      '.vscode/tasks.json': JSON.stringify(TASKS),
    }));
    await one.openView();
    two = await host.open(folder, one.page.context());
    await two.openView();
  });
  test.afterAll(({ host }) => host.closeWindows());

  test('is what runs the extension', async () => {
    await one.run('Developer: Show Running Extensions');
    const row = one.page.locator('.runtime-extensions-editor .extension', { hasText: 'Xero Test MFA' });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('web worker');
    await one.run('View: Close Editor');
  });

  test('shows the list of the folder, and what is wrong with it', async () => {
    await expect(one.row(`${AU.name} · no key`)).toBeVisible();
    await expect(one.row(`${NZ.name} · no key · problem`)).toBeVisible();
    await writeFile(join(folder, LIST), list(AU, NZ, SG));
    for (const window of [one, two]) await expect(window.row(`${NZ.name} · no key`)).toBeVisible();
  });

  test('stores a key and copies its code', async () => {
    await one.storeSetupKey(AU.name, EXAMPLE_KEY.shown);
    await expect(one.readyRow(AU.name)).toBeVisible();
    await assertCodeOfNow(() => one.copyFromPalette(AU.name));
  });

  test('never has another window erase the key', async ({ host }) => {
    await expect(two.row(AU.name), 'The windows share secrets: this test shows nothing.').toContainText(
      'no key',
    );
    const stored = await storedSecrets(one);
    await refusesToStore(two, AU.login, NZ.name);
    expect(await storedSecrets(one)).toBe(stored);
    await host.reload(two);
    await expect(two.readyRow(AU.name)).toBeVisible();
  });

  test('never has another window put back the key that was replaced', async () => {
    await tryToReplace(two, AU.name, OTHER_KEY);
    await two.notification('Setup key saved for').waitFor();
    const stored = await storedSecrets(two);
    await tryToReplace(one, AU.name, NEW_KEY);
    await expect(one.notification(UNSEEN_CHANGE)).toBeVisible();
    expect(await storedSecrets(two)).toBe(stored);
    await two.storeSetupKey(NZ.name, OTHER_KEY);
  });

  // What a task is given is written into the file.
  const written = (key: string) =>
    assertCodeOfNow(async () => {
      const file = join(folder, 'code.txt');
      const isWritten = async () => expect(await readFile(file, 'utf8')).toMatch(/^\d{6}\n$/);
      // A task waits for the next code if the current one was copied.
      await expect(isWritten).toPass({ timeout: 60_000 });
      const code = await readFile(file, 'utf8');
      await rm(file);
      return code.trim();
    }, key);
  const runTask = () => one.run('Tasks: Run Test Task');

  test('gives a task the code once the person allows it', async () => {
    await runTask();
    await one.dialog.getByRole('button', { name: 'Always Allow in This Workspace' }).click();
    await written(EXAMPLE_KEY.base32);
  });

  test('has after a reload the keys that either window stored', async ({ host }) => {
    await host.reload(one);
    for (const window of [one, two])
      for (const { name } of [AU, NZ]) await expect(window.readyRow(name)).toBeVisible();
    await one.setClipboard('');
    await assertCodeOfNow(async () => {
      await one.page.keyboard.press('Control+Alt+X');
      return one.copied();
    }, OTHER_KEY);
  });

  test('remembers after a reload that the task may have the code, and forgets that', async () => {
    await runTask();
    await written(OTHER_KEY);
    await one.runAndChoose(
      'Xero MFA: Manage Access to Codes…',
      'Tasks, launch configurations and extensions, by command',
    );
    await one.quickInput.waitFor({ state: 'hidden' });
    await runTask();
    await one.dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(existsSync(join(folder, 'code.txt'))).toBe(false);
  });

  test('never has another window put back the key that was removed', async () => {
    await one.run('Xero MFA: Remove Setup Key');
    await one.choose(AU.name);
    await one.dialog.getByRole('button', { name: 'Remove Setup Key' }).click();
    await expect(one.row(AU.name)).toContainText('no key');
    const stored = await storedSecrets(one);
    await expect(two.readyRow(AU.name)).toBeVisible();
    await tryToReplace(two, NZ.name, NEW_KEY);
    await expect(two.notification(UNSEEN_CHANGE)).toBeVisible();
    expect(await storedSecrets(one)).toBe(stored);
    await two.page.close();
  });

  test('opens the guide with its pictures, takes a key there and shows its code', async () => {
    const guide = await Guide.open(one, SG.login);
    await expect(guide.open.locator('.picture svg')).toBeVisible();
    await guide.step('7').getByRole('button').click();
    await guide.frame.getByLabel('Setup key', { exact: true }).fill(OTHER_KEY);
    await guide.open.getByRole('button', { name: 'Save Key' }).click();
    await guide.at('8');
    await guide.showsCodeOf(OTHER_KEY);
    await assertCodeOfNow(() => one.copyFromPalette(SG.name), OTHER_KEY);
  });

  test('creates a team store with both keys, encrypted', async () => {
    await one.clearNotifications();
    await one.runAndAnswer('Xero MFA: Create Team Store', 'Your name', 'Priya');
    // Each file takes several answers of the host, one after another.
    await one.notification('The team store is ready.').waitFor({ timeout: 60_000 });
    for (const { login } of [NZ, SG]) {
      const file = await readFile(join(folder, '.xero-mfa/store', `${login}.age`), 'latin1');
      expect(file).toMatch(/^age-encryption\.org\/v1\n-> X25519 /);
    }
    await one.run('Xero MFA: Focus on Team View');
    await expect(one.sidebar.getByRole('treeitem', { name: /^Priya/ })).toBeVisible();
  });

  test('does what its buttons say while a row has the focus', async () => {
    await one.clearNotifications();
    const row = one.sidebar.getByRole('treeitem', { name: /^Priya/ });
    await row.click();
    await one.sidebar.getByRole('button', { name: 'Sync Team Store' }).click();
    await one.notification('The team store is up to date.').waitFor();
    await row.click();
    await one.sidebar.getByRole('button', { name: 'Show Team Status' }).click();
    await expect(one.page.locator('.editor-instance .view-lines').first()).toContainText('Team status for');
  });
});
