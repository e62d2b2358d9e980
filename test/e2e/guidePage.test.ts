import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request } from 'playwright-core';
import { faultsIn } from './accessibility';
import { eventually } from './eventually';
import { Guide } from './guide';
import { ANSWERS, NEW_KEY, visitScenes } from './guideScenes';
import { captureFailures, Host } from './host';
import { AU, LIST, list, NZ, SETTINGS } from './lists';
import { assertCodeOfNow, codeAt, EXAMPLE_KEY, OTHER_KEY } from './oracle';
import { browserStorage, filesBelow } from './places';
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

describe('the page of the guide', function () {
  this.timeout(120_000);
  let host: Host;
  let folder: string;
  let window: Workbench;
  let guide: Guide;
  /** Codes that the extension has sent to pages of this window, in order. */
  const codesSent: SentCode[] = [];
  /** The page of another login, and the half minute in which it was covered. */
  let covered: { readonly page: string; readonly at: number };

  before(async () => {
    host = await Host.start({ 'xeroMfa.minimumRemaining': 0 });
    folder = await host.workspace('team', { [LIST]: list(AU, NZ, US), [SETTINGS]: '{}' });
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
  captureFailures(() => host);
  after(() => host?.stop());

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
      assert.match(outline, /^(?!none)\w+ [1-9]/, `the focus cannot be seen on the scenario to ${selector}`);
      if (isThere) return;
    }
    assert.fail(`${selector} cannot be reached`);
  }

  /** Waits for a step to open, with the keyboard on its title, in sight. */
  async function arrived(mark: string): Promise<void> {
    await guide.at(mark);
    await eventually(async () =>
      assert.deepEqual(
        await guide.evaluate(`(() => {
          const { top, bottom } = document.activeElement.getBoundingClientRect();
          return { id: document.activeElement.id, isInSight: top >= 0 && bottom <= innerHeight };
        })()`),
        { id: `step-${mark}`, isInSight: true },
      ),
    );
  }

  it('is another page for another login', async () => {
    guide = await Guide.open(window, NZ.login);
    await guide.frame.locator('#step-7').click();
    await guide.frame.locator('#key').fill(OTHER_KEY);
    await guide.frame.locator('#key').press('Enter');
    await guide.at('8');
    await eventually(() => assertCodeOfNow(() => guide.code(), OTHER_KEY));
    const { page } = await eventually(async () => {
      const shown = await guide.code();
      return codesSent.find(({ code }) => code === shown) ?? assert.fail('The code was not seen on its way.');
    });
    await Guide.open(window, AU.login);
    covered = { page, at: halfMinute() };
    await guide.evaluate(`{
      globalThis.received = [];
      addEventListener('message', ({ data }) => {
        received.push({ at: document.querySelector('.step.open .step-title')?.id, message: structuredClone(data) });
      });
    }`);
  });

  it('leads as far as the key by keyboard alone', async () => {
    await tabTo('#scenario');
    await tabTo('.check input');
    await window.page.keyboard.press('Space');
    for (const step of [1, 2, 3, 4, 5, 6]) {
      await tabTo('.step.open [data-action="next"]');
      await window.page.keyboard.press('Enter');
      await arrived(`${step + 1}`);
    }
    assert.equal(await guide.frame.locator('.check input').first().isChecked(), true);
    await tabTo('#step-6', 'Shift+Tab');
    await window.page.keyboard.press('Space');
    await arrived('6');
    await tabTo('#step-7');
    await window.page.keyboard.press('Enter');
    await arrived('7');
  });

  it('says at once what is wrong with a key, where it is', async () => {
    await tabTo('input[type="file"]');
    await tabTo('#key', 'Shift+Tab');
    await window.page.keyboard.insertText('jbsw 1111');
    await window.page.keyboard.press('Enter');
    const alert = guide.open.getByRole('alert').filter({ hasText: 'does not occur in setup keys' });
    await alert.waitFor();
    const key = guide.frame.locator('#key:focus[aria-invalid="true"]');
    await key.waitFor();
    assert.ok(
      (await key.getAttribute('aria-describedby'))
        ?.split(' ')
        .includes((await alert.getAttribute('id')) ?? ''),
    );
  });

  it('leads on to the code by keyboard alone, and has it read out', async () => {
    await window.page.keyboard.press('Control+A');
    await window.page.keyboard.insertText(EXAMPLE_KEY.shown);
    await window.page.keyboard.press('Enter');
    await arrived('8');
    const said = guide.frame.getByRole('status');
    await said.filter({ hasText: 'The key is stored.' }).waitFor();
    const code = said.filter({ hasText: 'New code:' });
    await eventually(() => assertCodeOfNow(async () => (await code.innerText()).replaceAll(/\D/g, '')));
  });

  it('holds no keyboard: Escape closes nothing, and Tab leads out and in again', async () => {
    await window.page.keyboard.press('Escape');
    await arrived('8');
    await eventually(async () => {
      await window.page.keyboard.press('Tab');
      assert.equal(await guide.evaluate('document.hasFocus()'), false);
    });
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

  it('keeps nothing of a key that it has handed over, and is sent no code before it needs one', async () => {
    assertHasNoKey(await contents());
    const received = await guide.evaluate<Received[]>('received');
    assert.ok(received.some(({ message }) => message.type === 'taken'));
    const before = received.slice(
      0,
      received.findIndex(({ at }) => at === 'step-8'),
    );
    assert.ok(before.length > 6);
    for (const { message } of before) assert.equal(message.code, undefined);
  });

  // A window half as wide is what a zoom of 200 % makes of it; the guide in the narrowest is 320 pixels wide.
  for (const [theme, width] of [
    ['Light Modern', 1280],
    ['Dark Modern', 378],
    ['Default High Contrast', 640],
    ['Default High Contrast Light', 1280],
  ] as const) {
    it(`shows everything without a fault in ${theme}, ${width} pixels wide`, async () => {
      await writeFile(join(folder, SETTINGS), JSON.stringify({ 'workbench.colorTheme': theme }));
      await window.page.setViewportSize({ width, height: 800 });
      // What moves is clicked only when it stands still.
      await window.page.emulateMedia({ reducedMotion: 'reduce' });
      await guide.frame.locator(`body[data-vscode-theme-id="${theme}"]`).waitFor();
      const seen: string[] = [];
      const faults = new Map<string, string>();
      await visitScenes(guide, async scene => {
        seen.push(scene);
        const found = await faultsIn(guide);
        const { scrollWidth, clientWidth } = await guide.evaluate<Width>(WIDTH);
        if (scrollWidth > clientWidth) found.push(`${scrollWidth} of ${clientWidth} pixels wide`);
        for (const fault of found) if (!faults.has(fault)) faults.set(fault, scene);
      });
      assert.deepEqual([...faults], []);
      assert.ok(seen.length >= 30, `${seen}`);
    });
  }

  it('keeps none of the answers that it has handed over', async () => {
    const held = await contents();
    for (const answer of ANSWERS) assert.ok(!held.includes(answer), answer);
  });

  it('has landmarks, a language and headings in order', async () => {
    await guide.frame.getByRole('banner').waitFor();
    await guide.frame.getByRole('main').waitFor();
    assert.equal(await guide.evaluate('document.documentElement.lang'), 'en');
    const levels = await guide.evaluate<number[]>(
      "Array.from(document.querySelectorAll('h1, h2, h3, h4, h5, h6'), ({ tagName }) => Number(tagName[1]))",
    );
    assert.deepEqual(
      levels.filter(level => level === 1),
      [1],
    );
    for (const [index, level] of levels.entries())
      assert.ok(level <= (levels[index - 1] ?? 0) + 1, `${levels}`);
  });

  it('moves nothing for whoever wants no motion', async () => {
    await guide.frame.locator('#step-8').click();
    const duration = "getComputedStyle(document.querySelector('.ring .rest')).transitionDuration";
    await guide.frame.locator('.ring .rest').waitFor();
    await window.page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await guide.evaluate(duration), '0s');
    await window.page.emulateMedia({ reducedMotion: 'no-preference' });
    assert.notEqual(await guide.evaluate(duration), '0s');
  });

  it('has codes at the steps that need one, and a page that is covered has none', async () => {
    const received = await guide.evaluate<Received[]>('received');
    const withCode = received.filter(({ message }) => message.code !== undefined);
    for (const { at } of withCode) assert.ok(['step-8', 'step-9', 'step-10'].includes(at), at);

    await eventually(() => assert.notEqual(halfMinute(), covered.at), 35_000);
    await guide.frame.locator('#step-8').click();
    await eventually(() => assertCodeOfNow(() => guide.code()));
    const pages = new Set(codesSent.map(({ page }) => page));
    assert.equal(pages.size, 2, 'Codes were sent to one page and then to the other.');
    const sent = codesSent.filter(({ page }) => page === covered.page).map(({ code }) => code);
    for (let time = covered.at + 1; time <= halfMinute() + 1; time++) {
      assert.ok(
        !sent.includes(codeAt(time * 30_000, OTHER_KEY)),
        'a guide that cannot be seen was sent a code',
      );
    }
    await guide.frame.locator('#step-11').click();
    await guide.at('11');
    await eventually(async () => {
      const shown = (await guide.evaluate<string>('document.documentElement.outerHTML')).replaceAll(' ', '');
      for (let time = halfMinute() - 1; time <= halfMinute() + 1; time++) {
        assert.ok(!shown.includes(codeAt(time * 30_000)), 'the code is still in the page');
      }
    });
  });

  it('shows without a fault that a key is missing', async () => {
    await Guide.open(window, US.login);
    await guide.open.locator('[data-action="nobodyHasIt"]').waitFor();
    assert.deepEqual(await faultsIn(guide), []);
    await guide.frame.locator('#scenario').selectOption('setUp');
    await guide.frame.getByText('MFA was set up on 2026-01-05. Setting it up again').waitFor();
    await guide.frame.locator('#step-8').click();
    await guide.open.locator('[data-action="goToKey"]').waitFor();
    assert.deepEqual(await faultsIn(guide), []);
  });

  it('leaves neither key nor answers where VS Code and the browser keep things', async () => {
    await window.page.reload();
    await host.attach(window.page);
    const places = [...(await filesBelow(host.folder)), ...(await browserStorage(window))];
    assert.ok(places.some(({ text }) => text.includes(AU.login)));
    for (const { name, text } of places) {
      assertHasNoKey(text, name);
      for (const answer of ANSWERS) assert.ok(!text.includes(answer), `${name} holds what was answered`);
    }
  });

  describe('with hostile text in the list', () => {
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

    before(async () => {
      const place = await host.workspace('hostile', { [LIST]: list(hostile, long) });
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
        /^(button|circle|details|div|form|g|h[1-5]|header|input|label|li|main|ol|option|p|path|rect|section|select|span|summary|svg|text|ul)$/;
      assert.deepEqual(
        tags.filter(tag => !known.test(tag)),
        [],
      );
      assert.deepEqual(attributes, []);
    }

    it('shows it as it is written, in the page, on its tab and in messages', async () => {
      assert.equal(await page.heading.innerText(), `Xero MFA for ${name}`);
      assert.equal(await page.frame.locator('.login .value').innerText(), hostile.login);
      const tab = shown.page.locator('.tab.active');
      assert.equal((await tab.innerText()).trim(), `Xero MFA: ${name}`);
      assert.equal(await tab.locator('.codicon-bug, img').count(), 0);
      const findings = await page.frame.locator('.finding').allInnerTexts();
      for (const text of [hostile.owner, hostile.backupEmail, hostile.organisations[0]?.name]) {
        assert.ok(findings.includes(`In the list: ${text}`), `${text} is not in ${findings}`);
      }
      assert.ok((await page.open.innerText()).includes(`as ${hostile.login}. The avatar`));
      await assertIsPlain();

      for (const [step, text] of [
        ['11', `It must not be ${hostile.login};`],
        ['12', `Open the mailbox ${hostile.backupEmail},`],
      ] as const) {
        await page.frame.locator(`#step-${step}`).click();
        await page.at(step);
        assert.ok((await page.open.innerText()).includes(text), text);
        await assertIsPlain();
      }
      await page.frame.locator('#scenario').selectOption('fromTeam');
      await page.open.getByText(`ask ${hostile.owner}, who owns ${hostile.login}.`).waitFor();
      await assertIsPlain();

      await page.frame.locator('#step-7').click();
      await page.frame.locator('#key').fill(EXAMPLE_KEY.shown);
      await page.frame.locator('#key').press('Enter');
      await page.open.getByText(`Code of ${hostile.login}`).waitFor();
      await assertIsPlain();
      await page.open.locator('[data-action="copyCode"]').click();
      const message = shown.notification(`Code of ${name} copied`);
      await message.waitFor();
      assert.equal(await message.locator('.codicon-bug, .notification-list-item-message a').count(), 0);
    });

    it('bounds it', async () => {
      await shown.page.setViewportSize({ width: 378, height: 800 });
      await Guide.open(shown, long.login);
      const { scrollWidth, clientWidth } = await page.evaluate<Width>(WIDTH);
      assert.ok(scrollWidth <= clientWidth, `${scrollWidth} of ${clientWidth} pixels wide`);
      assert.ok((await page.heading.innerText()).length < 300);
    });

    it('asks nobody for anything by it', () => {
      assert.deepEqual(dialogs, []);
      const ours = /\.vscode-resource\.vscode-cdn\.net\/.*\/xero-test-mfa\.[^/]+\/dist\/guide\/[\w.-]+$/;
      // VS Code puts the page into one of its own.
      const urls = requests.map(request => request.url());
      const others = urls.filter(url => !ours.test(url) && !url.startsWith(`${host.server.origin}/`));
      assert.deepEqual(others, []);
      assert.ok(urls.some(url => ours.test(url)));
    });

    it('would run no script and load nothing, had one got into the page', async () => {
      const policy = await page.evaluate<string>(
        `document.querySelector('meta[http-equiv="Content-Security-Policy"]').content`,
      );
      assert.match(policy, /^default-src 'none';/);
      assert.doesNotMatch(policy, /unsafe|\*|https?:|data:|blob:/);
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
      assert.deepEqual(blocked, [
        'connect-src',
        'frame-src',
        'img-src',
        'script-src-attr',
        'script-src-elem',
        'style-src-attr',
      ]);
      assert.equal(await page.evaluate('"hasRun" in globalThis'), false);
      for (const request of requests) {
        if (request.url().includes('evil.test')) assert.match(request.failure()?.errorText ?? '', /csp/i);
      }
    });
  });
});

interface Width {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

/** How wide the page is, and how much of it can be seen. */
const WIDTH = '(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }))(document.documentElement)';

/** The half minute it is, as codes count them. */
function halfMinute(): number {
  return Math.floor(Date.now() / 30_000);
}

/** Holds no larger part of the key, in whatever spacing and case. */
function assertHasNoKey(text: string, name = 'the page'): void {
  const compact = text.replaceAll(/[\s-]/g, '').toUpperCase();
  for (const part of [EXAMPLE_KEY.base32, OTHER_KEY, NEW_KEY].flatMap(key => key.match(/.{8}/g) ?? []))
    assert.ok(!compact.includes(part), `${name} holds the key`);
}
