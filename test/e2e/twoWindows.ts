import { expect } from '@playwright/test';
import { OTHER_KEY } from '../shared/oracle';
import type { Workbench } from './workbench';

/** What a window is told that cannot see the first key of a login, which another window stored. */
function unseenKey(login: string): string {
  return `Another window saved setup keys for ${login}, and this window can’t see them.`;
}

/** Tests that a window says that when somebody comes back to it, and stores no other key. */
export async function refusesToStore(window: Workbench, unseen: string, account: string): Promise<void> {
  const told = window.notification(unseenKey(unseen));
  await comeBackTo(window, timeout => told.waitFor({ timeout }));
  await window.clearNotifications();
  await tryToStore(window, account, OTHER_KEY);
  await expect(told).toBeVisible();
}

/** The same of any other change. */
export const UNSEEN_CHANGE =
  'Another window changed the saved keys or answers, and this window can’t see the change.';

/** All that the browser keeps of secrets, encrypted. */
export async function storedSecrets({ page }: Workbench): Promise<string> {
  const stored = await page.evaluate<string | null>("localStorage.getItem('secrets.provider')");
  if (!stored) throw new Error('The browser keeps no secrets where they are looked for.');
  return stored;
}

/**
 * Leaves a window and comes back to it, until it shows what another window did: VS Code tells the windows of that when it
 * likes.
 */
export async function comeBackTo(
  window: Workbench,
  look: (timeout: number) => Promise<unknown>,
): Promise<void> {
  await window.page.bringToFront();
  await expect(async () => {
    // A page without a screen has the focus all the time, so both are reported there.
    for (const hasFocus of [false, true])
      await window.page.evaluate(
        `document.hasFocus = () => ${hasFocus}; document.dispatchEvent(new Event('visibilitychange'));`,
      );
    await look(2000);
  }).toPass();
}

/** Adds a key as far as storing it. */
async function tryToStore(window: Workbench, account: string, key: string): Promise<void> {
  await window.run('Xero MFA: Add Setup Key');
  await window.choose(account);
  await paste(window, key);
}

/** The same for an account that has a key. */
export async function tryToReplace(window: Workbench, account: string, key: string): Promise<void> {
  await window.run('Xero MFA: Add Setup Key');
  await window.choose(account);
  await window.dialog.getByRole('button', { name: 'Replace' }).click();
  await paste(window, key);
}

async function paste(window: Workbench, key: string): Promise<void> {
  await window.answer('Paste the setup key', key);
  await window.choose('Save this key');
}
