import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cache, root } from '../scripts/folders.mjs';

/**
 * How Playwright starts the browser, which has no window of its own: the one named in XERO_MFA_BROWSER or CHROME_PATH;
 * on Linux x64 the one npm has, the same everywhere; elsewhere the Edge of Windows or an installed Chrome.
 *
 * @param {...string} more arguments for it
 * @returns {Promise<import('@playwright/test').LaunchOptions>}
 */
export async function launchOptions(...more) {
  return {
    ...(await chooseBrowser()),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
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

/** @returns {Promise<import('@playwright/test').LaunchOptions>} */
async function chooseBrowser() {
  const executablePath = process.env['XERO_MFA_BROWSER'] ?? process.env['CHROME_PATH'];
  if (executablePath) return { executablePath };
  if (process.platform === 'linux' && process.arch === 'x64') return chromiumFromNpm();
  return { channel: process.platform === 'win32' ? 'msedge' : 'chrome' };
}

/** Unpacks @sparticuz/chromium into the cache: its own way is the shared temporary folder, under a fixed name. */
async function chromiumFromNpm() {
  const manifest = join(root, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  const folder = join(cache, `chromium-${version}`);
  const fonts = join(folder, 'fonts/fonts');
  const fontConfiguration = join(folder, 'fonts.conf');
  if (!existsSync(folder)) {
    const making = `${folder}.making-${process.pid}`;
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true });
    const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: root,
      env: { ...process.env, TMPDIR: making },
    });
    await writeFile(
      join(making, 'fonts.conf'),
      `<?xml version="1.0"?>\n<fontconfig><dir>${fonts}</dir><cachedir>${fonts}-cache</cachedir></fontconfig>\n`,
    );
    await rename(making, folder).catch(async error => {
      // Another process may have been first.
      await rm(making, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    });
  }
  return {
    executablePath: join(folder, 'chromium'),
    env: existsSync('/etc/fonts/fonts.conf')
      ? process.env
      : { ...process.env, FONTCONFIG_FILE: fontConfiguration },
  };
}
