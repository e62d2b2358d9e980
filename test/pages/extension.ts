import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { FakeVSCode } from '../shared/fakeVscode';
import { LIST } from '../shared/lists';
import type { Theme } from '../shared/themes';
import { RESOURCES, Tab } from './tab';

/** The extension as it is packaged for the browser: one file, and all of it the shipped code. */
const bundle = readFileSync(join(root, 'dist/web/extension.js'), 'utf8');

export interface Place {
  /** The text of the list. */
  readonly list: string;
  readonly theme: Theme;
  readonly language?: string;
  /** The texts of the extension in that language, by the English ones. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the person trusts the folder. */
  readonly isTrusted?: boolean;
  /** The disk, where another window has it too. */
  readonly files?: FakeVSCode['files'];
}

/** The extension in a VS Code that is a fake, with its pages in tabs of a real browser. */
export class Extension {
  /** The page that the clipboard is reached from. */
  #clipboard: Page | undefined;
  /** Called with the browser's page of a tab before anything is loaded in it. */
  onTab: ((page: Page) => void) | undefined;

  private constructor(
    readonly vscode: FakeVSCode,
    readonly browser: BrowserContext,
    /** What pages that are opened from now on have. */
    public theme: Theme,
  ) {}

  static start(browser: BrowserContext, { list, theme, isTrusted = true, ...options }: Place): Extension {
    const vscode = new FakeVSCode({ ...options, resources: RESOURCES, extension: root });
    vscode.isTrusted = isTrusted;
    vscode.files.write(vscode.at(LIST), list);
    const module = { exports: {} as { activate(context: unknown): unknown } };
    const api = vscode.api;
    const require = (name: string): unknown => {
      if (name === 'vscode') return api;
      throw new Error(`There is no ${name} in a browser.`);
    };
    // What the extension asks a browser for and Node.js may lack.
    const navigator = { userAgent: 'X11; Linux x86_64' };
    new Function('module', 'exports', 'require', 'navigator', bundle)(
      module,
      module.exports,
      require,
      navigator,
    );
    module.exports.activate(vscode.context);
    return new Extension(vscode, browser, theme);
  }

  /** Runs a command and shows the page that it opens. */
  readonly open = (command: string, argument?: object): Promise<Tab> =>
    this.openedBy(() => this.vscode.run(`xeroMfa.${command}`, argument));

  /** Shows the page that is opened while something is done. */
  async openedBy(act: () => Promise<unknown>): Promise<Tab> {
    const panel = new Promise<Tab>((resolve, reject) => {
      const listening = this.vscode.window.onDidOpenPanel(opened => {
        listening.dispose();
        // The extension sets its HTML after that.
        queueMicrotask(() => {
          this.browser
            .newPage()
            .then(page => {
              this.onTab?.(page);
              return Tab.open(page, opened, this.theme);
            })
            .then(resolve, reject);
        });
      });
    });
    const [tab] = await Promise.all([panel, act()]);
    return tab;
  }

  /** Closes what is open in the browser. */
  async closeTabs(): Promise<void> {
    for (const panel of this.vscode.window.panels.splice(0)) panel.dispose();
    for (const page of this.browser.pages()) if (page !== this.#clipboard) await page.close();
  }

  /** From now on VS Code has the browser's clipboard, and its browser. */
  async useBrowser(): Promise<void> {
    const page = await this.browser.newPage();
    this.#clipboard = page;
    await page.route('https://clipboard.test/', route =>
      route.fulfill({ contentType: 'text/html', body: '' }),
    );
    await page.goto('https://clipboard.test/');
    this.vscode.clipboard = {
      readText: () => page.evaluate<string>('navigator.clipboard.readText()'),
      writeText: text => page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`),
    };
    this.vscode.onDidOpenExternal(async uri => {
      const opened = await this.browser.newPage();
      // As VS Code does, which decodes what it was given.
      await opened.goto(uri.toString(true));
    });
  }

  /** What went wrong in the background, or by a fault of ours. */
  get faults(): readonly string[] {
    return this.vscode.window.logged;
  }

  async dispose(): Promise<void> {
    this.vscode.dispose();
    await this.browser.close();
  }
}
