import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { cache } from '../../scripts/folders.mjs';
import { launchOptions } from '../../vscode-from-npm/browser.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  build: { external: ['**/*.mjs'] },
  outputDir: join(cache, 'pages-failures'),

  globalSetup: '../e2e/themesSetUp.ts',
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  timeout: 600_000,
  expect: { timeout: 60_000, toPass: { timeout: 60_000, intervals: [20, 100] } },
  use: {
    // One process for all tabs: to start one for each costs more than most of what they show.
    launchOptions: await launchOptions('--renderer-process-limit=1'),
    actionTimeout: 60_000,
    screenshot: 'only-on-failure',
  },
});
