import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { cache } from '../../scripts/folders.mjs';
import { launchOptions } from '../../vscode-from-npm/browser.mjs';
import type { PerWorker } from '../e2e/test';
import { withOwnFont } from './fonts';

const CALM = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'xeroMfa.minimumRemaining': 0,
};

/** Themes by what pictures are called after, with the ids VS Code 1.139 knows them by. */
const THEMES = { light: 'Light Modern', dark: 'Dark Modern', hc: 'Default High Contrast' };

await mkdir(cache, { recursive: true });
const browser = await withOwnFont(await launchOptions(), join(cache, 'screenshots-fonts.conf'));

export default defineConfig<object, Pick<PerWorker, 'settings'>>({
  testMatch: 'pictures.ts',
  // As they are: the text of a function in sharedSecrets.mjs goes into the installed VS Code, and names the installation.
  build: { external: ['**/*.mjs'] },
  outputDir: join(cache, 'screenshots-failures'),
  workers: 1,
  timeout: 300_000,
  expect: { toPass: { timeout: 20_000 } },
  reporter: 'list',
  use: { launchOptions: browser, actionTimeout: 30_000, screenshot: 'only-on-failure' },
  projects: Object.entries(THEMES).map(([name, theme]) => ({
    name,
    use: { settings: { ...CALM, 'workbench.colorTheme': theme } },
  })),
});
