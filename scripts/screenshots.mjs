/** Takes the documentation's pictures of the packaged extension and writes them to docs/pictures: `[theme…]`, by default all. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './folders.mjs';
import { packageQuietly } from './package.mjs';

await ensureDependencies();
await packageQuietly();
const themes = process.argv.slice(2).flatMap(theme => ['--project', theme]);
const cli = join(root, 'node_modules/@playwright/test/cli.js');
const { status } = spawnSync(process.execPath, [cli, 'test', '--config', 'test/screenshots', ...themes], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
