import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { root, vsix } from '../../scripts/folders.mjs';
import { profileOptions } from '../../vscode-from-npm/browser.mjs';
import { installVSCode } from '../../vscode-from-npm/install.mjs';
import { installExtension, startServer } from '../../vscode-from-npm/server.mjs';
import { Workbench } from './workbench';

/** One workspace folder's files by their path in it. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/**
 * Where windows come from. `mended`: they share secrets, as on the desktop. `web`: a browser's, which do not, and which
 * run the extension themselves, as vscode.dev does.
 */
export type WindowKind = 'mended' | 'web';

/** A VS Code with the packaged extension, and a browser to drive it with. */
export class Host {
  readonly #profiles: BrowserContext[] = [];
  #workspaces = 0;

  private constructor(
    /** Everything VS Code and the extension write is in here. */
    readonly folder: string,
    /** Where our extension was unpacked. */
    readonly extension: string,
    readonly server: Awaited<ReturnType<typeof startServer>>,
    private readonly browser: Browser,
    private readonly windows: WindowKind,
  ) {}

  /**
   * @param settings VS Code settings
   * @param others of VS Code’s own extensions that are there
   */
  static async start(
    browser: Browser,
    settings: Readonly<Record<string, unknown>>,
    windows: WindowKind,
    others: readonly string[] = [],
  ): Promise<Host> {
    const folder = await mkdtemp(join(tmpdir(), 'xmfa-e2e-'));
    const install = await installVSCode('newest', () => {});
    const dataDir = join(folder, 'data');
    // A web extension host is served the unpacked extension: from a folder in which no server looks for extensions.
    const extensionsDir = join(windows === 'web' ? folder : dataDir, 'extensions');
    await installExtension({ install, dataDir, extensionsDir, vsix });
    const extension = await installedExtension(extensionsDir);
    const server = await startServer({
      install,
      dataDir,
      settings: { ...CALM, ...settings },
      builtinExtensions: [...BUILTIN_EXTENSIONS, ...others],
      imports: [serverHook],
      env: { XMFA_WEB_EXTENSION: windows === 'web' ? extension : '', NODE_COMPILE_CACHE: compiled },
    });
    return new Host(folder, extension, server, browser, windows);
  }

  /** Makes a workspace folder. */
  async workspace(name: string, files: Files = {}): Promise<string> {
    const folder = join(this.folder, 'workspaces', String(this.#workspaces++), name);
    await mkdir(folder, { recursive: true });
    await writeFiles(folder, files);
    return folder;
  }

  /**
   * A person's own VS Code: settings, secrets and state of nobody else. Nothing moves in it: without a graphics card,
   * motion takes as much processor time as all the rest.
   */
  async profile(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ ...profileOptions, reducedMotion: 'reduce', ...options });
    this.#profiles.push(context);
    return context;
  }

  /**
   * Opens a window on a folder.
   *
   * @param isStock whether it shares no secrets with others, as in a browser
   */
  async open(folder: string, profile?: BrowserContext, isStock = this.windows === 'web'): Promise<Workbench> {
    const context = profile ?? (await this.profile());
    const page = await context.newPage();
    await page.goto(`${this.server.url({ folder })}${isStock ? '&stock=yes' : ''}`);
    return this.attach(page);
  }

  /** Takes a page that shows a window already. */
  attach(page: Page): Promise<Workbench> {
    return Workbench.ready(page);
  }

  /** Reloads a window. */
  async reload({ page }: Workbench): Promise<void> {
    await page.bringToFront();
    await page.reload();
    await this.attach(page);
  }

  /** Closes all windows of all profiles. */
  async closeWindows(): Promise<void> {
    for (const context of this.#profiles.splice(0)) await context.close();
  }

  async stop(): Promise<void> {
    await this.closeWindows();
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * What the tests see of VS Code's own extensions. The others slow down each window, and that for AI is disabled by a
 * setting, at which VS Code starts its extension hosts again and may lose the extension of a web one.
 */
const BUILTIN_EXTENSIONS = ['configuration-editing', 'json', 'json-language-features', 'theme-defaults'];

/** What takes processor time all the while, and nothing is tested of. */
const CALM = {
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
};

/** Every window has an extension host, and each of them would compile the same files of VS Code. */
const compiled = join(root, 'out/compiled');

const serverHook = pathToFileURL(join(root, 'test/e2e/serverHook.mjs')).href;

/** The folder of our extension. */
async function installedExtension(extensionsDir: string): Promise<string> {
  const [folder] = (await readdir(extensionsDir)).filter(name => name.startsWith('xero-test-mfa.'));
  if (folder === undefined) throw new Error(`There is no extension in ${extensionsDir}.`);
  return join(extensionsDir, folder);
}

/** Writes files into a folder, and makes the folders they are in. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
