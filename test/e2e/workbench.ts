import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { copyPicture, dropFile } from '../shared/browserInput';
import { wordsAskedIn } from '../shared/words';

/** A window of VS Code, driven as a person does: by keys, by clicks, and by what can be read. */
export class Workbench {
  private constructor(readonly page: Page) {}

  /** Waits until the extension is running in the window. */
  static async ready(page: Page): Promise<Workbench> {
    const workbench = new Workbench(page);
    await page.locator('.monaco-workbench .part.activitybar').waitFor();
    await workbench.activityBarItem.waitFor();
    return workbench;
  }

  /** Reloads the window by its command: VS Code opens again what was open. */
  async reload(): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.run('Developer: Reload Window')]);
    await Workbench.ready(this.page);
  }

  get activityBarItem(): Locator {
    return this.page.locator('.activitybar .action-item', {
      has: this.page.getByLabel('Xero MFA', { exact: false }),
    });
  }

  /** The Xero MFA view in the sidebar. */
  get sidebar(): Locator {
    return this.page.locator('.part.sidebar');
  }

  get rows(): Locator {
    return this.sidebar.locator('.monaco-list-row');
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** The row of an account that is ready, which its icon shows and a screen reader says. */
  readyRow(text: string | RegExp): Locator {
    return this.row(text).and(this.page.locator('[aria-label*=", ready"]'));
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  get quickPickRows(): Locator {
    return this.quickInput.locator('.monaco-list-row');
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  notification(text: string | RegExp): Locator {
    return this.notifications.filter({ hasText: text });
  }

  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  get statusBar(): Locator {
    return this.page.locator('.part.statusbar');
  }

  /** Runs a command from the palette by its title. */
  async run(title: string): Promise<void> {
    await this.page.bringToFront();
    // What is under the mouse may show a hover, over the rows of what the command opens.
    await this.page.mouse.move(0, 0);
    const command = this.quickPickRows.filter({ hasText: title }).first();
    // A palette that was opened while the window starts lacks the commands that are registered after that.
    await expect(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      await this.quickInput.locator('input[type="text"]').waitFor({ timeout: 3000 });
      await this.page.keyboard.insertText(title);
      await command.waitFor({ timeout: 3000 });
    }).toPass();
    await this.page.keyboard.press('Enter');
  }

  /** Opens the picker of codes. */
  async openPicker(): Promise<void> {
    await this.run('Xero MFA: Copy Code…');
    await this.quickInput.getByText('Copy Code: new codes in').waitFor();
  }

  /** Answers the input box that asks `prompt`. */
  async answer(prompt: string, text: string): Promise<void> {
    await this.quickInput.locator('.quick-input-message').filter({ hasText: prompt }).waitFor();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Enter');
  }

  /** Asks for two of somebody’s words. */
  get wordsQuestion(): Locator {
    return this.quickInput.locator('.quick-input-message').filter({ hasText: 'of their eight words' });
  }

  /** Types the words that a box asks for, out of somebody's eight. */
  async typeWords(fingerprint: string): Promise<void> {
    await this.page.keyboard.insertText(wordsAskedIn(await this.wordsQuestion.innerText(), fingerprint));
    await this.page.keyboard.press('Enter');
  }

  /** Chooses a row of the quick pick that is open. */
  async choose(text: string | RegExp): Promise<void> {
    await this.quickPickRows.filter({ hasText: text }).first().click();
  }

  /** Runs a command, and chooses a row of the quick pick that it opens. */
  async runAndChoose(title: string, text: string | RegExp): Promise<void> {
    // VS Code may give the keyboard back to a page so late that it closes the picker.
    await expect(async () => {
      await this.run(title);
      await this.quickPickRows.filter({ hasText: text }).first().click({ timeout: 5000 });
    }).toPass({ timeout: 60_000 });
  }

  /** Runs a command, and answers the input box that it opens. */
  async runAndAnswer(title: string, prompt: string, text: string): Promise<void> {
    // As above, while a page is open.
    await expect(async () => {
      await this.run(title);
      await this.quickInput
        .locator('.quick-input-message')
        .filter({ hasText: prompt })
        .waitFor({ timeout: 5000 });
    }).toPass({ timeout: 60_000 });
    await this.answer(prompt, text);
  }

  /** Answers VS Code's own dialog for files, where it is not the system's. */
  async chooseFile(path: string): Promise<void> {
    const input = this.quickInput.locator('input[type="text"]');
    // It puts its own path back while it reads the folder.
    await expect(async () => {
      await expect(input).toHaveValue(/\//, { timeout: 3000 });
      await input.fill(path);
      await this.page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden', timeout: 3000 });
    }).toPass();
  }

  async openView(): Promise<void> {
    await this.run('Xero MFA: Focus on Accounts View');
    await this.sidebar.getByRole('tree').or(this.sidebar.locator('.welcome-view-content')).first().waitFor();
  }

  /** Chooses an item of a row's context menu with the mouse. */
  async chooseFromMenu(row: Locator, name: string): Promise<void> {
    await row.click({ button: 'right' });
    const item = this.page.getByRole('menuitem', { name });
    await item.waitFor();
    // A menu takes no click in its first moments.
    await expect(async () => {
      if (await item.isVisible()) await item.click({ timeout: 1000 });
      await item.waitFor({ state: 'detached', timeout: 1000 });
    }).toPass();
  }

  /** Moves the keyboard to the tree of accounts, and there to a row. */
  async focusRow(text: string): Promise<void> {
    const focused = this.sidebar.locator('.monaco-list:focus .monaco-list-row.focused');
    await expect(async () => {
      await this.run('Xero MFA: Focus on Accounts View');
      await this.sidebar.locator('.monaco-list:focus').waitFor({ timeout: 3000 });
      await this.page.keyboard.press('Home');
      while (!(await focused.filter({ hasText: text }).isVisible())) {
        const before = await focused.getAttribute('id', { timeout: 1000 });
        await this.page.keyboard.press('ArrowDown');
        await expect
          .poll(() => focused.getAttribute('id', { timeout: 1000 }), { timeout: 1000 })
          .not.toBe(before);
      }
    }).toPass();
  }

  /** The page of the webview that is in front, which VS Code puts into a frame within a frame. */
  get webview(): FrameLocator {
    return this.page
      .locator('iframe.webview')
      .filter({ visible: true })
      .contentFrame()
      .frameLocator('iframe#active-frame');
  }

  /** What the person's clipboard holds. */
  async clipboard(): Promise<string> {
    await this.page.bringToFront();
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  async setClipboard(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  async setClipboardPicture(png: Buffer): Promise<void> {
    await this.page.bringToFront();
    await copyPicture(this.page, png);
  }

  /**
   * Drops a file from outside the window on a place in it.
   *
   * @param overSidebar the way there leads over the sidebar, with Shift held down
   */
  async dropFile(file: string, target: Locator, { overSidebar }: { overSidebar: boolean }): Promise<void> {
    await dropFile(this.page, file, target, overSidebar ? this.sidebar : undefined);
  }

  /** Waits until VS Code reads the clipboard, and tells what it got. */
  clipboardRead(): Promise<string> {
    return this.page.evaluate<string>(`new Promise(resolve => {
      navigator.clipboard.readText = async () => {
        delete navigator.clipboard.readText;
        const text = await navigator.clipboard.readText();
        resolve(text);
        return text;
      };
    })`);
  }

  /** Waits for the clipboard to hold something else than `before`. */
  async copied(before = ''): Promise<string> {
    let text = before;
    await expect(async () => {
      text = await this.clipboard();
      expect(text).not.toBe(before);
    }).toPass();
    return text;
  }

  /**
   * Copies the code of an account from the palette.
   *
   * @param refused a code that it is not to be
   */
  async copyFromPalette(account: string, refused = ''): Promise<string> {
    await this.setClipboard('');
    await this.runAndChoose('Xero MFA: Copy Code…', account);
    const code = await this.copied();
    expect(code, 'The next code has not begun.').not.toBe(refused);
    return code;
  }

  /**
   * Pastes a key for an account from the palette and stores it.
   *
   * @param look is called while the code of the key is shown
   */
  async storeSetupKey(account: string, key: string, look?: () => Promise<void>): Promise<void> {
    await this.run('Xero MFA: Add Setup Key');
    // The only account there is is not asked for.
    const row = this.quickPickRows.filter({ hasText: account }).first();
    await row.or(this.quickInput.locator('input[type="password"]')).waitFor();
    if (await row.isVisible()) await row.click();
    await this.answer('Paste the setup key', key);
    const store = this.quickPickRows.filter({ hasText: 'Save this key' });
    await store.waitFor();
    await look?.();
    await store.click();
    await this.notification('Setup key saved for').waitFor();
    await this.clearNotifications();
  }

  /** Takes all notifications out of sight. */
  async clearNotifications(): Promise<void> {
    const first = this.notifications.first();
    await this.page.bringToFront();
    await this.page.keyboard.press('Escape');
    try {
      await first.waitFor({ state: 'detached', timeout: 500 });
    } catch {
      // What has the focus took the key.
      await this.run('Notifications: Clear All Notifications');
      await first.waitFor({ state: 'detached' });
    }
  }
}
