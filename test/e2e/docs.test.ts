import { expect, type Locator } from '@playwright/test';
import { AU, LIST, list } from '../shared/lists';
import { test } from './test';

/** A browser's window has the pages from a web server, which is harder than a folder. */
test.use({ windows: 'web', withMarkdown: true });

/** A task that calls the command as a message does. */
const FILES = {
  [LIST]: list(AU),
  '.vscode/tasks.json': JSON.stringify({
    version: '2.0.0',
    tasks: [
      {
        label: 'open',
        type: 'shell',
        command: `echo \${input:page}`,
        group: { kind: 'test', isDefault: true },
        problemMatcher: [],
      },
    ],
    inputs: [{ id: 'page', type: 'command', command: 'xeroMfa.openDocs', args: { page: 'lostKeys' } }],
  }),
};

test('The documentation opens with its pictures, and leads from page to page', async ({ host }) => {
  const window = await host.open(await host.workspace('team', FILES));
  await window.openView();
  const { webview } = window;
  const heading = (name: string): Locator => webview.getByRole('heading', { name, exact: true });

  await window.run('Xero MFA: Open Documentation');
  // VS Code's own extension for Markdown starts first.
  await expect(heading('Documentation')).toBeVisible({ timeout: 60_000 });
  await webview.getByRole('link', { name: 'The team' }).click();
  await expect(heading('Share setup keys with a colleague')).toBeVisible();
  const picture = webview.getByRole('img', { name: 'The Team view' });
  await expect
    .poll(() => picture.evaluate((image: { naturalWidth?: number }) => image.naturalWidth))
    .toBeGreaterThan(100);

  // A page outside of the folder.
  await webview.getByRole('link', { name: 'Codes in CI' }).first().click();
  await webview.getByRole('link', { name: 'README of the package' }).click();
  await expect(heading('Set up a machine')).toBeVisible();

  // A message opens a chapter, and so does a link on its page.
  await window.run('Tasks: Run Test Task');
  await expect(heading('Get a lost key back')).toBeInViewport();
  await expect(heading('Keys and recovery')).not.toBeInViewport();
  await webview.getByRole('link', { name: 'Sign in with three pastes' }).click();
  await expect(heading('Sign in with three pastes')).toBeInViewport();
  await expect(heading('Copy a code')).not.toBeInViewport();
  await host.closeWindows();
});
