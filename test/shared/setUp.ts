import { expect } from '@playwright/test';
import type { PracticeXero as Site } from '../../practice-xero/server.mjs';
import type { GuidePage } from './guidePage';
import type { PracticeXero } from './practiceXero';

/** Where somebody sets MFA up: a VS Code with a guide, a browser with the practice Xero, one clipboard. */
export interface Place {
  readonly site: Site;
  openGuide(login: string): Promise<GuidePage>;
  /** Opens a tab of the browser that Xero is used in. */
  openTab(): Promise<PracticeXero>;
  /** The tab that is opened while something is done. */
  tabOpenedBy(act: () => Promise<void>): Promise<PracticeXero>;
  clipboard(): Promise<string>;
  setClipboard(text: string): Promise<void>;
  /** Copies the code of a login without the guide. */
  copyCode(login: string): Promise<string>;
  /** Answers what VS Code asks, by the label of a button or a row. */
  answer(label: string): Promise<void>;
  /** The text of the list. */
  list(): Promise<string>;
  /** Waits until the sidebar shows that a login has a key, or none. */
  shows(login: string, state: 'ready' | 'no key'): Promise<void>;
}

/** Opens Xero in a tab of its own, as somebody does without the guide. */
export async function openXeroTab(place: Place): Promise<PracticeXero> {
  const xero = await place.openTab();
  await xero.page.goto(place.site.url);
  return xero;
}

/** A code of a login, copied without the guide; not one that was refused before. */
export async function copyOtherCode(place: Place, login: string, refused: string): Promise<string> {
  const code = await place.copyCode(login);
  expect(code, 'The next code has not begun.').not.toBe(refused);
  return code;
}

/** One person's set-up of one login: the guide in one tab, the practice Xero in another. */
export class SetUp {
  xero!: PracticeXero;
  /** What was clicked in VS Code, from opening the guide. */
  readonly clicks: string[] = ['Open Guide'];

  private constructor(
    readonly login: string,
    private readonly place: Place,
    readonly guide: GuidePage,
  ) {}

  /**
   * Opens the guide of a login.
   *
   * @param step the one it is to be at: Xero's number for it, or its id
   */
  static async open(login: string, place: Place, step = '1'): Promise<SetUp> {
    const setUp = SetUp.in(await place.openGuide(login), login, place);
    await setUp.guide.at(step);
    return setUp;
  }

  /** Goes on in a guide that is open. */
  static in(guide: GuidePage, login: string, place: Place): SetUp {
    return new SetUp(login, place, guide);
  }

  /** The key of the set-up that is under way in the practice Xero. */
  get newKey(): string {
    return this.place.site.person(this.login)?.setUpKeyBase32 ?? '';
  }

  /** The login's entry in the list. */
  async entry(): Promise<Record<string, unknown> | undefined> {
    const { accounts } = JSON.parse(await this.place.list());
    return accounts.find((account: { login: string }) => account.login === this.login);
  }

  /** Presses a button of the open step. */
  async press(name: string): Promise<void> {
    await this.guide.surface.page.bringToFront();
    this.clicks.push(name);
    await this.guide.open.getByRole('button', { name, exact: true }).click();
  }

  /** Presses what leads to another step. */
  async next(step: string, button = 'Next'): Promise<void> {
    await this.press(button);
    await this.guide.at(step);
  }

  async follow(scenario: string, step: string): Promise<void> {
    await this.guide.frame.getByRole('combobox').selectOption(scenario);
    await this.guide.at(step);
  }

  /** Opens Xero by the button of the step. */
  async openXero(): Promise<PracticeXero> {
    this.xero = await this.place.tabOpenedBy(() => this.press('Open Xero in Browser'));
    await this.xero.page.waitForURL(this.place.site.url);
    return this.xero;
  }

  /** Steps 1 to 5: as far as the page with the key. */
  async toKey(): Promise<void> {
    const xero = await this.openXero();
    await this.guide.at('2');
    await xero.signIn(this.login);
    await xero.openMenu();
    await xero.button('Account').click();
    await this.next('3');
    await xero.button('Set up').click();
    await this.next('4');
    await xero.button('Use my own app').click();
    await this.next('5');
    await xero.button("Can't scan the QR code? Enter a setup key instead").click();
    await this.next('6');
  }

  /** As far as the page with the key, where how to get there is not what the test is about. */
  async skipToKey(): Promise<void> {
    const xero = await this.openXero();
    await xero.skipToKey(this.login);
    await this.guide.step('6').getByRole('button').click();
    await this.guide.at('6');
  }

  /** Steps 6 and 7, by the clipboard. */
  async storeKey(): Promise<void> {
    await this.xero.copyKey();
    await this.next('8', 'Paste from Clipboard');
    await expect.poll(() => this.place.clipboard()).toBe('');
    await this.guide.showsCodeOf(this.newKey);
  }

  /** Copies the code by a button of the open step. */
  async copyCode(step: string): Promise<string> {
    await this.place.setClipboard('');
    await this.next(step, 'Copy Code');
    await expect.poll(() => this.place.clipboard()).not.toBe('');
    return this.place.clipboard();
  }

  /** Steps 8 and 9, and the first half of 10: the code is in Xero's field. */
  async enterCode(): Promise<string> {
    const code = await this.copyCode('10');
    await this.xero.button('Enter Code').click();
    await this.xero.paste('One-time code');
    return code;
  }

  /** Steps 8 to 10. */
  async confirmCode(step: string): Promise<void> {
    await this.enterCode();
    expect(await this.xero.isTaken('Confirm')).toBe(true);
    await this.next(step, 'It Worked');
  }

  /** Steps 11 to 13. */
  async giveBackupEmail(address: string): Promise<void> {
    const { guide, xero } = this;
    this.clicks.push('Backup email');
    await guide.frame.getByRole('textbox', { name: 'Backup email' }).fill(address);
    await this.next('12', 'Add to List and Copy');
    await expect.poll(async () => (await this.entry())?.['backupEmail']).toBe(address);
    await xero.paste('Backup email');
    await expect(xero.field('Backup email')).toHaveValue(address);
    await xero.button('Continue').click();
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
    await this.place.shows(this.login, 'ready');
  }
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map(part => String(part).padStart(2, '0'))
    .join('-');
}
