import type { Page } from '@playwright/test';
import type { FakeVSCode } from '../shared/fakeVscode';
import { GuidePage } from '../shared/guidePage';
import type { Extension } from './extension';
import type { Tab } from './tab';

/** The guide in a tab of its own. */
export class GuideTab extends GuidePage {
  private constructor(
    readonly tab: Tab,
    readonly vscode: FakeVSCode,
  ) {
    super({ page: tab.page, webview: tab.page });
  }

  static async open({ vscode, open }: Extension, login: string, step?: number): Promise<GuideTab> {
    const tab = await open('openGuide', { login, ...(step !== undefined && { step }) });
    return new GuideTab(tab, vscode);
  }

  /** The guide that is opened while something is done. */
  static async openedBy(extension: Extension, act: () => Promise<unknown>): Promise<GuideTab> {
    return new GuideTab(await extension.openedBy(act), extension.vscode);
  }

  get page(): Page {
    return this.tab.page;
  }

  /** Of the page itself: to find its element first would take three calls. */
  override evaluate<T>(expression: string): Promise<T> {
    return this.page.evaluate(expression);
  }

  /** Says yes to what VS Code asks. */
  async confirm(): Promise<void> {
    const { kind, choices, answer } = await this.vscode.window.question();
    if (kind !== 'message') throw new Error(`VS Code asks for more than a yes: ${kind}.`);
    answer(choices[0]);
  }
}
