import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { cache, root } from '../../scripts/folders.mjs';
import { launchOptions } from '../../vscode-from-npm/browser.mjs';

/** Runs the Playwright example as a user does, in the browser of these tests. */
export default defineConfig({
  testDir: join(root, 'examples/playwright'),
  build: { external: ['**/*.mjs', '**/cli/dist/**'] },
  outputDir: join(cache, 'example-failures'),
  use: { launchOptions: await launchOptions() },
});
