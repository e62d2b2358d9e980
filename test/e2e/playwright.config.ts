import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { cache } from '../../scripts/folders.mjs';
import { launchOptions } from '../../vscode-from-npm/browser.mjs';
import type { PerWorker } from './test';

export default defineConfig<object, Pick<PerWorker, 'settings'>>({
  testDir: '.',
  testMatch: '**/*.test.ts',
  // As they are: the text of a function in sharedSecrets.mjs goes into the installed VS Code, and names the installation.
  build: { external: ['**/*.mjs'] },
  outputDir: join(cache, 'e2e-failures'),
  globalSetup: './themesSetUp.ts',
  forbidOnly: process.env['CI'] !== undefined,
  // A third worker would only take time from the tiers that run beside these tests.
  workers: 2,
  // Far more than any takes, also beside all others: only what hangs ends by it.
  timeout: 900_000,
  expect: { timeout: 60_000, toPass: { timeout: 60_000, intervals: [100] } },
  use: {
    launchOptions: await launchOptions(),
    actionTimeout: 60_000,
    screenshot: 'only-on-failure',
    // No trace unless asked for: with one, the browser from npm crashes at about every fortieth window.
  },
  projects: [
    {
      name: 'one window',
      testDir: 'oneWindow',
      // One worker is one VS Code, and its tests share a window.
      workers: 1,
      use: {
        settings: {
          'xeroMfa.minimumRemaining': 0,
          'xeroMfa.xeroUrl': 'http://127.0.0.1:45871/?login={login}&lang=en',
        },
      },
    },
    { name: 'own windows', testIgnore: 'oneWindow/**' },
  ],
});
