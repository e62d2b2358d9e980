import type { Locator } from '@playwright/test';
import type { Workbench } from './workbench';

/** The walkthrough in a window. */
export class Walkthrough {
  private constructor(private readonly window: Workbench) {}

  static async open(window: Workbench): Promise<Walkthrough> {
    await window.run('Xero MFA: Get Started');
    const walkthrough = new Walkthrough(window);
    await walkthrough.step('Add a login to the list').waitFor();
    return walkthrough;
  }

  step(title: string): Locator {
    return this.window.page.locator('.getting-started-step', { hasText: title });
  }

  /** The mark of a step: whether it is done. */
  mark(title: string, isDone: boolean): Locator {
    return this.step(title).locator(`[role="checkbox"][aria-checked="${isDone}"]`);
  }
}
