import { expect } from '@playwright/test';
import { stepOf } from '../shared/guidePage';
import { AU, list, NZ } from '../shared/lists';
import { assertCodeOfNow, codeAt, EXAMPLE_KEY, holdsKey, OTHER_KEY } from '../shared/oracle';
import type { Extension } from './extension';
import { ANSWERS, answerQuestions } from './guideScenes';
import { GuideTab } from './guideTab';
import { test } from './test';

/** What the page has received, and the step that was open then. */
interface Received {
  readonly at: string;
  readonly message: { readonly type: string; readonly code?: { readonly code: string } };
}

test.describe('the page of the guide', () => {
  test.describe.configure({ mode: 'serial' });
  let extension: Extension;
  let guide: GuideTab;

  test.beforeAll(async ({ start }) => {
    extension = await start({ list: list(AU, NZ), settings: { 'xeroMfa.minimumRemaining': 0 } });
    guide = await GuideTab.open(extension, AU.login);
    await guide.evaluate(`{
      globalThis.received = [];
      addEventListener('message', ({ data }) => {
        received.push({ at: document.querySelector('.current-step h2')?.id, message: structuredClone(data) });
      });
    }`);
  });

  /** Goes on with Tab until it is at what a selector names; whatever it passes shows that it is there. */
  async function tabTo(selector: string, key = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await guide.page.keyboard.press(key);
      const { isInside, isThere, outline } = await guide.evaluate<{
        isInside: boolean;
        isThere: boolean;
        outline: string;
      }>(`(() => {
        const { activeElement } = document;
        // A file is chosen by a field that is hidden, and its label shows the focus.
        const shown = activeElement.matches('.visually-hidden') ? activeElement.nextElementSibling : activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(shown);
        return {
          isInside: document.hasFocus() && activeElement !== document.body,
          isThere: activeElement.matches(${JSON.stringify(selector)}),
          outline: outlineStyle + ' ' + outlineWidth,
        };
      })()`);
      if (!isInside) continue;
      expect(outline, `the focus cannot be seen on the way to ${selector}`).toMatch(/^(?!none)\w+ [1-9]/);
      if (isThere) return;
    }
    throw new Error(`${selector} cannot be reached.`);
  }

  /** Waits for a step to open, with the keyboard on its title, in sight. */
  async function arrived(mark: string): Promise<void> {
    await guide.at(mark);
    await expect
      .poll(() =>
        guide.evaluate(`(() => {
          const { top, bottom } = document.activeElement.getBoundingClientRect();
          return { id: document.activeElement.id, isInSight: top >= 0 && bottom <= innerHeight };
        })()`),
      )
      .toEqual({ id: `title-${stepOf(mark)}`, isInSight: true });
  }

  test('leads as far as the key by keyboard alone', async () => {
    const { keyboard } = guide.page;
    await tabTo('#scenario');
    await tabTo('.check input');
    const left = guide.frame.locator('.check input:not(:checked)');
    const before = await left.count();
    await keyboard.press('Space');
    for (const step of [1, 2, 3, 4, 5, 6]) {
      await tabTo('.current-step [data-action="next"]');
      await keyboard.press('Enter');
      await arrived(`${step + 1}`);
    }
    await expect(left).toHaveCount(before - 1);
    await tabTo('#step-copyKey', 'Shift+Tab');
    await keyboard.press('Space');
    await arrived('6');
    await tabTo('#step-pasteKey');
    await keyboard.press('Enter');
    await arrived('7');
  });

  test('says at once what is wrong with a key, where it is', async () => {
    await tabTo('input[type="file"]');
    await tabTo('#key', 'Shift+Tab');
    await guide.page.keyboard.insertText('jbsw 1111');
    await guide.page.keyboard.press('Enter');
    const alert = guide.open.getByRole('alert').filter({ hasText: 'isn’t valid' });
    await expect(alert).toBeVisible();
    const key = guide.frame.locator('#key:focus[aria-invalid="true"]');
    await expect(key).toBeVisible();
    expect((await key.getAttribute('aria-describedby'))?.split(' ')).toContain(
      (await alert.getAttribute('id')) ?? '',
    );
  });

  test('leads on to the code by keyboard alone, and has it read out', async () => {
    await guide.page.keyboard.press('Control+A');
    await guide.page.keyboard.insertText(EXAMPLE_KEY.shown);
    await guide.page.keyboard.press('Enter');
    await arrived('8');
    const said = guide.frame.getByRole('status');
    await expect(said.filter({ hasText: 'The key is saved.' })).toBeVisible();
    const code = said.filter({ hasText: 'New code:' });
    await expect(() => assertCodeOfNow(async () => (await code.innerText()).replaceAll(/\D/g, ''))).toPass();
  });

  test('has a code read out once, also where it is copied after that', async () => {
    await guide.evaluate(`{
      globalThis.spoken = [];
      const regions = document.querySelectorAll('body > [role="status"]');
      new MutationObserver(() => spoken.push(regions[1].textContent))
        .observe(regions[1], { childList: true, characterData: true, subtree: true });
    }`);
    await guide.frame.locator('#step-enterCode').click();
    await arrived('9');
    const isCopied = `received.some(({ at, message }) =>
      at === 'title-enterCode' && message.code?.copied === 'this')`;
    await expect(async () => {
      await guide.open.locator('[data-action="copyCode"]').click();
      expect(await guide.evaluate(isCopied)).toBe(true);
    }).toPass();
    const spoken = await guide.evaluate<string[]>('spoken');
    expect(spoken).toEqual([...new Set(spoken)]);
    await guide.frame.locator('#step-copyCode').click();
    await arrived('8');
  });

  /** Everything the page holds and has received. */
  async function contents(): Promise<string> {
    return guide.evaluate(`(() => {
      const held = [document.documentElement.outerHTML, window.name, history.state, document.cookie, received];
      for (const { value } of document.querySelectorAll('input, select, textarea')) held.push(value);
      for (const storage of ['localStorage', 'sessionStorage']) {
        try {
          held.push({ ...window[storage] });
        } catch {
          // A page of a webview may have none.
        }
      }
      return JSON.stringify(held);
    })()`);
  }

  test('keeps nothing of a key that it has handed over, and is sent no code before it needs one', async () => {
    expect(holdsKey(await contents())).toBe(false);
    const received = await guide.evaluate<Received[]>('received');
    expect(received.map(({ message }) => message.type)).toContain('reply');
    const before = received.slice(
      0,
      received.findIndex(({ at }) => at === 'title-copyCode'),
    );
    expect(before.length).toBeGreaterThan(6);
    for (const { message } of before) expect(message.code).toBeUndefined();
  });

  test('keeps none of the answers that it has handed over', async () => {
    await guide.frame.locator('#step-addBackup').click();
    await arrived('11');
    await guide.open.locator('[data-action="useQuestions"]').click();
    await answerQuestions(guide);
    const held = await contents();
    for (const answer of ANSWERS) expect(held, answer).not.toContain(answer);
    await guide.open.locator('[data-action="useEmail"]').click();
  });

  test('has landmarks, a language and headings in order', async () => {
    await expect(guide.frame.getByRole('banner')).toBeVisible();
    await expect(guide.frame.getByRole('main')).toBeVisible();
    expect(await guide.evaluate('document.documentElement.lang')).toBe('en');
    const levels = await guide.evaluate<number[]>(
      "Array.from(document.querySelectorAll('h1, h2, h3, h4, h5, h6'), ({ tagName }) => Number(tagName[1]))",
    );
    expect(levels.filter(level => level === 1)).toEqual([1]);
    for (const [index, level] of levels.entries())
      expect(level, `${levels}`).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });

  test('moves nothing for a person who wants no motion', async () => {
    await guide.frame.locator('#step-copyCode').click();
    const duration = "getComputedStyle(document.querySelector('.ring .rest')).transitionDuration";
    await expect(guide.frame.locator('.ring .rest')).toBeVisible();
    expect(await guide.evaluate(duration)).toBe('0s');
    await guide.page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await guide.evaluate(duration)).not.toBe('0s');
    await guide.page.emulateMedia({ reducedMotion: 'reduce' });
  });

  test('shows what is so again where a choice came to nothing', async () => {
    const choice = guide.frame.locator('#scenario');
    const current = await choice.inputValue();
    await guide.evaluate(`{
      document.querySelector('#scenario').value = '${current === 'turnOff' ? 'setUp' : 'turnOff'}';
      for (const tick of document.querySelectorAll('.check input')) tick.checked = !tick.checked;
      globalThis.ticks = [...document.querySelectorAll('.check input')].map(({ checked }) => !checked);
      dispatchEvent(new MessageEvent('message', { data: { type: 'reply', request: 1e6, result: 'discarded' } }));
    }`);
    await expect(choice).toHaveValue(current);
    const ticks = `[...document.querySelectorAll('.check input')].map(({ checked }) => checked)`;
    expect(await guide.evaluate(ticks)).toEqual(await guide.evaluate('ticks'));
  });

  test('keeps the keyboard on a button, and a cause open, while others come and go', async () => {
    await guide.frame.locator('#scenario').selectOption('setUp');
    await guide.frame.locator('#step-confirmCode').click();
    await guide.at('10');
    await guide.evaluate(`{
      const { body } = document;
      globalThis.kept = [...document.querySelectorAll('.current-step > .buttons > [data-action]')]
        .filter(({ dataset }) => dataset.action !== 'codeRejected');
      kept.at(-1).focus();
    }`);
    await guide.evaluate(`document.querySelector('[data-action="codeRejected"]').click()`);
    await guide.open.locator('.cause').first().waitFor();
    expect(await guide.evaluate('kept.every(({ isConnected }) => isConnected)')).toBe(true);
    expect(await guide.evaluate('kept.at(-1).dataset.action')).toBe('back');

    const opened = `[...document.querySelectorAll('.cause[open] h4')].map(({ textContent }) => textContent)`;
    await guide.open.locator('.cause summary').nth(2).click();
    const before = await guide.evaluate<string[]>(opened);
    expect(before).toHaveLength(2);
    await guide.evaluate(`{
      const { message } = received.findLast(({ message }) => message.type === 'view');
      message.view.steps.find(({ body }) => body).body.widget.troubleshooting.items.splice(1, 1);
      dispatchEvent(new MessageEvent('message', { data: message }));
    }`);
    expect(await guide.evaluate(opened)).toEqual(before);
  });

  test('keeps nothing of a key that was compared with the stored one', async () => {
    await guide.unfoldCauses();
    await guide.frame.locator('#compareKey').fill(OTHER_KEY);
    await guide.frame.locator('#compareKey').press('Enter');
    await guide.open.getByText('This isn’t the key saved here').waitFor();
    await expect(guide.frame.locator('#compareKey')).toHaveValue('');
    expect(holdsKey(await contents())).toBe(false);
  });

  test('has codes only at the steps that need one', async () => {
    const received = await guide.evaluate<Received[]>('received');
    const withCode = received.filter(({ message }) => message.code !== undefined);
    expect(withCode.length).toBeGreaterThan(1);
    for (const { at } of withCode)
      expect(['title-copyCode', 'title-enterCode', 'title-confirmCode'], at).toContain(at);
    await guide.frame.locator('#step-copyCode').click();
    await guide.showsCodeOf();
    await guide.frame.locator('#step-addBackup').click();
    await guide.at('11');
    await expect(async () => {
      const shown = (await guide.evaluate<string>('document.documentElement.outerHTML')).replaceAll(' ', '');
      for (const seconds of [-30, 0, 30]) {
        expect(shown, 'the code is still in the page').not.toContain(codeAt(Date.now() + seconds * 1000));
      }
    }).toPass();
  });

  test('keeps what is typed and no secret when it is loaded again', async () => {
    const at = (selector: string) => guide.frame.locator(selector);
    await at('#backupEmail').fill('draft@acme.test');
    await at('[data-action="useQuestions"]').click();
    await at('#question-0').fill('Where was this drafted?');
    await at('#answer-0').fill('InATest');
    await guide.tab.load();
    await expect(at('#question-0')).toHaveValue('Where was this drafted?');
    await expect(at('#answer-0')).toHaveValue('');
    await at('[data-action="useEmail"]').click();
    await expect(at('#backupEmail')).toHaveValue('draft@acme.test');
  });

  test('leaves neither key nor answers anywhere but in the secret storage', () => {
    const { files, globalState, workspaceState, secrets } = extension.vscode;
    const kept = JSON.stringify([
      files.all(),
      [...globalState.values],
      [...workspaceState.values],
      guide.tab.state,
    ]);
    expect(kept).toContain(AU.login);
    expect(holdsKey(kept)).toBe(false);
    for (const answer of ANSWERS) expect(kept, answer).not.toContain(answer);
    expect(holdsKey(JSON.stringify([...secrets.values]))).toBe(true);
  });
});
