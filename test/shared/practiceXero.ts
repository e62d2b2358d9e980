import { expect, type Locator, type Page } from '@playwright/test';
import { halfMinute } from './oracle';

/** The practice Xero in a tab, as a person sees and uses it. */
export class PracticeXero {
  constructor(readonly page: Page) {}

  /** What is pressed to go on, be it a button or a link. */
  button(name: string): Locator {
    const options = { name, exact: true };
    return this.page.getByRole('button', options).or(this.page.getByRole('link', options));
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get refusal(): Locator {
    return this.page.getByRole('alert');
  }

  async at(heading: string): Promise<void> {
    await this.heading.filter({ hasText: heading }).waitFor();
  }

  /** Enters login and password. */
  async signIn(login: string): Promise<void> {
    await this.field('Email address').fill(login);
    await this.field('Password').fill('anything');
    await this.button('Log in').click();
  }

  async openMenu(): Promise<void> {
    await this.page.getByRole('button', { name: 'your menu' }).click();
  }

  async signOut(): Promise<void> {
    await this.openMenu();
    await this.button('Log out').click();
    await this.at('Sign in to practise');
  }

  async openAccount(): Promise<void> {
    await this.openMenu();
    await this.button('Account').click();
    await this.at('Account');
  }

  /** From the choice of the app to the page with the key. */
  async showKey(): Promise<void> {
    await this.button('Use my own app').click();
    await this.button("Can't scan the QR code? Enter a setup key instead").click();
  }

  /** From nowhere to the page with the key: by the forms of the pages before it alone. */
  async skipToKey(login: string): Promise<void> {
    const { page } = this;
    const address = (path: string): string => new URL(path, page.url()).href;
    const send = (path: string, form = {}): Promise<unknown> =>
      page.request.post(address(path), { form, maxRedirects: 0 });
    await send('/', { email: login, password: 'anything' });
    await send('/account/set-up');
    await send('/set-up', { method: 'app' });
    await page.goto(address('/set-up/qr?key=shown'));
  }

  async copyKey(): Promise<void> {
    await this.button('Copy').click();
    await this.page.getByText('Copied.').waitFor();
  }

  /** Puts what is on the clipboard into a field, in place of what is there. */
  async paste(label: string): Promise<void> {
    await this.page.bringToFront();
    await this.field(label).selectText();
    // Its script, which may send what is pasted, has run by then.
    await this.page.waitForLoadState();
    await this.page.keyboard.press('Control+V');
  }

  /** Copies the code of the newest message from the inbox, which opens in a tab of its own. */
  async copyEmailedCode(): Promise<void> {
    const [inbox] = await Promise.all([
      this.page.context().waitForEvent('page'),
      this.page.getByRole('link', { name: 'Open the practice inbox' }).click(),
    ]);
    await inbox.getByRole('list').getByRole('link').first().click();
    await inbox.locator('[aria-labelledby="code-label"]').selectText();
    await inbox.keyboard.press('Control+C');
    await inbox.close();
  }

  /** Enters codes until one is taken: one that was used before is not, and the next one comes in half a minute. */
  async tryCode(button: string, next: (refused: string) => Promise<string>): Promise<void> {
    let refused = '';
    let at = 0;
    await expect(async () => {
      if (refused !== '') await expect.poll(halfMinute, { timeout: 40_000 }).not.toBe(at);
      at = halfMinute();
      const code = await next(refused);
      await this.page.bringToFront();
      await this.field('One-time code').fill(code);
      if (await this.isTaken(button)) return;
      refused = code;
      throw new Error(`The practice Xero refused ${code}.`);
    }).toPass({ timeout: 60_000 });
  }

  /** Sends a form, and tells whether what was entered is accepted. */
  async isTaken(button: string): Promise<boolean> {
    await Promise.all([this.page.waitForEvent('domcontentloaded'), this.button(button).click()]);
    return !(await this.refusal.isVisible());
  }
}
