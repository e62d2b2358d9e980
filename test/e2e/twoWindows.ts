import { expect } from '@playwright/test';
import { AU, LIST, list, NZ } from '../shared/lists';
import { assertCodeOfNow, EXAMPLE_KEY, NEW_KEY, OTHER_KEY } from '../shared/oracle';

import type { Host } from './host';
import type { Workbench } from './workbench';

/**
 * Tests that of a browser's windows, which do not share secrets, none erases the key that another stored.
 *
 * @returns the windows, in which both accounts have a key
 */
export async function testStoring(host: Host): Promise<readonly [Workbench, Workbench]> {
  const [one, two] = await openTwo(host);
  await one.storeSetupKey(AU.name, EXAMPLE_KEY.shown);
  await expect(one.readyRow(AU.name)).toBeVisible();
  await expect(two.row(AU.name), 'The windows share secrets: this test shows nothing.').toContainText(
    'no key',
  );

  const message = `Another window stored the setup key of ${AU.login}, and this window can’t see it.`;
  await leaveAndComeBack(two);
  await expect(two.notification(message)).toBeVisible();
  await two.clearNotifications();
  await tryToStore(two, NZ.name, OTHER_KEY);
  await expect(two.notification(message)).toBeVisible();

  await host.reload(two);
  await two.storeSetupKey(NZ.name, OTHER_KEY);
  // What is stored is the same for all windows that open after that.
  await host.reload(one);
  for (const window of [one, two])
    for (const { name } of [AU, NZ]) await expect(window.readyRow(name)).toBeVisible();
  return [one, two];
}

/** Tests that of two such windows none puts back the key that the other replaced or removed. */
export async function testReplacing(host: Host, [one, two]: readonly [Workbench, Workbench]): Promise<void> {
  const message = 'Another window changed the stored keys or answers, and this window can’t see the change.';
  await tryToReplace(one, AU.name, OTHER_KEY);
  await one.notification('is stored on this computer').waitFor();
  await tryToReplace(two, NZ.name, NEW_KEY);
  await expect(two.notification(message)).toBeVisible();
  await host.reload(one);
  await assertCodeOfNow(() => one.copyFromPalette(AU.name), OTHER_KEY);

  await host.reload(two);
  await expect(two.readyRow(AU.name)).toBeVisible();
  await one.run('Xero MFA: Remove Setup Key');
  await one.choose(AU.name);
  await one.dialog.getByRole('button', { name: 'Remove Setup Key' }).click();
  await expect(one.row(AU.name)).toContainText('no key');
  await expect(two.readyRow(AU.name)).toBeVisible();
  await tryToReplace(two, NZ.name, NEW_KEY);
  await expect(two.notification(message)).toBeVisible();
  await host.reload(one);
  await expect(one.row(AU.name)).toContainText('no key');
}

/** Two windows of one person. */
export async function openTwo(host: Host): Promise<readonly [Workbench, Workbench]> {
  const person = await host.profile();
  const folder = await host.workspace('team', { [LIST]: list(AU, NZ) });
  const windows = [await host.open(folder, person), await host.open(folder, person)] as const;
  for (const window of windows) {
    await window.openView();
    await expect(window.row(AU.name)).toContainText('no key');
  }
  return windows;
}

/** Leaves a window and comes back to it. A page without a screen has the focus all the time, so it is told of both. */
export async function leaveAndComeBack({ page }: Workbench): Promise<void> {
  await page.bringToFront();
  for (const hasFocus of [false, true])
    await page.evaluate(
      `document.hasFocus = () => ${hasFocus}; document.dispatchEvent(new Event('visibilitychange'));`,
    );
}

/** Adds a key as far as storing it. */
async function tryToStore(window: Workbench, account: string, key: string): Promise<void> {
  await window.run('Xero MFA: Add Setup Key');
  await window.choose(account);
  await paste(window, key);
}

/** The same for an account that has a key. */
async function tryToReplace(window: Workbench, account: string, key: string): Promise<void> {
  await window.run('Xero MFA: Add Setup Key');
  await window.choose(account);
  await window.dialog.getByRole('button', { name: 'Replace' }).click();
  await paste(window, key);
}

async function paste(window: Workbench, key: string): Promise<void> {
  await window.answer('Paste the setup key', key);
  await window.choose('Store this key');
}
