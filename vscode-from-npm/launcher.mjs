#!/usr/bin/env node
/**
 * Stands in for a desktop VS Code's executable as `runTests` of @vscode/test-electron starts it: the same
 * arguments, the suite's console on stdout, the suite's verdict as exit code. Behind it are the VS Code
 * from npm and a browser. Windows cannot execute a script by its first line: there, the suite runs in a
 * desktop VS Code.
 *
 * XERO_MFA_VSCODE chooses the version: newest or oldest.
 */
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions, profileOptions } from './browser.mjs';
import { installVSCode } from './install.mjs';
import { startServer } from './server.mjs';
import { versionName } from './versions.mjs';

/** How long a suite may be silent, in milliseconds. */
const patience = 1_200_000;

/** @param {string[]} args */
function parse(args) {
  /** @param {string} name */
  const all = name => args.filter(arg => arg.startsWith(`--${name}=`)).map(arg => arg.slice(name.length + 3));
  /** @param {string} name */
  const path = name => {
    const [value] = all(name);
    if (value === undefined) throw new Error(`--${name}= is missing.`);
    return resolve(value);
  };
  const place = args.find(arg => !arg.startsWith('-'));
  return {
    place: place === undefined ? undefined : resolve(place),
    tests: path('extensionTestsPath'),
    extensions: all('extensionDevelopmentPath').map(extension => resolve(extension)),
    dataDir: path('user-data-dir'),
    extensionsDir: path('extensions-dir'),
  };
}

/** @typedef {ReturnType<typeof parse>} Options */

/** @param {Options} options @param {import('./server.mjs').Server} server */
function windowUrl({ place, extensions }, server) {
  /** @type {[string, string][]} */
  const payload = [
    ['extensionTestsPath', server.remoteUri(join(import.meta.dirname, 'suite.cjs'))],
    ['skipWelcome', 'true'],
  ];
  for (const path of extensions) payload.push(['extensionDevelopmentPath', server.remoteUri(path)]);
  if (place === undefined) return server.url({ payload });
  return server.url(
    place.endsWith('.code-workspace') ? { workspace: place, payload } : { folder: place, payload },
  );
}

/**
 * Opens the window, passes on what the suite writes, and waits for its exit code.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('./server.mjs').Server} server
 * @param {Options} options
 * @param {string} console the file the suite writes to
 * @returns {Promise<number>}
 */
async function verdict(page, server, options, console) {
  /** @type {NodeJS.Timeout | undefined} */
  let silence;
  const unfollow = await follow(console, text => {
    silence?.refresh();
    process.stdout.write(text);
  });
  try {
    return await new Promise((resolve, reject) => {
      silence = setTimeout(
        () => reject(new Error(`The suite was silent for ${patience / 1000} s.`)),
        patience,
      );
      page.on('crash', () => reject(new Error('The page crashed.')));
      server.ended.then(() => reject(new Error("VS Code's server ended.")));
      page
        .exposeFunction('codeAutomationExit', resolve)
        .then(() => page.goto(windowUrl(options, server)))
        .catch(reject);
    });
  } finally {
    clearTimeout(silence);
    await unfollow();
  }
}

/**
 * Follows what is appended to a file, from an empty one on.
 *
 * @param {string} file
 * @param {(text: string) => void} hear
 * @returns {Promise<() => Promise<void>>} hears the rest and ends
 */
async function follow(file, hear) {
  await writeFile(file, '');
  let start = 0;
  const read = async () => {
    for await (const chunk of createReadStream(file, { start })) {
      start += chunk.length;
      hear(chunk.toString());
    }
  };
  let reading = Promise.resolve();
  const timer = setInterval(() => {
    reading = reading.then(read);
  }, 100);
  return async () => {
    clearInterval(timer);
    await reading;
    await read();
  };
}

/** @returns {Promise<number>} the suite's exit code */
async function runSuite() {
  const options = parse(process.argv.slice(2));
  const install = await installVSCode(versionName(process.env['XERO_MFA_VSCODE'] ?? 'newest'));
  await mkdir(options.dataDir, { recursive: true });
  const suiteConsole = join(options.dataDir, 'suite.log');
  const server = await startServer({
    ...options,
    install,
    smokeTestDriver: true,
    env: { XERO_MFA_SUITE: options.tests, XERO_MFA_SUITE_CONSOLE: suiteConsole },
  });
  const browser = await chromium.launch({
    ...(await launchOptions()),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  // Nobody looks at the window: the less there is to draw, the better.
  const page = await browser.newPage({
    ...profileOptions,
    viewport: { width: 800, height: 600 },
    reducedMotion: 'reduce',
  });
  /** @type {string[]} */
  const pageConsole = [];
  page.on('console', message => pageConsole.push(message.text()));
  try {
    return await verdict(page, server, options, suiteConsole);
  } catch (error) {
    const screenshot = join(options.dataDir, 'failed.png');
    await page.screenshot({ path: screenshot, timeout: 10_000 }).catch(() => {});
    console.error(`${error}\nThe window: ${screenshot}`);
    console.error(`Its console:\n${pageConsole.slice(-30).join('\n')}\nThe server:\n${server.tail()}`);
    return 1;
  } finally {
    await browser.close();
    await server.stop();
  }
}

try {
  process.exit(await runSuite());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
