import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { type Files, type Host, writeFiles } from './host';
import type { Workbench } from './workbench';

/** A window, and the folder it shows. */
export interface Desk {
  readonly window: Workbench;
  readonly folder: string;
}

/** Somebody whose one window the tests of a worker use in turn: a new window takes VS Code seconds. */
export class Person {
  #desk: Desk | undefined;

  constructor(private readonly host: Host) {}

  /** Puts files on the desk, on which nothing is left of the tests before. */
  async sitDown(files: Files): Promise<Desk> {
    if (this.#desk) {
      await clear(this.#desk);
      await writeFiles(this.#desk.folder, files);
    } else {
      const folder = await this.host.workspace('team', files);
      this.#desk = { folder, window: await this.host.open(folder) };
    }
    return this.#desk;
  }

  /** Sits down as somebody who never used VS Code before. */
  async arrive(files: Files = {}): Promise<Desk> {
    await this.#desk?.window.page.context().close();
    this.#desk = undefined;
    return this.sitDown(files);
  }
}

async function clear({ window, folder }: Desk): Promise<void> {
  for (const page of window.page.context().pages()) if (page !== window.page) await page.close();
  await window.run('View: Close All Editors');
  await removeSetupKeys(window);
  await window.clearNotifications();
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  await window.openView();
  // Rows of the last list could be taken for those of the next.
  await window.sidebar.getByRole('button', { name: 'Open Sample' }).waitFor();
}

async function removeSetupKeys(window: Workbench): Promise<void> {
  const { dialog, quickInput, quickPickRows } = window;
  const title = quickInput.locator('.quick-input-title', { hasText: 'Remove Setup Key' });
  const none = window.notification('There is nothing to remove.');
  for (;;) {
    // VS Code may give the keyboard back to the window so late that it closes the picker.
    await expect(async () => {
      await window.run('Xero MFA: Remove Setup Key');
      await title.or(dialog).or(none).first().waitFor({ timeout: 5000 });
      if (await title.isVisible()) await quickPickRows.first().click({ timeout: 5000 });
      await dialog.or(none).first().waitFor({ timeout: 5000 });
    }).toPass({ timeout: 60_000 });
    if (await none.isVisible()) return;
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await dialog.waitFor({ state: 'detached' });
  }
}
