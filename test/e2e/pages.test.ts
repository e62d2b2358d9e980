import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Request } from '@playwright/test';
import { FRAMES } from '../shared/geometry';
import { stepOf } from '../shared/guidePage';
import { AU, HOSTILE, HOSTILE_NAME, LIST, list, NZ, SETTINGS } from '../shared/lists';
import { assertCodeOfNow, codeAt, EXAMPLE_KEY, halfMinute, holdsKey, OTHER_KEY } from '../shared/oracle';
import { darkPagePicture } from '../shared/qrPictures';
import { readThemes, themesFile } from '../shared/themes';
import { captureThemes } from './captureThemes';
import { Guide } from './guide';
import { browserStorage, filesBelow } from './places';
import { test } from './test';
import type { Workbench } from './workbench';

/** The message by which the extension sends a code to a page, as VS Code passes it on. */
const CODE_SENT = /\["([^"]+)","\{\\"type\\":\\"code\\",\\"code\\":\{\\"code\\":\\"(\d{3}) (\d{3})\\"/g;

/** A code that the extension has sent, and VS Code's name of the page it was sent to. */
interface SentCode {
  readonly page: string;
  readonly code: string;
}

const ANSWER = 'Kept4Me';
const settings = JSON.stringify({ 'xeroMfa.minimumRemaining': 0 });

test.describe('the pages in VS Code', () => {
  test.describe.configure({ mode: 'serial' });
  let folder: string;
  let window: Workbench;
  let guide: Guide;
  /** Codes that the extension has sent to pages of this window, in order. */
  const codesSent: SentCode[] = [];
  const dialogs: string[] = [];
  /** What the pages of the extension asked for. */
  const requests: Request[] = [];
  /** The page of another login, and the half minute in which it was covered. */
  let covered: { readonly page: string | undefined; readonly at: number };

  test.beforeAll(async ({ host }) => {
    folder = await host.workspace('team', { [LIST]: list(AU, NZ, HOSTILE), [SETTINGS]: settings });
    const page = await (await host.profile()).newPage();
    page.on('websocket', socket =>
      socket.on('framereceived', ({ payload }) => {
        for (const [, to = '', first, second] of payload.toString('latin1').matchAll(CODE_SENT))
          codesSent.push({ page: to, code: `${first}${second}` });
      }),
    );
    page.on('dialog', dialog => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', request => {
      // A page is in a frame within a frame.
      if (request.frame().parentFrame()?.parentFrame()) requests.push(request);
    });
    await page.goto(host.server.url({ folder }));
    window = await host.attach(page);
  });
  test.afterAll(({ host }) => host.closeWindows());

  test('are in the import’s tab from the menu of the view, and read what VS Code hands on', async () => {
    await window.run('Xero MFA: Import…');
    const { webview } = window;
    await expect(webview.getByRole('heading', { level: 1, name: 'Import' })).toBeVisible();
    // In the colour of the theme, as a picture of one colour would not be.
    await expect(window.page.locator('.tab.active .codicon-cloud-download')).toBeVisible();
    const row = (login: string) =>
      webview.locator('.keys tbody tr', { has: webview.getByRole('checkbox', { name: login }) });

    await window.setClipboard(link(AU.login, EXAMPLE_KEY.base32));
    await webview.getByRole('heading', { level: 1 }).click();
    await window.page.keyboard.press('Control+V');
    await expect(row(AU.login).getByRole('checkbox')).toBeChecked();
    await window.setClipboardPicture(darkPagePicture(link(NZ.login, OTHER_KEY)));
    await webview.getByRole('heading', { level: 1 }).click();
    await window.page.keyboard.press('Control+V');
    await expect(row(NZ.login)).toBeVisible();
    for (const overSidebar of [false, true]) {
      const login = `dropped-${overSidebar}@acme.test`;
      const file = join(folder, `${overSidebar}.png`);
      await writeFile(file, darkPagePicture(link(login, OTHER_KEY)));
      await window.dropFile(file, webview.locator('.drop'), { overSidebar });
      await expect(row(login)).toContainText('New account');
      await row(login).getByRole('checkbox').uncheck();
    }
    await writeFile(join(folder, 'chosen.txt'), link('chosen@acme.test', OTHER_KEY));
    await webview.getByRole('button', { name: 'Choose Files…' }).click();
    await window.quickPickRows.filter({ hasText: 'chosen.txt' }).click();
    await window.page.keyboard.press('Enter');
    await expect(row('chosen@acme.test')).toBeVisible();
    await row('chosen@acme.test').getByRole('checkbox').uncheck();

    await webview.getByRole('button', { name: 'Save 2 Setup Keys' }).press('Enter');
    await expect(webview.locator('#notes')).toBeFocused();
    await assertCodeOfNow(() => window.copyFromPalette(NZ.name), OTHER_KEY);
    await assertCodeOfNow(() => window.copyFromPalette(AU.name), EXAMPLE_KEY.base32);
    await window.run('View: Close All Editors');
    await window.clearNotifications();
  });

  test('are another one for another login', async () => {
    await window.run('View: Close Primary Side Bar');
    guide = await Guide.open(window, NZ.login);
    await expect(window.page.locator('.tab.active .codicon-book')).toBeVisible();
    await guide.frame.locator('#step-copyCode').click();
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
  });

  test('have the size and the themes that the page tests show them in', async () => {
    const chrome = { width: 58, height: 102 };
    for (const frame of Object.values(FRAMES)) {
      await window.page.setViewportSize({
        width: frame.width + chrome.width,
        height: frame.height + chrome.height,
      });
      await expect.poll(() => guide.evaluate('({ width: innerWidth, height: innerHeight })')).toEqual(frame);
    }
    // As much is left beside the sidebar in a window that is wider by it.
    await window.page.setViewportSize({ width: 1280, height: 720 });
    await window.openView();
    await expect
      .poll(() => guide.evaluate('({ width: innerWidth, height: innerHeight })'))
      .toEqual(FRAMES.low);
    await window.run('View: Close Primary Side Bar');

    expect(
      await captureThemes(guide, folder),
      `VS Code shows pages otherwise than the page tests do. Delete ${themesFile}.`,
    ).toEqual(await readThemes());
    await writeFile(join(folder, SETTINGS), settings);
  });

  test('hold no keyboard: Escape closes nothing, and Tab leads out and in again', async () => {
    await guide.frame.locator('#step-copyCode').click();
    await guide.at('8');
    await guide.frame.locator('#title-copyCode').focus();
    await window.page.keyboard.press('Escape');
    await guide.at('8');
    await expect(async () => {
      await window.page.keyboard.press('Tab');
      expect(await guide.evaluate('document.hasFocus()')).toBe(false);
    }).toPass();
    await expect(async () => {
      await window.page.keyboard.press('Shift+Tab');
      expect(
        await guide.evaluate(`document.hasFocus() && document.activeElement.matches('.step-title')`),
      ).toBe(true);
    }).toPass();
  });

  test('are sent no code while they are covered', async () => {
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
  });

  test('keep what is typed and no secret while another tab covers them', async () => {
    const at = (selector: string) => guide.frame.locator(selector);
    await at('#step-addBackup').click();
    await at('#backupEmail').fill('draft@acme.test');
    await at('[data-action="useQuestions"]').click();
    for (const index of [0, 1, 2]) {
      await at(`#question-${index}`).fill(`Question ${index}?`);
      await at(`#answer-${index}`).fill(`${ANSWER}${index}`);
    }
    await guide.open.locator('.questions [type="submit"]').click();
    await guide.open.locator('.widget > .note').waitFor();
    await at('#question-0').fill('Where was this drafted?');
    await at('#answer-0').fill('InATest');
    await Guide.open(window, NZ.login);
    await Guide.open(window, AU.login);
    await expect(at('#question-0')).toHaveValue('Where was this drafted?');
    await expect(at('#answer-0')).toHaveValue('');
    await at('[data-action="useEmail"]').click();
    await expect(at('#backupEmail')).toHaveValue('draft@acme.test');
  });

  test('show hostile text as it is written on their tab and in messages, and ask nobody for anything by it', async ({
    host,
  }) => {
    requests.length = 0;
    await window.clearNotifications();
    await Guide.open(window, HOSTILE.login);
    const tab = window.page.locator('.tab.active');
    expect((await tab.innerText()).trim()).toBe(`Xero MFA: ${HOSTILE_NAME}`);
    await expect(tab.locator('.codicon-bug, img')).toHaveCount(0);
    await guide.frame.locator(`#step-${stepOf('7')}`).click();
    await guide.frame.locator('#key').fill(EXAMPLE_KEY.shown);
    await guide.frame.locator('#key').press('Enter');
    await guide.at('8');
    await guide.open.locator('[data-action="copyCode"]').click();
    const message = window.notification(`Code for ${HOSTILE_NAME} copied`);
    await expect(message).toBeVisible();
    await expect(message.locator('.codicon-bug, .notification-list-item-message a')).toHaveCount(0);

    expect(dialogs).toEqual([]);
    const ours = /\.vscode-resource\.vscode-cdn\.net\/.*\/xero-test-mfa\.[^/]+\/dist\/pages\/[\w.-]+$/;
    // VS Code puts the page into one of its own.
    const urls = requests.map(request => request.url());
    expect(urls.filter(url => !ours.test(url) && !url.startsWith(`${host.server.origin}/`))).toEqual([]);
    expect(urls.filter(url => ours.test(url))).not.toHaveLength(0);
  });

  test('leave neither key nor answers where VS Code and the browser keep things', async ({ host }) => {
    await host.reload(window);
    const places = [...(await filesBelow(host.folder)), ...(await browserStorage(window))];
    expect(places.filter(({ text }) => text.includes(AU.login))).not.toHaveLength(0);
    // What the test itself wrote to be imported.
    const revealing = places.filter(
      ({ name, text }) => !name.endsWith('chosen.txt') && (holdsKey(text) || text.includes(ANSWER)),
    );
    expect(revealing.map(({ name }) => name)).toEqual([]);
  });
});

function link(login: string, key: string): string {
  return `otpauth://totp/Xero:${login}?secret=${key}&issuer=Xero`;
}
