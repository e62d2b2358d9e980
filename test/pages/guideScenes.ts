import { expect, type Locator } from '@playwright/test';
import { XERO_STEPS } from '../shared/guidePage';
import { EXAMPLE_KEY, NEW_KEY } from '../shared/oracle';
import type { GuideTab } from './guideTab';

/** What it answers to security questions, and asks. */
export const ANSWERS = Array.from({ length: 6 }, (_, index) => `Kept4Me${index}`);

/**
 * Leads the guide through everything its page can show, and stops at each: every step, every scenario and what is to be
 * done in it besides, every error. It goes by what the page is made of and not by its words, so that it does in any language.
 */
export async function visitScenes(guide: GuideTab, look: (scene: string) => Promise<void>): Promise<void> {
  const page = new ScenePage(guide);
  await page.choose('setUp');
  await page.act('startOver', 'openMenu');
  await page.openPrerequisites();
  await look('1, with the prerequisites');
  await page.skipPrerequisites();
  // A step that was left out is told by the one after it.
  await page.open('openAccount');
  await look('2, first');
  await page.open('openMenu');
  await page.act('next', 'openAccount');
  for (const [index, next] of XERO_STEPS.slice(2, 7).entries()) {
    await look(`${index + 2}`);
    await page.act('next', next);
  }
  await look('7');
  await page.submit('key', 'jbsw 1111');
  await look('7, with an error');
  await page.storeKey();
  await look('8');
  await page.hurry();
  await look('8, with a code about to end');
  await page.act('copyCode', 'confirmCode');
  await look('10, with a copied code');
  await page.open('enterCode');
  await look('9');
  await page.act('next', 'confirmCode');
  await look('10');
  await page.troubleshooting();
  await look('10, with troubleshooting');
  await page.act('codeAccepted', 'addBackup');
  await look('11');
  await page.submit('backupEmail', 'nobody');
  await look('11, with an error');
  await page.questions();
  await look('11, with questions and an error');
  await answerQuestions(guide);
  await look('11, with answers that are stored');
  await page.at('useEmail').click();
  await page.guide.frame.locator('#backupEmail').waitFor();
  await page.open('copyEmailCode');
  await look('12, first');
  await page.act('back', 'addBackup');
  await page.act('next', 'copyEmailCode');
  await look('12');
  await page.act('next', 'confirmEmail');
  await look('13');
  await page.act('next', 'finish');
  await look('14');
  await page.at('next').click();
  await page.at('openList').waitFor();
  await look('14, finished');
  const seen = new Set<string>();
  for (const scenario of await page.scenarios()) {
    await page.choose(scenario);
    const extraSteps = (await page.extraSteps()).filter(extraStep => !seen.has(extraStep));
    for (const extraStep of extraSteps) {
      await page.open(extraStep);
      await look(`${scenario}: ${extraStep}`);
      seen.add(extraStep);
    }
    if (extraSteps.length === 0) await look(scenario);
  }
  await page.choose('newDevice');
  await page.open('pasteKey');
  await page.replaceKey();
  await look('8, with the old key kept');
  await page.putKeyBack();
  await page.choose('setUp');
}

const SCENARIO_TEXT = "document.querySelector('#scenario-text').textContent";

/** The guide's page by its structure. */
export class ScenePage {
  constructor(readonly guide: GuideTab) {}

  at(action: string): Locator {
    return this.guide.open.locator(`[data-action="${action}"]`).first();
  }

  /** Presses a button and waits for the step it leads to. */
  act(action: string, step: string): Promise<void> {
    return this.#press(`[data-action="${action}"]`, step);
  }

  open(step: string): Promise<void> {
    return this.#press(`#step-${step}`, step);
  }

  #press(selector: string, step: string): Promise<void> {
    return this.#untilAfter(
      `document.querySelector('${selector}').click()`,
      `document.querySelector('#body-${step}')?.checkVisibility()`,
    );
  }

  /**
   * Does something in the page, and waits for what comes of it. Whether a person can do so is for other tests: a click of
   * theirs takes as long as ten of these.
   */
  #untilAfter(act: string, condition: string): Promise<void> {
    return this.guide.evaluate(`new Promise((resolve, reject) => {
      const isDone = () => {
        if (!(${condition})) return;
        observer.disconnect();
        clearTimeout(timer);
        resolve();
      };
      const observer = new MutationObserver(isDone);
      observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
      const timer = setTimeout(() => reject(new Error(${JSON.stringify(`${act} has not led to ${condition}.`)})), 20_000);
      ${act};
      isDone();
    })`);
  }

  async openPrerequisites(): Promise<void> {
    const details = this.guide.frame.locator('details.prerequisites');
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
    await this.guide.frame.locator('details.prerequisites[open]').waitFor();
  }

  async skipPrerequisites(): Promise<void> {
    await this.guide.frame.locator('[data-action="skipPrerequisites"]').click();
    await this.guide.frame.locator('details.prerequisites:not([open])').waitFor();
  }

  scenarios(): Promise<string[]> {
    return this.guide.evaluate(
      "Array.from(document.querySelectorAll('#scenario option'), each => each.value)",
    );
  }

  async choose(scenario: string): Promise<void> {
    const { value, text } = await this.guide.evaluate<{ value: string; text: string }>(
      `({ value: document.querySelector('#scenario').value, text: ${SCENARIO_TEXT} })`,
    );
    if (value === scenario) return;
    await this.#untilAfter(
      `document.querySelector('#scenario').value = '${scenario}';
      document.querySelector('#scenario').dispatchEvent(new Event('change', { bubbles: true }))`,
      `${SCENARIO_TEXT} !== ${JSON.stringify(text)}`,
    );
  }

  /** The ids of the scenario's steps. */
  async steps(): Promise<string[]> {
    const ids = await this.guide.evaluate<string[]>(
      "Array.from(document.querySelectorAll('.step-title'), each => each.id)",
    );
    return ids.map(id => id.replace('step-', ''));
  }

  /** The steps of the scenario that are not Xero's own. */
  async extraSteps(): Promise<string[]> {
    return (await this.steps()).filter(id => !XERO_STEPS.some(step => step === id));
  }

  async submit(field: string, text: string): Promise<void> {
    const input = this.guide.frame.locator(`#${field}`);
    await input.fill(text);
    await input.press('Enter');
    await this.guide.frame.locator(`#problem-${field} p`).waitFor();
  }

  async storeKey(): Promise<void> {
    await this.guide.frame.locator('#key').fill(EXAMPLE_KEY.shown);
    await this.guide.frame.locator('#key').press('Enter');
    await this.guide.frame.locator('#body-copyCode').waitFor();
  }

  async replaceKey(): Promise<void> {
    await this.guide.frame.locator('#key').fill(NEW_KEY);
    await this.guide.frame.locator('#key').press('Enter');
    await this.confirm();
    await this.guide.frame.locator('#body-copyCode').waitFor();
  }

  /** Leaves the stored key as it was before another took its place. */
  async putKeyBack(): Promise<void> {
    const putBack = this.guide.frame.locator('header [data-action="putKeyBack"]');
    await putBack.click();
    await this.confirm();
    await putBack.waitFor({ state: 'detached' });
  }

  /** Says yes to what VS Code asks. */
  confirm(): Promise<void> {
    return this.guide.confirm();
  }

  /** A code that has few seconds left, whatever the second is: the message is made up. */
  async hurry(): Promise<void> {
    const code = { code: '123 456', next: '654 321', remaining: 5000, period: 30_000 };
    const data = JSON.stringify({ type: 'code', code });
    await expect(async () => {
      // The extension may send the real one in between.
      await this.guide.evaluate(`dispatchEvent(new MessageEvent('message', { data: ${data} }))`);
      await this.guide.frame.locator('.hurry .next-code').waitFor({ timeout: 1000 });
    }).toPass();
  }

  /** Opens troubleshooting and does each check there that asks nobody else. */
  async troubleshooting(): Promise<void> {
    await this.at('codeRejected').click();
    await this.guide.unfoldCauses();
    await this.submit('compareKey', 'jbsw 1111');
    await this.guide.frame.locator('#compareKey').fill(EXAMPLE_KEY.shown);
    await this.guide.frame.locator('#compareKey').press('Enter');
    const results = this.guide.open.locator('.troubleshooting .note');
    await results.nth(0).waitFor();
    await this.at('findOtherLogin').click();
    await results.nth(1).waitFor();
    await this.at('waitForUnlock').click();
    await this.guide.open.locator('.limit', { hasText: /\d:\d\d/ }).waitFor();
    await this.submit('compareKey', 'jbsw 1111');
  }

  async questions(): Promise<void> {
    await this.at('useQuestions').click();
    await this.guide.open.locator('.questions [type="submit"]').click();
    await this.guide.frame.locator('#problem-answers p').waitFor();
    await this.guide.frame.locator('#question-0:focus').waitFor();
  }
}

/** Fills in the questions of a guide and has the answers stored. */
export async function answerQuestions(guide: GuideTab): Promise<void> {
  const note = guide.open.locator('.widget > .note');
  const replaces = await note.isVisible();
  const inputs = guide.open.locator('.questions input:not([type="checkbox"])');
  for (const [index, answer] of ANSWERS.entries()) await inputs.nth(index).fill(answer);
  const show = guide.open.locator('.questions .check input');
  await show.check();
  await guide.open.locator('.questions [type="submit"]').click();
  if (replaces) await guide.confirm();
  await note.waitFor();
  await expect(inputs.first()).toHaveValue('');
  await show.uncheck();
}
