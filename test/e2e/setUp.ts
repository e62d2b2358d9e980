import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { PracticeXero as Site } from '../../practice-xero/server.mjs';
import { LIST } from '../shared/lists';
import { Guide } from './guide';
import type { Files, Host } from './host';
import { PracticeXero } from './practiceXero';
import type { Workbench } from './workbench';

/** Where somebody sets MFA up: a window on a list, and the site its guide opens. */
export interface Place {
  readonly window: Workbench;
  readonly folder: string;
  readonly site: Site;
}

/** Opens a window where somebody sets MFA up. */
export async function openPlace(host: Host, site: Site, files: Files): Promise<Place> {
  const folder = await host.workspace('team', files);
  const window = await host.open(folder);
  await window.openView();
  return { window, folder, site };
}

/** Leaves what an earlier test did: closes all tabs, in the window and in the browser, and signs out of Xero. */
export async function startAfresh({ window }: Place): Promise<void> {
  const context = window.page.context();
  for (const tab of context.pages()) if (tab !== window.page) await tab.close();
  await context.clearCookies({ name: /^practiceXero/ });
  await window.run('View: Close All Editors');
}

/** Opens Xero in a tab of its own, as somebody does without the guide. */
export async function openXeroTab({ window, site }: Place): Promise<PracticeXero> {
  const tab = await window.page.context().newPage();
  await tab.goto(site.url);
  return new PracticeXero(tab);
}

/** One person's set-up of one login: the guide in one tab, the practice Xero in another. */
export class SetUp {
  readonly guide: Guide;
  xero!: PracticeXero;

  private constructor(
    readonly login: string,
    private readonly place: Place,
  ) {
    this.guide = new Guide(place.window);
  }

  /**
   * Opens the guide of a login.
   *
   * @param mark the step it is to be at
   */
  static async open(login: string, place: Place, mark = '1'): Promise<SetUp> {
    const setUp = new SetUp(login, place);
    await place.window.runAndChoose('Xero MFA: Open Guide', login);
    await setUp.guide.at(mark);
    return setUp;
  }

  /** The key of the set-up that is under way in the practice Xero. */
  get newKey(): string {
    return this.place.site.person(this.login)?.setUpKeyBase32 ?? '';
  }

  /** The login's entry in the list. */
  async entry(): Promise<Record<string, unknown> | undefined> {
    const { accounts } = JSON.parse(await readFile(join(this.place.folder, LIST), 'utf8'));
    return accounts.find((account: { login: string }) => account.login === this.login);
  }

  /** Presses a button of the open step. */
  async press(name: string): Promise<void> {
    await this.place.window.page.bringToFront();
    await this.guide.open.getByRole('button', { name, exact: true }).click();
  }

  /** Presses what leads to another step. */
  async next(mark: string, button = 'Next'): Promise<void> {
    await this.press(button);
    await this.guide.at(mark);
  }

  async follow(scenario: string, mark: string): Promise<void> {
    await this.guide.frame.getByRole('combobox').selectOption(scenario);
    await this.guide.at(mark);
  }

  /** Opens Xero by the button of the step. */
  async openXero(): Promise<PracticeXero> {
    const { page } = this.place.window;
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      this.press('Open Xero in Browser'),
    ]);
    this.xero = new PracticeXero(tab);
    await tab.waitForURL(this.place.site.url);
    return this.xero;
  }

  /** Steps 1 to 5: as far as the page with the key. */
  async toKey(): Promise<void> {
    const xero = await this.openXero();
    await xero.signIn(this.login);
    await xero.openMenu();
    await this.next('2');
    await xero.button('Account').click();
    await this.next('3');
    await xero.button('Set up').click();
    await this.next('4');
    await xero.button('Use my own app').click();
    await this.next('5');
    await xero.button("Can't scan the QR code? Enter a setup key instead").click();
    await this.next('6');
  }

  /** Steps 6 and 7, by the clipboard. */
  async storeKey(): Promise<void> {
    await this.xero.copyKey();
    await this.next('7');
    await this.next('8', 'Paste from Clipboard');
    await expect.poll(() => this.place.window.clipboard()).toBe('');
    await this.guide.showsCodeOf(this.newKey);
  }

  /** Copies the code by a button of the open step. */
  async copyCode(mark: string): Promise<string> {
    const { window } = this.place;
    await window.setClipboard('');
    await this.next(mark, 'Copy Code');
    return window.copied();
  }

  /** Steps 8 and 9, and the first half of 10: the code is in Xero's field. */
  async enterCode(): Promise<string> {
    const code = await this.copyCode('9');
    await this.xero.button('Enter Code').click();
    await this.next('10');
    await this.xero.paste('One-time code');
    return code;
  }

  /** Steps 8 to 10. */
  async confirmCode(mark: string): Promise<void> {
    await this.enterCode();
    expect(await this.xero.isTaken('Confirm')).toBe(true);
    await this.next(mark, 'It Worked');
  }

  /** Steps 11 to 13. */
  async giveBackupEmail(address: string): Promise<void> {
    const { guide, xero } = this;
    await guide.frame.getByRole('textbox', { name: 'Backup email' }).fill(address);
    await this.press('Check and Add to List');
    await expect.poll(async () => (await this.entry())?.['backupEmail']).toBe(address);
    await xero.field('Backup email').fill(address);
    await xero.button('Continue').click();
    await this.next('12');
    await guide.open.getByText(address).waitFor();
    await xero.copyEmailedCode();
    await this.next('13');
    await xero.paste('Code from the email');
    await xero.button('Confirm email').click();
    await this.next('14');
  }

  /** The last step of a set-up, in Xero and here. */
  async finish(button = 'MFA Is Set Up'): Promise<void> {
    await this.xero.at('Multi-factor authentication is set up');
    await this.xero.button('Continue').click();
    await this.press(button);
    await this.guide.frame.getByText('All done').waitFor();
    expect((await this.entry())?.['mfaSetUpOn']).toBe(today());
    expect(this.place.site.person(this.login)?.mfa).toBe(true);
    await this.place.window.readyRow(this.login).waitFor();
  }
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map(part => String(part).padStart(2, '0'))
    .join('-');
}
