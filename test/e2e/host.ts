import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser, openProfile } from '../../scripts/vscode/browser.mjs';
import { installVSCode } from '../../scripts/vscode/install.mjs';
import { installExtension, startServer } from '../../scripts/vscode/server.mjs';
import { Workbench } from './workbench';

const pictures = join('.vscode-test', 'e2e-failures');

/** After each test of a suite that failed, keeps what its windows show in `.vscode-test/e2e-failures`. */
export function captureFailures(host: () => Host | undefined): void {
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await host()?.capture(this.currentTest.title);
  });
}

/** One workspace folder's files by their path in it. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A VS Code with the packaged extension, and browsers to drive it with. */
export class Host {
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    /** Everything VS Code and the extension write is in here. */
    readonly folder: string,
    readonly server: Awaited<ReturnType<typeof startServer>>,
    private readonly browser: Browser,
  ) {}

  /** @param settings VS Code settings */
  static async start(settings: Readonly<Record<string, unknown>> = {}): Promise<Host> {
    const vsix = process.env['XERO_MFA_VSIX'];
    if (!vsix) throw new Error('XERO_MFA_VSIX does not name the packaged extension.');
    const folder = await mkdtemp(join(tmpdir(), 'xmfa-e2e-'));
    const install = await installVSCode('newest', () => {});
    const dataDir = join(folder, 'data');
    await installExtension({ install, dataDir, vsix });
    const server = await startServer({ install, dataDir, settings });
    return new Host(folder, server, await launchBrowser());
  }

  /** Makes a workspace folder. */
  async workspace(name: string, files: Files = {}): Promise<string> {
    const folder = join(this.folder, 'workspaces', name);
    await mkdir(folder, { recursive: true });
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return folder;
  }

  /** A person's own VS Code: settings, secrets and state of nobody else. */
  async profile(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await openProfile(this.browser, options);
    this.#contexts.push(context);
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

  /** Keeps pictures of all windows, to see what a failed test saw. */
  async capture(title: string): Promise<void> {
    const name = title.replace(/[^a-z0-9]+/gi, '-').slice(0, 60);
    const pages = this.#contexts.flatMap(context => context.pages());
    for (const [index, page] of pages.entries()) {
      await page.screenshot({ path: join(pictures, `${name}-${index}.png`) }).catch(() => {});
    }
  }

  async stop(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await this.browser.close();
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
