import { expect, type Locator } from '@playwright/test';
import { AU, LIST, list } from '../shared/lists';
import { test } from './test';

/** A browser's window has the pages from a web server, which is harder than a folder. */
test.use({ windows: 'web', withMarkdown: true });

test('The documentation opens with its pictures, and leads from page to page', async ({ host }) => {
  const window = await host.open(await host.workspace('team', { [LIST]: list(AU) }));
  await window.openView();
  const { webview } = window;
  const heading = (name: string): Locator => webview.getByRole('heading', { name, exact: true });

  await window.run('Xero MFA: Open Documentation');
  await expect(heading('Documentation')).toBeVisible();
  await webview.getByRole('link', { name: 'The team' }).click();
  await expect(heading('Share setup keys with a colleague')).toBeVisible();
  const picture = webview.getByRole('img', { name: 'The Team view' });
  await expect
    .poll(() => picture.evaluate((image: { naturalWidth?: number }) => image.naturalWidth))
    .toBeGreaterThan(100);

  // An anchor on another page, and a page outside of the folder.
  await webview.getByRole('link', { name: 'Codes in CI' }).first().click();
  await webview.getByRole('link', { name: 'README of the package' }).click();
  await expect(heading('Set up a machine')).toBeVisible();
  await window.page.keyboard.press('Escape');
  await window.run('Xero MFA: Open Documentation');
  await webview.getByRole('link', { name: 'Keys and recovery' }).click();
  await webview.getByRole('link', { name: 'a key of your own' }).click();
  await expect(heading('Give a command a key of your own')).toBeInViewport();
  await expect(heading('Commands')).not.toBeInViewport();
  await host.closeWindows();
});
