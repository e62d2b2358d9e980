import { rename, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { launchOptions } from '../../vscode-from-npm/browser.mjs';
import { AU, LIST, list, NZ, SETTINGS } from '../shared/lists';
import { hasThemes, themesFile } from '../shared/themes';
import { captureThemes } from './captureThemes';
import { Guide } from './guide';
import { Host } from './host';

/** Takes the themes of pages from the newest VS Code, once. `pages.test.ts` checks that they still hold. */
export default async function setUp(): Promise<void> {
  if (hasThemes()) return;
  const browser = await chromium.launch(await launchOptions());
  const host = await Host.start(browser, {}, 'mended');
  try {
    const folder = await host.workspace('themes', { [LIST]: list(AU, NZ), [SETTINGS]: '{}' });
    const window = await host.open(folder);
    const themes = await captureThemes(await Guide.open(window, AU.login), folder);
    // Another tier may be doing the same: a file that is there is whole.
    const making = `${themesFile}.${process.pid}`;
    await writeFile(making, JSON.stringify(themes, null, 1));
    await rename(making, themesFile);
  } finally {
    await host.stop();
    await browser.close();
  }
}
