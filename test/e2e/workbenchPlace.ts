import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PracticeXero as Site } from '../../practice-xero/server.mjs';
import { LIST } from '../shared/lists';
import { PracticeXero } from '../shared/practiceXero';
import type { Place } from '../shared/setUp';
import { Guide } from './guide';
import type { Files, Host } from './host';
import type { Workbench } from './workbench';

/** A window of VS Code on a list, where somebody sets MFA up. */
export class WorkbenchPlace implements Place {
  constructor(
    readonly window: Workbench,
    readonly folder: string,
    readonly site: Site,
  ) {}

  static async open(host: Host, site: Site, files: Files): Promise<WorkbenchPlace> {
    const folder = await host.workspace('team', files);
    const window = await host.open(folder);
    await window.openView();
    return new WorkbenchPlace(window, folder, site);
  }

  /** Leaves what an earlier test did: closes all tabs, in the window and in the browser, and signs out of Xero. */
  async startAfresh(): Promise<void> {
    const { page } = this.window;
    for (const tab of page.context().pages()) if (tab !== page) await tab.close();
    await page.context().clearCookies({ name: /^practiceXero/ });
    await this.window.run('View: Close All Editors');
  }

  async openGuide(login: string): Promise<Guide> {
    await this.window.runAndChoose('Xero MFA: Open Guide', login);
    return new Guide(this.window);
  }

  async openTab(): Promise<PracticeXero> {
    return new PracticeXero(await this.window.page.context().newPage());
  }

  async tabOpenedBy(act: () => Promise<void>): Promise<PracticeXero> {
    const [tab] = await Promise.all([this.window.page.context().waitForEvent('page'), act()]);
    return new PracticeXero(tab);
  }

  clipboard(): Promise<string> {
    return this.window.clipboard();
  }

  setClipboard(text: string): Promise<void> {
    return this.window.setClipboard(text);
  }

  copyCode(login: string): Promise<string> {
    return this.window.copyFromPalette(login);
  }

  async answer(label: string): Promise<void> {
    await this.window.dialog.getByRole('button', { name: label, exact: true }).click();
  }

  list(): Promise<string> {
    return readFile(join(this.folder, LIST), 'utf8');
  }

  async shows(login: string, state: 'ready' | 'no key'): Promise<void> {
    const { window } = this;
    await (state === 'ready'
      ? window.readyRow(login)
      : window.row(login).filter({ hasText: state })
    ).waitFor();
  }
}
