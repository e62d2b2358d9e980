import { expect } from '@playwright/test';
import { GuidePage } from '../shared/guidePage';
import type { Workbench } from './workbench';

/** The guide in a window of VS Code. */
export class Guide extends GuidePage {
  constructor(readonly window: Workbench) {
    super(window);
  }

  /** Opens the guide of a login from the palette. */
  static async open(window: Workbench, login: string, command = 'Xero MFA: Open Guide'): Promise<Guide> {
    const guide = new Guide(window);
    // VS Code may give the keyboard back to a page so late that it closes the picker.
    await expect(async () => {
      await window.run(command);
      await window.quickPickRows.filter({ hasText: login }).click({ timeout: 5000 });
      await guide.frame.locator('.login', { hasText: login }).waitFor({ timeout: 10_000 });
    }).toPass({ timeout: 60_000 });
    return guide;
  }
}
