import { writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { launchOptions } from '../../vscode-from-npm/browser.mjs';
import { captureThemes } from '../e2e/captureThemes';
import { Guide } from '../e2e/guide';
import { Host } from '../e2e/host';
import { AU, LIST, list, NZ, SETTINGS } from '../shared/lists';
import { hasThemes, themesFile } from './themes';

/** Takes the themes from the newest VS Code, once. `themes.test.ts` of the end-to-end tests checks that they still hold. */
export default async function setUp(): Promise<void> {
  if (hasThemes()) return;
  const browser = await chromium.launch(await launchOptions());
  const host = await Host.start(browser, {}, 'mended');
  try {
    const folder = await host.workspace('themes', { [LIST]: list(AU, NZ), [SETTINGS]: '{}' });
    const window = await host.open(folder);
    const themes = await captureThemes(await Guide.open(window, AU.login), folder);
    await writeFile(themesFile, JSON.stringify(themes, null, 1));
  } finally {
    await host.stop();
    await browser.close();
  }
}
