import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { vsix } from '../../scripts/folders.mjs';
import { profileOptions } from '../../scripts/vscode/browser.mjs';
import { installVSCode } from '../../scripts/vscode/install.mjs';
import { installExtension, startServer } from '../../scripts/vscode/server.mjs';
import { Workbench } from './workbench';

/** One workspace folder's files by their path in it. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A VS Code with the packaged extension, and a browser to drive it with. */
export class Host {
  readonly #profiles: BrowserContext[] = [];
  #workspaces = 0;

  private constructor(
    /** Everything VS Code and the extension write is in here. */
    readonly folder: string,
    readonly server: Awaited<ReturnType<typeof startServer>>,
    private readonly browser: Browser,
  ) {}

  /** @param settings VS Code settings */
  static async start(browser: Browser, settings: Readonly<Record<string, unknown>>): Promise<Host> {
    const folder = await mkdtemp(join(tmpdir(), 'xmfa-e2e-'));
    const install = await installVSCode('newest', () => {});
    const dataDir = join(folder, 'data');
    await installExtension({ install, dataDir, vsix });
    return new Host(folder, await startServer({ install, dataDir, settings }), browser);
  }

  /** Makes a workspace folder. */
  async workspace(name: string, files: Files = {}): Promise<string> {
    const folder = join(this.folder, 'workspaces', String(this.#workspaces++), name);
    await mkdir(folder, { recursive: true });
    await writeFiles(folder, files);
    return folder;
  }

  /** A person's own VS Code: settings, secrets and state of nobody else. */
  async profile(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ ...profileOptions, ...options });
    this.#profiles.push(context);
    return context;
  }

  /** Opens a window on a folder. */
  async open(folder: string, profile?: BrowserContext): Promise<Workbench> {
    const context = profile ?? (await this.profile());
    const page = await context.newPage();
    await page.goto(this.server.url({ folder }));
    return this.attach(page);
  }

  /** Takes a page that shows a window already. */
  attach(page: Page): Promise<Workbench> {
    return Workbench.ready(page);
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

/** Writes files into a folder, and makes the folders they are in. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
