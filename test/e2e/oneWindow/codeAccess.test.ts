import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { type PracticeXero, startPracticeXero } from '../../../practice-xero/server.mjs';
import { root } from '../../../scripts/folders.mjs';
import { AU, LIST, list } from '../../shared/lists';
import { assertCodeOfNow, EXAMPLE_KEY } from '../../shared/oracle';
import { writeFiles } from '../host';
import { test } from '../test';
import type { Workbench } from '../workbench';

const example = join(root, 'examples/playwright/.vscode/tasks.json');

test.describe('codes where they are needed', () => {
  test.describe.configure({ mode: 'serial' });
  let site: PracticeXero;
  let folder: string;
  let result: string;
  let window: Workbench;

  test.beforeAll(async ({ person }) => {
    const people = [{ login: AU.login, keyBase32: EXAMPLE_KEY.base32, backupEmail: 'qa-backup@acme.test' }];
    site = await startPracticeXero({ people });
    ({ window, folder } = await person.sitDown({ [LIST]: list(AU) }));
    result = join(folder, 'result.txt');
    const command = `cd '${root}' && node node_modules/@playwright/test/cli.js test --config test/e2e/examples.config.ts --reporter line > '${result}'`;
    const tasks = (await readFile(example, 'utf8'))
      .replace('http://127.0.0.1:8788/', site.url)
      .replaceAll('qa-au@harbour-integrations.test', AU.login)
      .replace('npx playwright test', command);
    await writeFiles(folder, { '.vscode/tasks.json': tasks });
    await window.openView();
    await window.row('AU payroll').waitFor();
    await window.storeSetupKey('AU payroll', EXAMPLE_KEY.shown);
  });
  test.afterAll(() => site.stop());

  test('runs the Playwright example as a task, which signs in once the person allows it', async () => {
    const runTask = async (): Promise<void> => {
      // VS Code reads the tasks when it likes.
      await window.runAndAnswer('Tasks: Run Test Task', 'Password', 'anything');
      await window.dialog
        .getByText(`Give the code for AU payroll (${AU.login}) to a task, launch configuration or extension?`)
        .waitFor();
    };
    await runTask();
    await window.dialog.getByRole('button', { name: 'Cancel' }).click();
    await window.dialog.waitFor({ state: 'detached' });
    await runTask();
    expect(existsSync(result)).toBe(false);
    await window.dialog.getByRole('button', { name: 'Allow Once' }).click();
    await expect(async () => expect(await readFile(result, 'utf8')).toMatch(/\d (passed|failed)/)).toPass({
      timeout: 60_000,
    });
    expect(await readFile(result, 'utf8')).toMatch(/1 passed/);
  });

  test('types a code into the terminal, and leaves Enter to the person', async () => {
    const typed = join(folder, 'typed.txt');
    await window.openView();
    await window.run('Terminal: Create New Terminal');
    const focused = window.page.locator('.xterm.focus');
    await focused.waitFor();
    await window.page.keyboard.insertText(`read -r code; echo "$code" > '${typed}'`);
    await window.page.keyboard.press('Enter');
    await assertCodeOfNow(async () => {
      await window.chooseFromMenu(window.readyRow('AU payroll'), 'Type Code into Terminal');
      await window.dialog.getByRole('button', { name: 'Allow Once' }).click();
      await window.statusBar.getByText('Code for AU payroll typed').waitFor();
      await focused.waitFor();
      expect(existsSync(typed)).toBe(false);
      await window.page.keyboard.press('Enter');
      await expect(() => expect(existsSync(typed)).toBe(true)).toPass();
      return (await readFile(typed, 'utf8')).trim();
    });
    await window.run('Terminal: Kill All Terminals');
    await focused.waitFor({ state: 'detached' });
  });
});
