import { expect, type Request } from '@playwright/test';
import { FRAMES, tooWide } from '../shared/geometry';
import { stepOf } from '../shared/guidePage';
import { HOSTILE, HOSTILE_NAME, LONG, list } from '../shared/lists';
import { EXAMPLE_KEY } from '../shared/oracle';
import type { Extension } from './extension';
import { GuideTab } from './guideTab';
import { test } from './test';

test.describe('the guide with hostile text in the list', () => {
  test.describe.configure({ mode: 'serial' });
  const dialogs: string[] = [];
  const requests: Request[] = [];
  let extension: Extension;
  let guide: GuideTab;

  test.beforeAll(async ({ start }) => {
    extension = await start({ list: list(HOSTILE, LONG), settings: { 'xeroMfa.minimumRemaining': 0 } });
    extension.onTab = page => {
      page.on('dialog', dialog => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      page.on('request', request => requests.push(request));
    };
    guide = await GuideTab.open(extension, HOSTILE.login);
  });

  /** What the page is made of; a name makes nothing more. */
  async function assertIsPlain(): Promise<void> {
    const [tags, attributes] = await guide.evaluate<[string[], string[]]>(`(() => {
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

  test('shows it as it is written', async () => {
    // As it is: \u200B would count for nothing where a locator's text is compared.
    expect(await guide.heading.innerText()).toBe(`Xero MFA for ${HOSTILE_NAME}`);
    await expect(guide.frame.locator('.login .value')).toHaveText(HOSTILE.login);
    const findings = await guide.frame.locator('.finding').allInnerTexts();
    for (const text of [HOSTILE.owner, HOSTILE.backupEmail, HOSTILE.organisations[0]?.name]) {
      expect(findings, `${text} is not in ${findings}`).toContain(`In the list: ${text}`);
    }
    expect(await guide.open.innerText()).toContain(`as ${HOSTILE.login} in a web browser.`);
    await assertIsPlain();

    for (const [step, text] of [
      ['11', `It can’t be ${HOSTILE.login}.`],
      ['12', `Open the mailbox ${HOSTILE.backupEmail} and`],
    ] as const) {
      await guide.frame.locator(`#step-${stepOf(step)}`).click();
      await guide.at(step);
      expect(await guide.open.innerText(), text).toContain(text);
      await assertIsPlain();
    }
    await guide.frame.locator('#scenario').selectOption('fromTeam');
    await expect(guide.open.getByText(`ask ${HOSTILE.owner}, who owns ${HOSTILE.login}.`)).toBeVisible();
    await assertIsPlain();

    await guide.frame.locator('#step-pasteKey').click();
    await guide.frame.locator('#key').fill(EXAMPLE_KEY.shown);
    await guide.frame.locator('#key').press('Enter');
    await expect(guide.open.getByText(`Code for ${HOSTILE.login}`)).toBeVisible();
    await assertIsPlain();
  });

  test('bounds it', async () => {
    const long = await GuideTab.open(extension, LONG.login);
    await long.page.setViewportSize(FRAMES.narrow);
    await expect(long.heading).toBeVisible();
    expect(await tooWide(long)).toEqual([]);
    expect((await long.heading.innerText()).length).toBeLessThan(300);
  });

  test('asks nobody for anything by it', () => {
    expect(dialogs).toEqual([]);
    const urls = requests.map(request => request.url()).filter(url => url !== guide.page.url());
    const ours = /^https:\/\/resources\.test\/.*\/dist\/pages\/[\w.-]+$/;
    expect(urls.filter(url => !ours.test(url))).toEqual([]);
    expect(urls.filter(url => ours.test(url))).not.toHaveLength(0);
  });

  test('would run no script and load nothing, had one got into the page', async () => {
    const policy = await guide.evaluate<string>(
      `document.querySelector('meta[http-equiv="Content-Security-Policy"]').content`,
    );
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:|blob:/);
    const blocked = await guide.evaluate<string[]>(`new Promise(resolve => {
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
    expect(await guide.evaluate('"hasRun" in globalThis')).toBe(false);
    for (const request of requests) {
      if (request.url().includes('evil.test')) expect(request.failure()?.errorText).toMatch(/csp/i);
    }
  });
});
