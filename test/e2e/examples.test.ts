import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test as base, expect } from '@playwright/test';
import { startPracticeXero } from '../../practice-xero/server.mjs';
import { environmentWith } from '../../scripts/commands.mjs';
import { root } from '../../scripts/folders.mjs';
import { codeAt, EXAMPLE_KEY } from '../shared/oracle';

const run = promisify(execFile);
const LOGIN = 'qa-au@acme.test';

/** Runs an example, with a code if it is brought one: gives what it printed. */
type RunExample = (
  command: string,
  args: string[],
  code: string | undefined,
  env?: NodeJS.ProcessEnv,
  cwd?: string,
) => Promise<string>;

/** A team's repository, and the environment of a machine that may read its store. */
interface Repository {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

const test = base.extend<{ runExample: RunExample; repository: Repository | undefined }>({
  repository: async ({ browserName: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'xmfa-example-'));
    const env = await environmentWith(['age']);
    await use(env && (await fill(folder, env)));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  runExample: async ({ browserName: _ }, use) => {
    const people = [{ login: LOGIN, keyBase32: EXAMPLE_KEY.base32, backupEmail: 'qa-backup@acme.test' }];
    const site = await startPracticeXero({ people });
    await use(async (command, args, code, env = process.env, cwd = root) => {
      // What Playwright tells the processes of its tests would make an example take itself for one of them.
      const own = Object.entries(env).filter(([name]) => !/^(PW|PLAYWRIGHT|TEST_)/.test(name));
      const printed = run(command, args, {
        cwd,
        env: {
          ...Object.fromEntries(own),
          XERO_URL: site.url,
          XERO_LOGIN: LOGIN,
          XERO_PASSWORD: 'anything',
          ...(code !== undefined && { XERO_CODE: code }),
          NO_PROXY: '127.0.0.1',
        },
      });
      // One that fails has printed why, too.
      return (await printed.catch(error => error)).stdout;
    });
    await site.stop();
  },
});

/** Makes a store with the `age` command, the request of a machine with the package, and that as npm installs it. */
async function fill(folder: string, env: NodeJS.ProcessEnv): Promise<Repository> {
  const store = join(folder, '.xero-mfa/store');
  await mkdir(store, { recursive: true });
  await writeFile(join(store, 'store.json'), `{\n  "version": 2,\n  "id": "${'a'.repeat(26)}"\n}\n`);
  const bin = join(folder, 'node_modules/.bin');
  await mkdir(bin, { recursive: true });
  await symlink(join(root, 'cli/dist/main.js'), join(bin, 'xero-mfa'));
  const joined = await run(join(bin, 'xero-mfa'), ['join', '--name', 'CI', '--print-identity'], {
    cwd: folder,
  });
  const [recipient = ''] = /age1\w+$/m.exec(joined.stderr) ?? [];
  const key = join(folder, 'key.txt');
  await writeFile(key, `otpauth://totp/Xero:${LOGIN}?secret=${EXAMPLE_KEY.base32}&issuer=Xero\n`);
  await run('age', ['-r', recipient, '-o', join(store, `${LOGIN}.age`), key], { env });
  const state = join(folder, 'state');
  return {
    folder,
    env: {
      ...env,
      XERO_MFA_IDENTITY: joined.stdout.trim(),
      XERO_MFA_STATE_DIR: state,
    },
  };
}

/** A code that the practice Xero never accepts. */
const WRONG = '12345';

const PLAYWRIGHT = [
  join(root, 'node_modules/@playwright/test/cli.js'),
  ...['test', '--config', join(root, 'test/e2e/examples.config.ts')],
  ...['--reporter', 'line', '--timeout', '20000'],
];

// That it signs in with the right code is in codeAccess.test.ts, where a task runs it.
test('The Playwright example signs in with no other code than the right one', async ({ runExample }) => {
  expect(await runExample(process.execPath, PLAYWRIGHT, WRONG)).toMatch(/1 failed/);
});

test('The Playwright example gets its code from the package where no task brings one', async ({
  runExample,
  repository,
}) => {
  test.skip(!repository, 'There is no age command.');
  const { env, folder } = repository ?? {};
  expect(await runExample(process.execPath, PLAYWRIGHT, undefined, env, folder)).toMatch(/1 passed/);
});

const PYTEST = ['-m', 'pytest', '-p', 'no:cacheprovider', join(root, 'examples/pytest')];
const NO_PYTEST = 'There is no python3 with pytest, and Debian’s packages of it cannot be had.';

/** An environment with python3 and pytest, if they can be had. */
async function pythonEnvironment(): Promise<NodeJS.ProcessEnv | undefined> {
  const env = (await environmentWith(['pytest-3'])) ?? process.env;
  const hasPytest = await run('python3', ['-m', 'pytest', '--version'], { env }).then(
    () => true,
    () => false,
  );
  return hasPytest ? { ...env, PYTHONDONTWRITEBYTECODE: '1' } : undefined;
}

test('The pytest example signs in with the code it is given, and only with it', async ({ runExample }) => {
  const env = await pythonEnvironment();
  test.skip(!env, NO_PYTEST);
  expect(await runExample('python3', PYTEST, WRONG, env)).toMatch(/1 failed/);
  expect(await runExample('python3', PYTEST, codeAt(Date.now()), env)).toMatch(/1 passed/);
});

// At a practice Xero of its own, where nobody has used the code.
test('The pytest example gets its code from the package where VS Code brings none', async ({
  runExample,
  repository,
}) => {
  const env = await pythonEnvironment();
  test.skip(!env, NO_PYTEST);
  test.skip(!repository, 'There is no age command.');
  const both = { ...env, ...repository?.env };
  expect(await runExample('python3', PYTEST, undefined, both, repository?.folder)).toMatch(/1 passed/);
});
