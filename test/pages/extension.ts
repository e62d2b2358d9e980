import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { FakeVSCode } from '../shared/fakeVscode';
import { LIST } from '../shared/lists';
import { RESOURCES, Tab } from './tab';
import type { Theme } from './themes';

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
}

/** The extension in a VS Code that is a fake, with its pages in tabs of a real browser. */
export class Extension {
  /** Called with the browser's page of a tab before anything is loaded in it. */
  onTab: ((page: Page) => void) | undefined;

  private constructor(
    readonly vscode: FakeVSCode,
    private readonly browser: BrowserContext,
    private readonly theme: Theme,
  ) {}

  static start(browser: BrowserContext, { list, theme, ...options }: Place): Extension {
    const vscode = new FakeVSCode({ ...options, resources: RESOURCES, extension: root });
    vscode.files.write(vscode.at(LIST), list);
    const module = { exports: {} as { activate(context: unknown): unknown } };
    const api = vscode.api;
    new Function('module', 'exports', 'require', bundle)(module, module.exports, (name: string) => {
      if (name === 'vscode') return api;
      throw new Error(`There is no ${name} in a browser.`);
    });
    module.exports.activate(vscode.context);
    return new Extension(vscode, browser, theme);
  }

  /** Runs a command and shows the page that it opens. */
  readonly open = async (command: string, argument: object): Promise<Tab> => {
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
    const [tab] = await Promise.all([panel, this.vscode.run(`xeroMfa.${command}`, argument)]);
    return tab;
  };

  /** What went wrong in the background, or by a fault of ours. */
  get faults(): readonly string[] {
    return this.vscode.window.logged;
  }

  async dispose(): Promise<void> {
    this.vscode.dispose();
    await this.browser.close();
  }
}
