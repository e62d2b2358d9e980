import { execFile } from 'node:child_process';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cache, root } from '../folders.mjs';

/**
 * Finds a browser: the one named in XERO_MFA_BROWSER or CHROME_PATH; on Linux x64 the one npm has, the same
 * everywhere; elsewhere an installed Chrome, Chromium or Edge.
 *
 * @returns {Promise<{ executable: string, env: Record<string, string> }>} `env`: what it needs in its environment
 * @throws {Error} when there is none
 */
export async function findBrowser() {
  const named = process.env['XERO_MFA_BROWSER'] ?? process.env['CHROME_PATH'];
  if (named) return { executable: named, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return chromiumFromNpm();
  for (const executable of installedBrowsers()) {
    if (await exists(executable)) return { executable, env: {} };
  }
  throw new Error('No Chrome, Chromium or Edge was found. Install one, or name one in XERO_MFA_BROWSER.');
}

/**
 * How Playwright starts the browser: without a window of its own.
 *
 * @returns {Promise<import('@playwright/test').LaunchOptions>}
 */
export async function launchOptions() {
  const { executable, env } = await findBrowser();
  return {
    executablePath: executable,
    headless: true,
    env: { ...process.env, ...env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

/**
 * A person's browser profile: its pages are the windows of one user of VS Code, who may use the clipboard.
 *
 * @satisfies {import('@playwright/test').BrowserContextOptions}
 */
export const profileOptions = {
  viewport: { width: 1280, height: 800 },
  permissions: ['clipboard-read', 'clipboard-write'],
};

/** Unpacks @sparticuz/chromium into the cache: its own way is the shared temporary folder, under a fixed name. */
async function chromiumFromNpm() {
  const manifest = join(root, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  const folder = join(cache, `chromium-${version}`);
  if (!(await exists(folder))) {
    const making = `${folder}.making-${process.pid}`;
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true });
    await promisify(execFile)(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        "import chromium from '@sparticuz/chromium'; await chromium.executablePath();",
      ],
      { cwd: root, env: { ...process.env, TMPDIR: making } },
    );
    await writeFile(join(making, 'fonts.conf'), fontConfiguration(join(folder, 'fonts/fonts')));
    await rename(making, folder).catch(async error => {
      // Another process may have been first.
      await rm(making, { recursive: true, force: true });
      if (!(await exists(folder))) throw error;
    });
  }
  const hasFonts = await exists('/etc/fonts/fonts.conf');
  return {
    executable: join(folder, 'chromium'),
    /** @type {Record<string, string>} */
    env: hasFonts ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** @param {string} fonts */
function fontConfiguration(fonts) {
  return `<?xml version="1.0"?>\n<fontconfig><dir>${fonts}</dir><cachedir>${fonts}-cache</cachedir></fontconfig>\n`;
}

function installedBrowsers() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      name => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(name => {
      const base = process.env[name];
      return base === undefined
        ? []
        : [
            join(base, 'Google/Chrome/Application/chrome.exe'),
            join(base, 'Microsoft/Edge/Application/msedge.exe'),
          ];
    });
  }
  const names = ['google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap(folder => names.map(name => join(folder, name)));
}

/** @param {string} file */
async function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}
