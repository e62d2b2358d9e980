import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { copyPicture, dropFile } from '../shared/browserInput';
import { AU, LIST, list, NZ } from '../shared/lists';
import { assertIsMarked, escaped, marked, PSEUDO, textsOf } from '../shared/markedTexts';
import { assertCodeOfNow, EXAMPLE_KEY, OTHER_KEY } from '../shared/oracle';
import { darkPagePicture } from '../shared/qrPictures';
import { newToken } from '../shared/tokens';
import { connectionOf, DEMO_AU, KIWI, organisationAnswer } from '../shared/xeroAnswers';
import type { Extension } from './extension';
import { pasteText as paste } from './importScene';
import type { Tab } from './tab';
import { test } from './test';

const THIRD_KEY = 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK';

/** The page in a window of 1400 × 900 without the sidebar. */
const WIDE = { width: 1342, height: 798 };

/** The name of the team's list. */
const TEAM_LIST = 'team/.xero-mfa/accounts.json';

const link = (login: string, key: string, issuer = 'Xero'): string =>
  `otpauth://totp/${issuer}:${login}?secret=${key}&issuer=${issuer}`;

/** Another format of a picture, as the browser writes it. */
async function inFormat(page: Page, png: Buffer, type: string): Promise<Buffer> {
  const base64 = await page.evaluate<string>(`(async () => {
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
  let extension: Extension;
  let tab: Tab;
  let page: Page;

  test.beforeAll(async ({ start }) => {
    extension = await start({ list: list(AU, NZ), frame: WIDE });
    tab = await extension.open('importQr');
    page = tab.page;
  });

  const row = (text: string): Locator =>
    page.locator('.keys tbody tr', { has: page.getByRole('checkbox', { name: text }) });

  test('shows what was pasted and where it goes', async () => {
    await expect(page.getByRole('heading', { level: 1, name: 'Import' })).toBeVisible();
    await paste(
      page,
      [link(AU.login, EXAMPLE_KEY.base32), link('me@x.test', OTHER_KEY, 'GitHub')].join('\n'),
    );
    await expect(page.getByRole('heading', { name: '2 setup keys found' })).toBeVisible();
    await expect(row(AU.login).getByRole('checkbox')).toBeChecked();
    await expect(row(AU.login).getByRole('combobox')).toHaveValue(`account:${AU.login}`);
    await assertCodeOfNow(() => row(AU.login).locator('.code').innerText(), EXAMPLE_KEY.base32);
    await expect(row('GitHub').getByRole('checkbox')).not.toBeChecked();
    await expect(row('GitHub')).toContainText('This key isn’t for Xero.');
    await expect(page.getByRole('button', { name: 'Save 1 Setup Key' })).toBeEnabled();
    const target = row('GitHub').getByRole('combobox');
    await expect(target.locator('option')).toHaveText(['Choose an account…']);
    await target.focus();
    await page.keyboard.press('ArrowDown');
    await expect(target).toHaveValue('new:me@x.test');
    await expect(row('GitHub').getByRole('checkbox')).toBeChecked();
    await target.selectOption('');
    await expect(row('GitHub').getByRole('checkbox')).toBeDisabled();
  });

  test('reads pictures that are pasted and dropped, in each format', async ({ browserName: _ }, testInfo) => {
    await copyPicture(page, darkPagePicture(link(NZ.login, OTHER_KEY)));
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Control+V');
    await expect(row(NZ.login)).toBeVisible();
    for (const type of ['jpeg', 'webp']) {
      const login = `${type}@acme.test`;
      const file = testInfo.outputPath(`qr.${type}`);
      await writeFile(file, await inFormat(page, darkPagePicture(link(login, THIRD_KEY)), `image/${type}`));
      await dropFile(page, file, page.locator('.drop'));
      await expect(row(login)).toContainText('New account');
      await row(login).getByRole('checkbox').click();
    }
    const letter = testInfo.outputPath('letter.txt');
    await writeFile(letter, 'Dear team');
    await dropFile(page, letter, page.locator('.drop'));
    await expect(page.locator('.problems')).toContainText('letter.txt This contains no setup keys.');
  });

  test('reads a file that is dropped as it does one that is chosen', async ({ browserName: _ }, testInfo) => {
    const table = testInfo.outputPath('old.csv');
    await writeFile(table, `login;name\r\n${AU.login};Société de Lyon\r\n`, 'latin1');
    await dropFile(page, table, page.locator('.drop'));
    await expect(page.locator('.accounts tbody tr')).toContainText('Société de Lyon');
    const unnamed = testInfo.outputPath('picture');
    await writeFile(unnamed, darkPagePicture(link('unnamed@acme.test', THIRD_KEY)));
    await dropFile(page, unnamed, page.locator('.drop'));
    await row('unnamed@acme.test').getByRole('checkbox').click();
  });

  test('takes a file that is chosen', async () => {
    const { files, at, window } = extension.vscode;
    files.write(at('chosen.txt'), link('chosen@acme.test', THIRD_KEY));
    await page.getByRole('button', { name: 'Choose Files…' }).click();
    (await window.question()).answer([at('chosen.txt')]);
    await expect(row('chosen@acme.test')).toBeVisible();
    await row('chosen@acme.test').getByRole('checkbox').click();
  });

  test('saves what is ticked, and adds what is new', async () => {
    await paste(page, `login,name\n${AU.login},Other\nnew@acme.test,New\nleft@acme.test,Left\nnobody,x`);
    await expect(page.getByRole('heading', { name: '5 accounts found' })).toBeVisible();
    const account = (login: string): Locator =>
      page.locator('.accounts').getByRole('checkbox', { name: `Add the account ${login}` });
    // Not uncheck(): a view that is on its way may tick the box again for a moment.
    await account('left@acme.test').click();
    await expect(account('left@acme.test')).not.toBeChecked();
    const notes = page.locator('#notes');
    const announced = page.locator('.visually-hidden[role="status"]');
    await page.getByRole('button', { name: 'Save 2 Keys, Add 1 Account' }).press('Enter');
    await expect(page.locator('.note')).toHaveText([
      '2 setup keys saved. 1 account added.',
      'The imported files contain unencrypted setup keys. Delete them if you don’t need them.',
    ]);
    // What has the focus is read out already.
    await expect(announced).toBeEmpty();
    await expect(page.getByRole('button', { name: 'Nothing Selected' })).toBeDisabled();
    await expect(notes).toBeFocused();
    await expect(page.locator('.keys').first().getByRole('checkbox', { checked: true })).toHaveCount(0);
    const done = page.locator('.done');
    await expect(done.locator('summary')).toHaveText([
      '2 setup keys are saved',
      '1 account is already in a list',
    ]);
    await expect(done.last().getByText('new@acme.test')).toBeHidden();
    await done.last().locator('summary').click();
    await expect(done.last().locator('tbody tr')).toContainText(['new@acme.test']);
    await account('left@acme.test').click();
    await page.getByRole('button', { name: 'Add 1 Account' }).press('Enter');
    await expect(notes).toHaveText('1 account added.');
    const { files, at, run, clipboard } = extension.vscode;
    expect(JSON.parse(files.text(at(LIST))).accounts.slice(-2)).toEqual([
      { login: 'new@acme.test', name: 'New' },
      { login: 'left@acme.test', name: 'Left' },
    ]);
    for (const [login, key] of [
      [NZ.login, OTHER_KEY],
      [AU.login, EXAMPLE_KEY.base32],
    ] as const) {
      await assertCodeOfNow(async () => {
        await run('xeroMfa.copyCode', { login });
        return clipboard.readText();
      }, key);
    }
  });
});

test('the import page leaves no text untranslated', async ({ start }) => {
  const strings = JSON.parse(await readFile(join(root, 'l10n/bundle.l10n.json'), 'utf8'));
  const extension = await start({ list: list(AU, NZ), language: PSEUDO, texts: marked(strings) });
  const { page } = await extension.open('importQr');
  await expect(page.locator('.drop')).toBeVisible();
  for (const [text, part] of [
    [`${link(AU.login, EXAMPLE_KEY.base32)}\nno link`, '.keys'],
    [
      `login,name,organisation,region,owner,backup email,tags,notes,password,colour,setup key\n${AU.login},AU payroll\n${NZ.login},\n,NZ GST\nnew@acme.test,NZ,Demo,Atlantis,P,new@acme.test,T,${OTHER_KEY},x,red,no key\nother@acme.test,,,AU,,soon,,,,,${THIRD_KEY}`,
      '.accounts',
    ],
  ] as const) {
    await paste(page, text);
    await expect(page.locator(part).first()).toBeVisible();
  }
  const reset = { ...DEMO_AU, shortCode: 'wrong' };
  await paste(
    page,
    `{"access_token":"${newToken()}"}\n${JSON.stringify([connectionOf(KIWI), connectionOf(KIWI, 'PRACTICE')])}\n${organisationAnswer(reset)}`,
  );
  await expect(page.locator('.organisations tbody tr')).toHaveCount(2);
  const texts = await textsOf(page);
  expect(texts.length).toBeGreaterThan(40);
  // Names of apps and regions are the same in every language. A unit test checks that the documentation has them all.
  const documented = await readFile(join(root, 'docs/import.md'), 'utf8');
  const [, apps = ''] = /<!-- made: apps -->\s+(.+?)\.\s+<!-- end -->/.exec(documented) ?? [];
  const data = [
    ...[KIWI, DEMO_AU].flatMap(({ tenantId, name }) => [tenantId, name]),
    'new@acme.test',
    'other@acme.test',
    'password',
    'colour',
    'Demo',
    // The engine writes lists, and knows no such language.
    'AU, NZ, GB, US, CA, ZA, SG, HK, MY, or GLOBAL',
    ', or ',
    TEAM_LIST,
    'AU payroll · qa-au@acme.test',
    'NZ GST · qa-nz@acme.test',
    'AU',
  ];
  const names = new RegExp([...apps.split(', '), ...data].map(escaped).join('|'), 'g');
  assertIsMarked(...texts.map(text => text.replaceAll(names, '')));
});
