import { expect } from '@playwright/test';
import type { PracticeXero as Site } from '../../practice-xero/server.mjs';
import { LIST } from '../shared/lists';
import { PracticeXero } from '../shared/practiceXero';
import type { Place } from '../shared/setUp';
import type { Extension } from './extension';
import { GuideTab } from './guideTab';

/** The extension in a fake VS Code, where somebody sets MFA up in tabs of one browser. */
export class ExtensionPlace implements Place {
  private constructor(
    readonly extension: Extension,
    readonly site: Site,
  ) {}

  static async open(extension: Extension, site: Site): Promise<ExtensionPlace> {
    await extension.useBrowser();
    return new ExtensionPlace(extension, site);
  }

  /** Leaves what an earlier test did: closes all tabs, and signs out of Xero. */
  async startAfresh(): Promise<void> {
    await this.extension.closeTabs();
    await this.extension.browser.clearCookies();
  }

  openGuide(login: string): Promise<GuideTab> {
    return GuideTab.open(this.extension, login);
  }

  async openTab(): Promise<PracticeXero> {
    return new PracticeXero(await this.extension.browser.newPage());
  }

  async tabOpenedBy(act: () => Promise<void>): Promise<PracticeXero> {
    const [tab] = await Promise.all([this.extension.browser.waitForEvent('page'), act()]);
    return new PracticeXero(tab);
  }

  async clipboard(): Promise<string> {
    return this.extension.vscode.clipboard.readText();
  }

  async setClipboard(text: string): Promise<void> {
    await this.extension.vscode.clipboard.writeText(text);
  }

  async copyCode(login: string): Promise<string> {
    await this.extension.vscode.run('xeroMfa.copyCode', { login });
    return this.clipboard();
  }

  async answer(label: string): Promise<void> {
    (await this.extension.vscode.window.question()).answer(label);
  }

  async list(): Promise<string> {
    const { files, at } = this.extension.vscode;
    return files.text(at(LIST));
  }

  async shows(login: string, state: 'ready' | 'no key'): Promise<void> {
    const spoken = state === 'ready' ? 'ready' : 'no setup key';
    await expect
      .poll(async () => {
        const rows = await this.extension.vscode.window.rows('xeroMfa.accounts');
        return rows.map(({ accessibilityInformation }) => accessibilityInformation?.label);
      })
      .toContainEqual(expect.stringMatching(new RegExp(`^${login}.*, ${spoken}`)));
  }
}
