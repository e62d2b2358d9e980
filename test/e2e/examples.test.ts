import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test as base, expect } from '@playwright/test';
import { startPracticeXero } from '../../practice-xero/server.mjs';
import { environmentWith } from '../../scripts/commands.mjs';
import { root } from '../../scripts/folders.mjs';
import { codeAt, EXAMPLE_KEY } from '../shared/oracle';

const run = promisify(execFile);
const LOGIN = 'qa-au@acme.test';

/** Runs an example with a code: gives what it printed. */
type RunExample = (command: string, args: string[], code: string, env?: NodeJS.ProcessEnv) => Promise<string>;

const test = base.extend<{ runExample: RunExample }>({
  runExample: async ({ browserName: _ }, use) => {
    const people = [{ login: LOGIN, keyBase32: EXAMPLE_KEY.base32, backupEmail: 'qa-backup@acme.test' }];
    const site = await startPracticeXero({ people });
    await use(async (command, args, code, env = process.env) => {
      // What Playwright tells the processes of its tests would make an example take itself for one of them.
      const own = Object.entries(env).filter(([name]) => !/^(PW|PLAYWRIGHT|TEST_)/.test(name));
      const printed = run(command, args, {
        cwd: root,
        env: {
          ...Object.fromEntries(own),
          XERO_URL: site.url,
          XERO_LOGIN: LOGIN,
          XERO_PASSWORD: 'anything',
          XERO_CODE: code,
          NO_PROXY: '127.0.0.1',
        },
      });
      // One that fails has printed why, too.
      return (await printed.catch(error => error)).stdout;
    });
    await site.stop();
  },
});

/** A code that the practice Xero never accepts. */
const WRONG = '12345';

// That it signs in with the right code is in codeAccess.test.ts, where a task runs it.
test('The Playwright example signs in with no other code than the right one', async ({ runExample }) => {
  const args = [
    join(root, 'node_modules/@playwright/test/cli.js'),
    ...['test', '--config', 'test/e2e/examples.config.ts', '--reporter', 'line', '--timeout', '20000'],
  ];
  expect(await runExample(process.execPath, args, WRONG)).toMatch(/1 failed/);
});

test('The pytest example signs in with the code it is given, and only with it', async ({ runExample }) => {
  const env = (await environmentWith(['pytest-3'])) ?? process.env;
  const args = ['-m', 'pytest', '-p', 'no:cacheprovider', 'examples/pytest'];
  const hasPytest = await run('python3', ['-m', 'pytest', '--version'], { env }).then(
    () => true,
    () => false,
  );
  test.skip(!hasPytest, 'There is no python3 with pytest, and Debian’s packages of it cannot be had.');
  const python = { ...env, PYTHONDONTWRITEBYTECODE: '1' };
  expect(await runExample('python3', args, WRONG, python)).toMatch(/1 failed/);
  expect(await runExample('python3', args, codeAt(Date.now()), python)).toMatch(/1 passed/);
});
