import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { assertCodeOfNow } from './oracle';

/** The steps of Xero's set-up in the page, by their ids. */
export const XERO_STEPS = [
  'openMenu',
  'openAccount',
  'startSetUp',
  'useOwnApp',
  'showKey',
  'copyKey',
  'pasteKey',
  'copyCode',
  'enterCode',
  'confirmCode',
  'addBackup',
  'copyEmailCode',
  'confirmEmail',
  'finish',
] as const;

/** The id of a step by Xero's number for it; the steps that are not Xero's go by their ids. */
export function stepOf(step: string): string {
  return XERO_STEPS[Number(step) - 1] ?? step;
}

/** What shows pages of the extension: a window of VS Code, or a tab of a plain browser. */
export interface PageSurface {
  /** The browser's page: its keyboard, and its size. */
  readonly page: Page;
  /** The extension's page, which is in front. */
  readonly webview: Pick<FrameLocator, 'getByLabel' | 'getByRole' | 'getByText' | 'locator'>;
}

/** The guide’s page as a person sees and uses it. */
export class GuidePage {
  constructor(readonly surface: PageSurface) {}

  get frame(): PageSurface['webview'] {
    return this.surface.webview;
  }

  get heading(): Locator {
    return this.frame.getByRole('heading', { level: 1 });
  }

  /** The step that is open. */
  get open(): Locator {
    return this.frame.locator('.current-step');
  }

  /** Waits for a step to be the one that is open. By Xero's number for it, or its id. */
  async at(step: string): Promise<void> {
    await this.frame.locator(`#body-${stepOf(step)}`).waitFor({ timeout: 40_000 });
  }

  /** A step in the rail. By Xero's number for it, or its id. */
  step(step: string): Locator {
    return this.frame.locator('.step', { has: this.frame.locator(`#step-${stepOf(step)}`) });
  }

  /** Opens the causes of a rejected code that are folded. */
  async unfoldCauses(): Promise<void> {
    await this.open.locator('.cause').first().waitFor();
    for (const folded of await this.open
      .locator('.cause:not([open]) > summary')
      .all()
      .then(all => all.reverse()))
      await folded.click();
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T> {
    return this.frame.locator(':root').evaluate<T, unknown>(expression);
  }

  /** Waits until it shows the code of now: that of a key, or else of the example's. */
  async showsCodeOf(key?: string): Promise<void> {
    // The page may get a new code a little after its window has begun.
    await expect(() => assertCodeOfNow(() => this.code(), key)).toPass();
  }

  /** The code that is shown, without its space. */
  async code(): Promise<string> {
    const shown = this.open.locator('.code').filter({ hasText: /\d/ }).first();
    return (await shown.innerText()).replaceAll(/\D/g, '');
  }
}
