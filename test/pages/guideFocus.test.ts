import { expect } from '@playwright/test';
import { AU, list, NZ } from '../shared/lists';
import { EXAMPLE_KEY } from '../shared/oracle';
import type { Extension } from './extension';
import { GuideTab } from './guideTab';
import { test } from './test';

/** What has the keyboard: a button by its action, anything else by its id. */
const FOCUSED = 'document.activeElement.dataset.action ?? document.activeElement.id';

test('Enter says nothing by itself at any step, however a person got there', async ({ start }) => {
  const guide = await GuideTab.open(
    await start({ list: list(AU, NZ), settings: { 'xeroMfa.minimumRemaining': 0 } }),
    AU.login,
  );
  const { keyboard } = guide.page;
  const focused = (): Promise<string> => guide.evaluate(FOCUSED);
  const progress = (): Promise<string> => guide.frame.locator('.progress').innerText();
  const press = async (selector: string): Promise<void> => {
    await guide.frame.locator(selector).first().focus();
    await keyboard.press('Enter');
  };

  const scenarios = await guide.evaluate<string[]>(
    "Array.from(document.querySelectorAll('#scenario option'), ({ value }) => value)",
  );
  const unlike: string[] = [];
  for (const scenario of scenarios) {
    await guide.frame.locator('#scenario').selectOption(scenario);
    const steps = guide.frame.locator('.step-title');
    await expect(guide.frame.locator('#scenario')).toHaveValue(scenario);
    const ids = await steps.evaluateAll(all => all.map(({ id }) => id));
    for (const id of ids) {
      const step = id.replace('step-', '');
      await press(`#${id}`);
      await guide.frame.locator(`#body-${step}`).waitFor();
      const before = await progress();
      // A step that is open already leaves the keyboard in the rail.
      await expect.poll(focused).toMatch(new RegExp(`^(title|step)-${step}$`));
      await keyboard.press('Enter');
      if ((await progress()) !== before) unlike.push(`${scenario} ${step}`);
      const mains = await guide.open.locator('.primary').count();
      if (mains !== 1) unlike.push(`${scenario} ${step} has ${mains} main buttons`);
    }
  }
  expect(unlike).toEqual([]);

  await guide.frame.locator('#scenario').selectOption('setUp');
  await press('#step-pasteKey');
  await guide.frame.locator('#key').fill(EXAMPLE_KEY.shown);
  await keyboard.press('Enter');
  await guide.at('8');
  await expect.poll(focused).toBe('title-copyCode');
  const copy = '.current-step [data-action="copyCode"]';
  await press(copy);
  // As of somebody who takes the keyboard's time for the extension's.
  await keyboard.press('Enter');
  await guide.at('10');
  await expect.poll(focused).toBe('title-confirmCode');
  await expect(guide.open.locator('.primary')).toHaveAttribute('data-action', 'codeAccepted');
  const done = await progress();
  await keyboard.press('Enter');
  await press('.current-step [data-action="codeRejected"]');
  await expect.poll(focused).toBe('troubleshooting');
  await keyboard.press('Enter');
  await expect(guide.open.locator('.primary')).toHaveAttribute('data-action', 'checkClock');
  await press(copy);
  await expect(guide.open.locator('.primary')).toHaveAttribute('data-action', 'codeAccepted', {
    timeout: 20_000,
  });
  expect(await focused()).toBe('copyCode');
  expect(await progress()).toBe(done);
});

/** A guide that has a key, after Xero rejected a code, with all causes open. */
async function openCauses(extension: Extension): Promise<GuideTab> {
  const guide = await GuideTab.open(extension, AU.login);
  await guide.frame.locator('#step-pasteKey').click();
  await guide.frame.locator('#key').fill(EXAMPLE_KEY.shown);
  await guide.frame.locator('#key').press('Enter');
  await guide.at('8');
  await guide.frame.locator('#step-confirmCode').click();
  await guide.at('10');
  await guide.open.locator('[data-action="codeRejected"]').click();
  await guide.unfoldCauses();
  return guide;
}

test('a button that waits for the next code counts down, and keeps the keyboard', async ({ start }) => {
  const guide = await openCauses(
    await start({ list: list(AU, NZ), settings: { 'xeroMfa.minimumRemaining': 0 } }),
  );
  // Whatever the second is, the next code is not the one of now.
  const next = guide.open.locator('[data-action="copyNextCode"]');
  const said = guide.frame.locator('body > [role="status"]').first();
  await next.focus();
  await guide.page.keyboard.press('Enter');
  await expect(next).toHaveText(/^Waiting \d+ s…$/);
  await expect(next).toHaveAttribute('aria-disabled', 'true');
  await expect(said).toHaveText('Waiting for the next code. It will be copied.');
  const first = await next.innerText();
  await expect(next).not.toHaveText(first);
  await expect(next).toHaveText('Copy Next Code', { timeout: 40_000 });
  await expect(next).not.toHaveAttribute('aria-disabled', 'true');
  expect(await guide.evaluate(FOCUSED)).toBe('copyNextCode');
});

test('the keyboard begins at the current step, when the page opens and when a person comes back to it', async ({
  start,
}) => {
  const guide = await GuideTab.open(await start({ list: list(AU) }), AU.login);
  const { keyboard } = guide.page;
  const focused = (): Promise<string> => guide.evaluate(FOCUSED);
  const comeBack = (): Promise<void> => guide.evaluate("dispatchEvent(new Event('focus'))");
  await expect.poll(focused).toBe('title-openMenu');
  await keyboard.press('Tab');
  expect(await focused()).toBe('openXero');
  // It stays where it was.
  await comeBack();
  expect(await focused()).toBe('openXero');
  await guide.evaluate('document.activeElement.blur()');
  await comeBack();
  expect(await focused()).toBe('title-openMenu');
  expect(await guide.evaluate('scrollY')).toBe(0);
  await keyboard.press('Shift+Tab');
  expect(await focused()).toBe('step-finish');
});

test('the timer of a locked login says so at its button, which keeps the keyboard', async ({ start }) => {
  const guide = await openCauses(
    await start({ list: list(AU), settings: { 'xeroMfa.minimumRemaining': 0 } }),
  );
  const timer = guide.open.locator('[data-action="waitForUnlock"]');
  await timer.focus();
  await guide.page.keyboard.press('Enter');
  await expect(timer).toHaveAttribute('aria-disabled', 'true');
  await expect(guide.open.locator('.cause .note')).toBeInViewport({ ratio: 1 });
  await expect(guide.open.locator('.cause .note')).toHaveText(/^Try again at \d/);
  await guide.page.keyboard.press('Enter');
  expect(await guide.evaluate(FOCUSED)).toBe('waitForUnlock');
  await expect(guide.open.locator('.timing')).toHaveText('Wait until Xero unlocks the login.');
});

/** Expression: the summaries whose outline, when they have the keyboard, is on their text or on what is below. */
const CROSSED = `Array.from(document.querySelectorAll('summary'), summary => {
  summary.focus();
  const { outlineOffset, outlineWidth } = getComputedStyle(summary);
  const [box, text] = [summary, summary.firstElementChild].map(each => each.getBoundingClientRect());
  const [outer, inner] = [parseFloat(outlineOffset) + parseFloat(outlineWidth), parseFloat(outlineOffset)];
  const next = summary.nextElementSibling.getBoundingClientRect();
  const isClear = text.top >= box.top - inner && text.bottom <= box.bottom + inner && box.bottom + outer <= next.top;
  return isClear ? [] : [summary.textContent];
}).flat()`;

test('the outline of what unfolds crosses no text', async ({ start }) => {
  const guide = await GuideTab.open(await start({ list: list(AU) }), AU.login);
  await guide.page.keyboard.press('Tab');
  expect(await guide.evaluate(CROSSED)).toEqual([]);
});
