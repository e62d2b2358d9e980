import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Request } from '@playwright/test';
import { AU, LIST, list, NZ, SETTINGS } from '../shared/lists';
import { assertCodeOfNow, codeAt, EXAMPLE_KEY, NEW_KEY, OTHER_KEY } from '../shared/oracle';
import { faultsIn } from '../shared/accessibility';
import { atSize, outOfSight, tooWide } from '../shared/geometry';
import { stepOf } from '../shared/guidePage';
import { Guide } from './guide';
import { ANSWERS, visitScenes } from '../pages/guideScenes';
import { browserStorage, filesBelow } from './places';
import { test } from './test';
import type { Workbench } from './workbench';

const US = { login: 'qa-us@acme.test', name: 'US sales tax', mfaSetUpOn: '2026-01-05' };

/** The message by which the extension sends a code to a page, as VS Code passes it on. */
const CODE_SENT = /\["([^"]+)","\{\\"type\\":\\"code\\",\\"code\\":\{\\"code\\":\\"(\d{3}) (\d{3})\\"/g;

/** A code that the extension has sent, and VS Code's name of the page it was sent to. */
interface SentCode {
  readonly page: string;
  readonly code: string;
}

/** What the page has received, and the step that was open then. */
interface Received {
  readonly at: string;
  readonly message: { readonly type: string; readonly code?: { readonly code: string } };
}

test.describe('the page of the guide', () => {
  test.describe.configure({ mode: 'serial' });
  let folder: string;
  let window: Workbench;
  let guide: Guide;
  /** Codes that the extension has sent to pages of this window, in order. */
  const codesSent: SentCode[] = [];
  /** The page of another login, and the half minute in which it was covered. */
  let covered: { readonly page: string | undefined; readonly at: number };

  test.beforeAll(async ({ host }) => {
    folder = await host.workspace('team', { [LIST]: list(AU, NZ, US), [SETTINGS]: settings() });
    const page = await (await host.profile()).newPage();
    page.on('websocket', socket =>
      socket.on('framereceived', ({ payload }) => {
        for (const [, to = '', first, second] of payload.toString('latin1').matchAll(CODE_SENT))
          codesSent.push({ page: to, code: `${first}${second}` });
      }),
    );
    await page.goto(host.server.url({ folder }));
    window = await host.attach(page);
    await window.run('View: Close Primary Side Bar');
  });
  test.afterAll(({ host }) => host.closeWindows());

  /** Goes on with Tab until it is at what a selector names; whatever it passes shows that it is there. */
  async function tabTo(selector: string, key = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await window.page.keyboard.press(key);
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

  test('is another page for another login', async () => {
    guide = await Guide.open(window, NZ.login);
    await expect(window.page.locator('.tab.active .codicon-book')).toBeVisible();
    await guide.frame.locator('#step-pasteKey').click();
    await guide.frame.locator('#key').fill(OTHER_KEY);
    await guide.frame.locator('#key').press('Enter');
    await guide.at('8');
    await guide.showsCodeOf(OTHER_KEY);
    let page: string | undefined;
    await expect(async () => {
      const shown = await guide.code();
      page = codesSent.find(({ code }) => code === shown)?.page;
      expect(page, 'The code was not seen on its way.').toBeDefined();
    }).toPass();
    await Guide.open(window, AU.login);
    covered = { page, at: halfMinute() };
    await guide.evaluate(`{
      globalThis.received = [];
      addEventListener('message', ({ data }) => {
        received.push({ at: document.querySelector('.current-step h2')?.id, message: structuredClone(data) });
      });
    }`);
  });

  test('leads as far as the key by keyboard alone', async () => {
    await tabTo('#scenario');
    await tabTo('.check input');
    await window.page.keyboard.press('Space');
    for (const step of [1, 2, 3, 4, 5, 6]) {
      await tabTo('.current-step [data-action="next"]');
      await window.page.keyboard.press('Enter');
      await arrived(`${step + 1}`);
    }
    await expect(guide.frame.locator('.check input').first()).toBeChecked();
    await tabTo('#step-copyKey', 'Shift+Tab');
    await window.page.keyboard.press('Space');
    await arrived('6');
    await tabTo('#step-pasteKey');
    await window.page.keyboard.press('Enter');
    await arrived('7');
  });

  test('says at once what is wrong with a key, where it is', async () => {
    await tabTo('input[type="file"]');
    await tabTo('#key', 'Shift+Tab');
    await window.page.keyboard.insertText('jbsw 1111');
    await window.page.keyboard.press('Enter');
    const alert = guide.open.getByRole('alert').filter({ hasText: 'is not valid' });
    await expect(alert).toBeVisible();
    const key = guide.frame.locator('#key:focus[aria-invalid="true"]');
    await expect(key).toBeVisible();
    expect((await key.getAttribute('aria-describedby'))?.split(' ')).toContain(
      (await alert.getAttribute('id')) ?? '',
    );
  });

  test('leads on to the code by keyboard alone, and has it read out', async () => {
    await window.page.keyboard.press('Control+A');
    await window.page.keyboard.insertText(EXAMPLE_KEY.shown);
    await window.page.keyboard.press('Enter');
    await arrived('8');
    const said = guide.frame.getByRole('status');
    await expect(said.filter({ hasText: 'The key is stored.' })).toBeVisible();
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

  test('holds no keyboard: Escape closes nothing, and Tab leads out and in again', async () => {
    await window.page.keyboard.press('Escape');
    await arrived('8');
    await expect(async () => {
      await window.page.keyboard.press('Tab');
      expect(await guide.evaluate('document.hasFocus()')).toBe(false);
    }).toPass();
    await tabTo('.step-title', 'Shift+Tab');
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

  /** Has VS Code switch to a theme, and waits until the page has it. */
  async function switchTo(theme: string): Promise<void> {
    await writeFile(join(folder, SETTINGS), settings({ 'workbench.colorTheme': theme }));
    await expect(guide.frame.locator(`body[data-vscode-theme-id="${theme}"]`)).toBeVisible();
  }

  /** What VS Code writes on a page for a theme: its colours, and which one it is. */
  const THEME = `[document.documentElement, document.body].map(element =>
    Object.fromEntries(
      Array.from(element.attributes, ({ name, value }) => [name, value])
        .filter(([name]) => /^(style|class|data-vscode-)/.test(name)),
    ),
  )`;

  /** Gives the page what {@link THEME} told of another theme. */
  async function wear(theme: unknown): Promise<void> {
    const worn = await guide.evaluate(`{
      const elements = [document.documentElement, document.body];
      ${JSON.stringify(theme)}.forEach(({ style, ...others }, index) => {
        // The page's policy refuses a style that is written as an attribute.
        if (style !== undefined) elements[index].style.cssText = style;
        for (const [name, value] of Object.entries(others)) elements[index].setAttribute(name, value);
      });
      ${THEME}
    }`);
    expect(worn).toEqual(theme);
  }

  // A window half as wide is what a zoom of 200 % makes of it; the guide in the narrowest is 320 pixels wide. At 980 it is as
  // wide as beside the sidebar in a window of 1280.
  // Contrast themes differ from the others in their colours alone: those are looked at on the way through another theme.
  for (const [theme, width, contrastThemes] of [
    ['Light Modern', 980, ['Default High Contrast', 'Default High Contrast Light']],
    ['Dark Modern', 378, ['Default High Contrast']],
  ] as const) {
    test(`shows everything without a fault in ${[theme, ...contrastThemes].join(', ')}, ${width} pixels wide`, async () => {
      await window.page.setViewportSize({ width, height: 800 });
      // What moves is clicked only when it stands still.
      await window.page.emulateMedia({ reducedMotion: 'reduce' });
      const looks = new Map<string, unknown>();
      for (const each of [...contrastThemes, theme]) {
        await switchTo(each);
        looks.set(each, await guide.evaluate(THEME));
      }
      expect(new Set([...looks.values()].map(look => JSON.stringify(look))).size).toBe(looks.size);
      const seen: string[] = [];
      const faults = new Map<string, string>();
      await visitScenes(guide, async scene => {
        seen.push(scene);
        const found = [...(await faultsIn(guide)), ...(await tooWide(guide))];
        for (const each of contrastThemes) {
          await wear(looks.get(each));
          found.push(...(await faultsIn(guide, 'colours')), ...(await tooWide(guide)));
        }
        const inEach = async (look: () => Promise<string[]>): Promise<void> => {
          // The theme that the page has by itself is the last.
          for (const each of looks.values()) {
            await wear(each);
            found.push(...(await look()));
          }
        };
        if (width === 980) await atSize(guide, 980, 720, () => inEach(() => outOfSight(guide, scene, true)));
        else await atSize(guide, 640, 800, () => inEach(() => tooWide(guide)));
        for (const fault of found) if (!faults.has(fault)) faults.set(fault, scene);
      });
      expect([...faults]).toEqual([]);
      expect(seen.length, `${seen}`).toBeGreaterThanOrEqual(30);
    });
  }

  test('keeps none of the answers that it has handed over', async () => {
    const held = await contents();
    for (const answer of ANSWERS) expect(held, answer).not.toContain(answer);
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

  test('moves nothing for whoever wants no motion', async () => {
    await guide.frame.locator('#step-copyCode').click();
    const duration = "getComputedStyle(document.querySelector('.ring .rest')).transitionDuration";
    await expect(guide.frame.locator('.ring .rest')).toBeVisible();
    await window.page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await guide.evaluate(duration)).toBe('0s');
    await window.page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await guide.evaluate(duration)).not.toBe('0s');
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

  test('has codes at the steps that need one, and a page that is covered has none', async () => {
    const received = await guide.evaluate<Received[]>('received');
    const withCode = received.filter(({ message }) => message.code !== undefined);
    for (const { at } of withCode)
      expect(['title-copyCode', 'title-enterCode', 'title-confirmCode'], at).toContain(at);

    await expect.poll(() => halfMinute(), { timeout: 35_000 }).not.toBe(covered.at);
    await guide.frame.locator('#step-copyCode').click();
    await guide.showsCodeOf();
    const pages = new Set(codesSent.map(({ page }) => page));
    expect(pages.size, 'Codes were sent to one page and then to the other.').toBe(2);
    const sent = codesSent.filter(({ page }) => page === covered.page).map(({ code }) => code);
    for (let time = covered.at + 1; time <= halfMinute() + 1; time++) {
      expect(sent, 'a guide that cannot be seen was sent a code').not.toContain(
        codeAt(time * 30_000, OTHER_KEY),
      );
    }
    await guide.frame.locator('#step-addBackup').click();
    await guide.at('11');
    await expect(async () => {
      const shown = (await guide.evaluate<string>('document.documentElement.outerHTML')).replaceAll(' ', '');
      for (let time = halfMinute() - 1; time <= halfMinute() + 1; time++) {
        expect(shown, 'the code is still in the page').not.toContain(codeAt(time * 30_000));
      }
    }).toPass();
  });

  test('keeps what is typed and no secret while another tab covers it', async () => {
    const at = (selector: string) => guide.frame.locator(selector);
    await at('#step-addBackup').click();
    await at('#backupEmail').fill('draft@acme.test');
    await at('[data-action="useQuestions"]').click();
    await at('#question-0').fill('Where was this drafted?');
    await at('#answer-0').fill('InATest');
    await Guide.open(window, NZ.login);
    await Guide.open(window, AU.login);
    await expect(at('#question-0')).toHaveValue('Where was this drafted?');
    await expect(at('#answer-0')).toHaveValue('');
    await at('[data-action="useEmail"]').click();
    await expect(at('#backupEmail')).toHaveValue('draft@acme.test');
  });

  test('shows without a fault that a key is missing', async () => {
    await Guide.open(window, US.login);
    await expect(guide.open.locator('[data-action="nobodyHasIt"]')).toBeVisible();
    expect(await faultsIn(guide)).toEqual([]);
    await guide.frame.locator('#scenario').selectOption('setUp');
    await expect(guide.frame.getByText('MFA was set up on 2026-01-05. If you set it up again')).toBeVisible();
    await guide.frame.locator('#step-copyCode').click();
    await expect(guide.open.locator('[data-action="goToKey"]')).toBeVisible();
    expect(await faultsIn(guide)).toEqual([]);
  });

  test('leaves neither key nor answers where VS Code and the browser keep things', async ({ host }) => {
    await host.reload(window);
    const places = [...(await filesBelow(host.folder)), ...(await browserStorage(window))];
    expect(places.filter(({ text }) => text.includes(AU.login))).not.toHaveLength(0);
    const revealing = places.filter(
      ({ text }) => holdsKey(text) || ANSWERS.some(each => text.includes(each)),
    );
    expect(revealing.map(({ name }) => name)).toEqual([]);
  });

  test.describe('with hostile text in the list', () => {
    const hostile = {
      // Whatever an address may have.
      login: "o'{0}$&{1}&ltb&gt%2F*_`~|=/?#!@evil.test",
      name: '<img src=https://evil.test/a onerror=alert(1)>$(bug)[x](command:workbench.action.quit)\u202Etxt\u202C{0}"\'',
      owner: '<script>alert(2)</script>{1}',
      backupEmail: "b'{0}&ltimg&gt@evil.test",
      organisations: [{ name: '</p><iframe src="https://evil.test/b"></iframe>{0}' }],
    };
    const name =
      '<img src=https://evil.test/a onerror=alert(1)>$\u200B(bug)[x]\u200B(command:workbench.action.quit)txt{0}"\'';
    const long = { login: 'long@evil.test', name: 'W'.repeat(5000), owner: 'M'.repeat(5000) };
    const dialogs: string[] = [];
    const requests: Request[] = [];
    let shown: Workbench;
    let page: Guide;

    test.beforeAll(async ({ host }) => {
      const place = await host.workspace('hostile', { [LIST]: list(hostile, long), [SETTINGS]: settings() });
      shown = await host.open(place);
      shown.page.on('dialog', dialog => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      shown.page.on('request', request => {
        // The page is in a frame within a frame.
        if (request.frame().parentFrame()?.parentFrame()) requests.push(request);
      });
      await shown.run('View: Close Primary Side Bar');
      page = await Guide.open(shown, hostile.login);
    });

    /** What the page is made of; a name makes nothing more. */
    async function assertIsPlain(): Promise<void> {
      const [tags, attributes] = await page.evaluate<[string[], string[]]>(`(() => {
        const elements = Array.from(document.body.querySelectorAll('*'));
        return [
          elements.map(each => each.localName),
          elements.flatMap(each => each.getAttributeNames()).filter(each => /^(on|src|href|style|action)/.test(each)),
        ];
      })()`);
      const known =
        /^(button|circle|details|div|form|g|h[1-5]|header|input|label|li|main|nav|ol|option|p|path|rect|section|select|span|summary|svg|text|ul)$/;
      expect(tags.filter(tag => !known.test(tag))).toEqual([]);
      expect(attributes).toEqual([]);
    }

    test('shows it as it is written, in the page, on its tab and in messages', async () => {
      // As it is: \u200B would count for nothing where a locator's text is compared.
      expect(await page.heading.innerText()).toBe(`Xero MFA for ${name}`);
      await expect(page.frame.locator('.login .value')).toHaveText(hostile.login);
      const tab = shown.page.locator('.tab.active');
      expect((await tab.innerText()).trim()).toBe(`Xero MFA: ${name}`);
      await expect(tab.locator('.codicon-bug, img')).toHaveCount(0);
      const findings = await page.frame.locator('.finding').allInnerTexts();
      for (const text of [hostile.owner, hostile.backupEmail, hostile.organisations[0]?.name]) {
        expect(findings, `${text} is not in ${findings}`).toContain(`In the list: ${text}`);
      }
      expect(await page.open.innerText()).toContain(`as ${hostile.login} in a web browser.`);
      await assertIsPlain();

      for (const [step, text] of [
        ['11', `It can’t be ${hostile.login}.`],
        ['12', `Open the mailbox ${hostile.backupEmail} and`],
      ] as const) {
        await page.frame.locator(`#step-${stepOf(step)}`).click();
        await page.at(step);
        expect(await page.open.innerText(), text).toContain(text);
        await assertIsPlain();
      }
      await page.frame.locator('#scenario').selectOption('fromTeam');
      await expect(page.open.getByText(`ask ${hostile.owner}, who owns ${hostile.login}.`)).toBeVisible();
      await assertIsPlain();

      await page.frame.locator('#step-pasteKey').click();
      await page.frame.locator('#key').fill(EXAMPLE_KEY.shown);
      await page.frame.locator('#key').press('Enter');
      await expect(page.open.getByText(`Code for ${hostile.login}`)).toBeVisible();
      await assertIsPlain();
      await page.open.locator('[data-action="copyCode"]').click();
      const message = shown.notification(`Code for ${name} copied`);
      await expect(message).toBeVisible();
      await expect(message.locator('.codicon-bug, .notification-list-item-message a')).toHaveCount(0);
    });

    test('bounds it', async () => {
      await shown.page.setViewportSize({ width: 378, height: 800 });
      await Guide.open(shown, long.login);
      expect(await tooWide(page)).toEqual([]);
      expect((await page.heading.innerText()).length).toBeLessThan(300);
    });

    test('asks nobody for anything by it', ({ host }) => {
      expect(dialogs).toEqual([]);
      const ours = /\.vscode-resource\.vscode-cdn\.net\/.*\/xero-test-mfa\.[^/]+\/dist\/pages\/[\w.-]+$/;
      // VS Code puts the page into one of its own.
      const urls = requests.map(request => request.url());
      const others = urls.filter(url => !ours.test(url) && !url.startsWith(`${host.server.origin}/`));
      expect(others).toEqual([]);
      expect(urls.filter(url => ours.test(url))).not.toHaveLength(0);
    });

    test('would run no script and load nothing, had one got into the page', async () => {
      const policy = await page.evaluate<string>(
        `document.querySelector('meta[http-equiv="Content-Security-Policy"]').content`,
      );
      expect(policy).toMatch(/^default-src 'none';/);
      expect(policy).not.toMatch(/unsafe|\*|https?:|data:|blob:/);
      const blocked = await page.evaluate<string[]>(`new Promise(resolve => {
        const blocked = new Set();
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          blocked.add(effectiveDirective);
          if (blocked.size === 6) resolve([...blocked].sort());
        });
        document.body.insertAdjacentHTML('beforeend', \`
          <img src="https://evil.test/c" onerror="globalThis.hasRun = true">
          <p style="color: red"></p>
          <a href="javascript:globalThis.hasRun = true"></a>
          <script>globalThis.hasRun = true</script>
          <iframe src="https://evil.test/d"></iframe>\`);
        document.querySelector('img').dispatchEvent(new Event('error'));
        document.querySelector('a').click();
        fetch('https://evil.test/e').catch(() => {});
      })`);
      expect(blocked).toEqual([
        'connect-src',
        'frame-src',
        'img-src',
        'script-src-attr',
        'script-src-elem',
        'style-src-attr',
      ]);
      expect(await page.evaluate('"hasRun" in globalThis')).toBe(false);
      for (const request of requests) {
        if (request.url().includes('evil.test')) expect(request.failure()?.errorText).toMatch(/csp/i);
      }
    });
  });
});

/** The half minute it is, as codes count them. */
function halfMinute(): number {
  return Math.floor(Date.now() / 30_000);
}

/** Whether a text has a larger part of a key, in whatever spacing and case. */
function holdsKey(text: string): boolean {
  const compact = text.replaceAll(/[\s-]/g, '').toUpperCase();
  return [EXAMPLE_KEY.base32, OTHER_KEY, NEW_KEY]
    .flatMap(key => key.match(/.{8}/g) ?? [])
    .some(part => compact.includes(part));
}

function settings(more: object = {}): string {
  return JSON.stringify({ 'xeroMfa.minimumRemaining': 0, ...more });
}
