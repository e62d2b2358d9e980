import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type FrameLocator, type Locator } from '@playwright/test';
import { AU, LIST, list, NZ, SETTINGS } from '../shared/lists';
import { assertCodeOfNow, EXAMPLE_KEY, OTHER_KEY } from '../shared/oracle';
import { LOOKS, qrPicture, randomNumbers } from '../shared/qrPictures';
import { faultsIn } from '../shared/accessibility';
import { test } from './test';
import type { Workbench } from './workbench';

const THIRD_KEY = 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK';

const link = (login: string, key: string, issuer = 'Xero'): string =>
  `otpauth://totp/${issuer}:${login}?secret=${key}&issuer=${issuer}`;

function picture(text: string): Buffer {
  const random = randomNumbers(5);
  const look = LOOKS['dark page'];
  if (!look) throw new Error('There is no such look.');
  return Buffer.from(qrPicture('picture', text, look(random), random).bytes);
}

/** Another format of a picture, as the browser writes it. */
async function inFormat(window: Workbench, png: Buffer, type: string): Promise<Buffer> {
  const base64 = await window.page.evaluate<string>(`(async () => {
    const png = Uint8Array.from(atob('${png.toString('base64')}'), character => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([png], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: '${type}', quality: 0.8 })).arrayBuffer());
    return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
  })()`);
  return Buffer.from(base64, 'base64');
}

test.describe('the import page', () => {
  test.describe.configure({ mode: 'serial' });
  let folder: string;
  let window: Workbench;

  test.beforeAll(async ({ host }) => {
    folder = await host.workspace('team', { [LIST]: list(AU, NZ), [SETTINGS]: '{}' });
    window = await host.open(folder);
  });
  test.afterAll(({ host }) => host.closeWindows());

  const page = (): FrameLocator => window.webview;
  const evaluate = <T>(expression: string): Promise<T> =>
    page().locator(':root').evaluate<T, unknown>(expression);
  const row = (text: string): Locator =>
    page().locator('.keys tbody tr', { has: page().getByRole('checkbox', { name: text }) });

  async function paste(text: string): Promise<void> {
    await window.setClipboard(text);
    await page().getByRole('heading', { level: 1 }).click();
    await window.page.keyboard.press('Control+V');
  }

  test('opens from the menu of the view, and shows what was pasted and where it goes', async () => {
    await window.run('Xero MFA: Import…');
    await expect(page().getByRole('heading', { level: 1, name: 'Import' })).toBeVisible();
    // In the colour of the theme, as a picture of one colour would not be.
    await expect(window.page.locator('.tab.active .codicon-cloud-download')).toBeVisible();
    await paste([link(AU.login, EXAMPLE_KEY.base32), link('me@x.test', OTHER_KEY, 'GitHub')].join('\n'));
    await expect(page().getByRole('heading', { name: '2 setup keys found' })).toBeVisible();
    await expect(row(AU.login).getByRole('checkbox')).toBeChecked();
    await expect(row(AU.login).getByRole('combobox')).toHaveValue(`account:${AU.login}`);
    await assertCodeOfNow(() => row(AU.login).locator('.code').innerText(), EXAMPLE_KEY.base32);
    await expect(row('GitHub').getByRole('checkbox')).not.toBeChecked();
    await expect(row('GitHub')).toContainText('This key is not for Xero.');
    await expect(page().getByRole('button', { name: 'Store 1 Setup Key' })).toBeEnabled();
    const target = row('GitHub').getByRole('combobox');
    await expect(target.locator('option')).toHaveText(['Choose an account…']);
    await target.focus();
    await window.page.keyboard.press('ArrowDown');
    await expect(target).toHaveValue('new:me@x.test');
    await expect(row('GitHub').getByRole('checkbox')).toBeChecked();
    await target.selectOption('');
    await expect(row('GitHub').getByRole('checkbox')).toBeDisabled();
  });

  test('reads pictures that are pasted and dropped, in each format', async () => {
    await window.setClipboardPicture(picture(link(NZ.login, OTHER_KEY)));
    await page().getByRole('heading', { level: 1 }).click();
    await window.page.keyboard.press('Control+V');
    await expect(row(NZ.login)).toBeVisible();
    for (const [index, type] of ['jpeg', 'webp'].entries()) {
      const login = `${type}@acme.test`;
      const file = join(folder, `qr.${type}`);
      await writeFile(file, await inFormat(window, picture(link(login, THIRD_KEY)), `image/${type}`));
      await window.dropFile(file, page().locator('.drop'), { overSidebar: index === 1 });
      await expect(row(login)).toContainText('New account');
      await row(login).getByRole('checkbox').uncheck();
    }
    const letter = join(folder, 'letter.txt');
    await writeFile(letter, 'Dear team');
    await window.dropFile(letter, page().locator('.drop'), { overSidebar: false });
    await expect(page().locator('.problems')).toContainText('letter.txt This contains no setup keys.');
  });

  test('reads a file that is dropped as it does one that is chosen', async () => {
    const table = join(folder, 'old.csv');
    await writeFile(table, `login;name\r\n${AU.login};Société de Lyon\r\n`, 'latin1');
    await window.dropFile(table, page().locator('.drop'), { overSidebar: false });
    await expect(page().locator('.accounts tbody tr')).toContainText('Société de Lyon');
    const unnamed = join(folder, 'picture');
    await writeFile(unnamed, picture(link('unnamed@acme.test', THIRD_KEY)));
    await window.dropFile(unnamed, page().locator('.drop'), { overSidebar: false });
    await row('unnamed@acme.test').getByRole('checkbox').uncheck();
  });

  test('takes a file that is chosen', async () => {
    const file = join(folder, 'chosen.txt');
    await writeFile(file, link('chosen@acme.test', THIRD_KEY));
    await page().getByRole('button', { name: 'Choose Files…' }).click();
    await window.quickPickRows.filter({ hasText: 'chosen.txt' }).click();
    await window.page.keyboard.press('Enter');
    await expect(row('chosen@acme.test')).toBeVisible();
    await row('chosen@acme.test').getByRole('checkbox').uncheck();
  });

  test('shows everything without a fault in each theme, wide and narrow', async () => {
    await paste(`login,name\n${AU.login},Other\nnew@acme.test,New\nnobody,x`);
    await expect(page().getByRole('heading', { name: '4 accounts found' })).toBeVisible();
    for (const [theme, width] of [
      ['Dark Modern', 1400],
      ['Light Modern', 700],
      ['Default High Contrast', 1400],
    ] as const) {
      await writeFile(join(folder, SETTINGS), JSON.stringify({ 'workbench.colorTheme': theme }));
      await window.page.setViewportSize({ width, height: 900 });
      await expect(page().locator(`body[data-vscode-theme-id="${theme}"]`)).toBeVisible();
      expect(await faultsIn({ evaluate })).toEqual([]);
    }
    await window.page.setViewportSize({ width: 1400, height: 900 });
  });

  test('stores what is ticked, and adds what is new', async () => {
    const notes = page().locator('#notes');
    const announced = page().locator('.visually-hidden[role="status"]');
    await page().getByRole('button', { name: 'Store 2 Setup Keys' }).press('Enter');
    await expect(page().locator('.note')).toHaveText([
      '2 setup keys are stored.',
      'The imported files contain setup keys unencrypted. Delete them if you don’t need them.',
    ]);
    await expect(notes).toBeFocused();
    await page().getByRole('button', { name: 'Add 1 Account' }).press('Enter');
    await expect(notes).toHaveText('1 account was added.');
    await expect(notes).toBeFocused();
    await expect(page().getByRole('button', { name: /^Add/ })).toHaveCount(0);
    // What has the focus is read out already.
    await expect(announced).toBeEmpty();
    await expect(page().locator('.accounts tbody tr', { hasText: 'new@acme.test' })).toContainText('Added');
    expect(JSON.parse(await readFile(join(folder, LIST), 'utf8')).accounts.at(-1)).toEqual({
      login: 'new@acme.test',
      name: 'New',
    });
    await assertCodeOfNow(() => window.copyFromPalette(NZ.name), OTHER_KEY);
    await assertCodeOfNow(() => window.copyFromPalette(AU.name), EXAMPLE_KEY.base32);
  });
});
