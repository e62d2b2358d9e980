import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { addAxe, faultsIn } from '../shared/accessibility';
import { dropFile } from '../shared/browserInput';
import { tooWide } from '../shared/geometry';
import { LIST, list } from '../shared/lists';
import { THEMES } from '../shared/themes';
import { newToken } from '../shared/tokens';
import {
  connectionOf,
  connections,
  DEMO_AU,
  KIWI,
  organisationAnswer,
  tenantIdOf,
} from '../shared/xeroAnswers';
import type { Extension } from './extension';
import { pasteText } from './importScene';
import { test } from './test';

const FRAME = { width: 1342, height: 798 };

/** A demo company as it was before its reset, and an organisation that nothing changes. */
const AU = {
  login: 'qa-au@acme.test',
  name: 'AU payroll',
  organisations: [
    {
      name: DEMO_AU.name,
      region: 'AU',
      kind: 'demo',
      tenantId: tenantIdOf(9),
      shortCode: '!old',
      resetOn: '2026-11-29',
      'x-own': 'kept',
    },
    { name: KIWI.name, region: 'NZ', tenantId: KIWI.tenantId, shortCode: KIWI.shortCode },
    { name: 'Only in the list', tenantId: tenantIdOf(8) },
  ],
};
const OTHER = { login: 'qa-nz@acme.test', name: 'NZ GST' };
const TRIAL = { tenantId: tenantIdOf(4), name: 'Acme Trial & Co. Pty Ltd' };

/** The day by this computer's time zone. */
function inFourWeeks(): string {
  const day = new Date();
  day.setDate(day.getDate() + 28);
  return day.toLocaleDateString('sv');
}

const rowOf = (page: Page, name: string): Locator =>
  page.locator('.organisations tbody tr').filter({ hasText: name });
const saveButton = (page: Page): Locator => page.locator('[data-action="save"]');

async function open(extension: Extension): Promise<Page> {
  const { page } = await extension.open('importQr');
  return page;
}

const written = ({ vscode }: Extension, at = 0): object[] =>
  JSON.parse(vscode.files.text(vscode.at(LIST))).accounts[at].organisations;

test('answers of the API become organisations of the account that has them', async ({ start }) => {
  const extension = await start({ list: list(AU, OTHER), frame: FRAME });
  const page = await open(extension);
  const before = inFourWeeks();
  await pasteText(page, `HTTP/1.1 200 OK\r\nDate: x\r\n\r\n${connections(DEMO_AU, KIWI, TRIAL)}`);
  await expect(page.getByRole('heading', { name: '3 organisations found' })).toBeVisible();
  // Only one account has one of the tenants.
  const account = page.getByRole('combobox', { name: 'Account of these organisations' });
  await expect(account).toHaveValue(AU.login);
  await expect(rowOf(page, TRIAL.name)).toContainText('New');
  const demo = rowOf(page, DEMO_AU.name);
  await expect(demo).toContainText(`${DEMO_AU.tenantId} (was ${tenantIdOf(9)})`);
  await expect(demo).toContainText('(was !old)');
  await expect(demo.locator('.day')).toContainText('(was Nov 29, 2026)');
  // The shortcode is in the answer about the organisation itself.
  await pasteText(page, organisationAnswer(DEMO_AU));
  await expect(demo).toContainText('!x1Y2z (was !old)');
  await expect(page.locator('.done summary')).toHaveText('1 organisation is in the list');
  const day = page.getByLabel(`Next reset for ${DEMO_AU.name}`);
  expect([before, inFourWeeks()]).toContain(await day.inputValue());
  await expect(saveButton(page)).toHaveText('Add 1 Organisation, Update 1 Organisation');

  // By keyboard, digit by digit: the page must not take a half-typed year.
  await day.focus();
  await page.keyboard.type('01152027');
  await expect(day).toHaveValue('2027-01-15');
  await page.keyboard.press('Tab');
  await page.getByRole('checkbox', { name: `Save the organisation ${TRIAL.name}` }).click();
  await expect(saveButton(page)).toHaveText('Update 1 Organisation');
  await saveButton(page).press('Enter');
  await expect(page.locator('#notes')).toHaveText('1 organisation updated.');
  await expect(page.locator('#notes')).toBeFocused();
  const [, kiwi, own] = AU.organisations;
  expect(written(extension)).toEqual([
    {
      name: DEMO_AU.name,
      region: 'AU',
      kind: 'demo',
      tenantId: DEMO_AU.tenantId,
      shortCode: '!x1Y2z',
      resetOn: '2027-01-15',
      'x-own': 'kept',
    },
    kiwi,
    own,
  ]);
  await page.getByRole('checkbox', { name: `Save the organisation ${TRIAL.name}` }).click();
  await saveButton(page).press('Enter');
  await expect(page.locator('#notes')).toHaveText('1 organisation added.');
  expect(written(extension).slice(3)).toEqual([{ name: TRIAL.name, tenantId: TRIAL.tenantId }]);
  await expect(saveButton(page)).toHaveCount(0);
  expect(extension.faults).toEqual([]);
});

test('a person chooses the account where several may be meant', async ({ start }, testInfo) => {
  const extension = await start({ list: list({ ...AU, organisations: [] }, OTHER), frame: FRAME });
  const page = await open(extension);
  const file = testInfo.outputPath('organisation.json');
  await writeFile(file, `\uFEFF${organisationAnswer(DEMO_AU, KIWI)}`);
  await dropFile(page, file, page.locator('.drop'));
  await expect(
    page.getByText('Choose the account whose login has access to these organisations.'),
  ).toBeVisible();
  await expect(page.locator('.organisations').getByRole('checkbox')).toHaveCount(0);
  await expect(saveButton(page)).toHaveText('Nothing Selected');
  const account = page.getByRole('combobox', { name: 'Account of these organisations' });
  await expect(account.locator('option')).toHaveText([
    'Choose an account…',
    'AU payroll · qa-au@acme.test',
    'NZ GST · qa-nz@acme.test',
  ]);
  await account.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(account).toHaveValue(OTHER.login);
  await saveButton(page).click();
  await expect(page.locator('#notes')).toHaveText('2 organisations added.');
  expect(written(extension, 1)).toMatchObject([
    { name: DEMO_AU.name, region: 'AU', kind: 'demo', tenantId: DEMO_AU.tenantId, shortCode: '!x1Y2z' },
    { name: KIWI.name, region: 'NZ', tenantId: KIWI.tenantId, shortCode: '!k9W8i' },
  ]);
});

test('a list that can’t be changed keeps what was found', async ({ start }) => {
  const extension = await start({ list: list(AU), frame: FRAME });
  const page = await open(extension);
  await pasteText(page, connections(TRIAL));
  await expect(saveButton(page)).toHaveText('Add 1 Organisation');
  const { files, at, window } = extension.vscode;
  const { writeFile: write } = files.fs;
  const full = async (): Promise<void> => {
    throw new Error('the disk is full');
  };
  Object.assign(files.fs, { writeFile: full });
  await saveButton(page).click();
  await expect
    .poll(() => window.messages)
    .toContainEqual(expect.stringMatching(/couldn’t be saved, and wasn’t changed.*the disk is full/));
  await expect(saveButton(page)).toHaveText('Add 1 Organisation');
  expect(files.text(at(LIST))).toBe(list(AU));
  Object.assign(files.fs, { writeFile: write });
  await saveButton(page).click();
  await expect(page.locator('#notes')).toHaveText('1 organisation added.');
});

test('a token is named once, with what to do, and is nowhere on the page', async ({ start }) => {
  const extension = await start({ list: list(AU), frame: FRAME });
  const page = await open(extension);
  const tokens = [newToken(), newToken(), newToken()] as const;
  await pasteText(
    page,
    `curl -H "Authorization: Bearer ${tokens[0]}"\n${connections(KIWI, { ...TRIAL, name: tokens[1] })}`,
  );
  await pasteText(page, `{"refresh_token":"${tokens[2]}"}`);
  const warning = page.getByText(/^What you imported contains an access token\. It wasn’t kept/);
  await expect(warning).toHaveCount(2);
  await expect(warning.and(page.locator('.visually-hidden[role="status"]'))).toHaveCount(1);
  await expect(page.locator('.problems li')).toHaveCount(1);
  for (const token of tokens) expect(await page.content()).not.toContain(token.slice(0, 20));
});

test('what somebody else wrote is shown as text', async ({ start }) => {
  const extension = await start({ list: list(AU), frame: FRAME });
  const page = await open(extension);
  const name = '<img src=x onerror=alert(1)> [x](command:y) $(bug) \u202Egnp.exe';
  await pasteText(page, connections({ ...TRIAL, name }));
  await expect(rowOf(page, '<img src=x onerror=alert(1)>')).toBeVisible();
  expect(await page.locator('main').innerText()).not.toMatch(/\u202E/);
  expect(await page.locator('main img').count()).toBe(0);
});

/** What people in two languages see at once: each kind of row, a warning and a problem. */
for (const language of ['en', 'fr']) {
  test(`organisations are shown without a fault in every theme and width: ${language}`, async ({
    start,
    themes,
  }) => {
    const texts =
      language === 'en'
        ? {}
        : { texts: JSON.parse(await readFile(join(root, `l10n/bundle.l10n.${language}.json`), 'utf8')) };
    const extension = await start({ list: list(AU, OTHER), language, ...texts });
    const tab = await extension.open('importQr');
    const { page } = tab;
    const answer = JSON.stringify([connectionOf(KIWI), connectionOf(TRIAL), connectionOf(TRIAL, 'PRACTICE')]);
    await pasteText(page, `{"access_token":"${newToken()}"}\n${answer}\n${organisationAnswer(DEMO_AU)}`);
    await expect(page.locator('.organisations tbody tr')).toHaveCount(3);
    await page.locator('summary').click();
    await addAxe(page);
    const found: string[] = [];
    for (const theme of THEMES)
      for (const width of [1342, 700, 250]) {
        await page.setViewportSize({ width, height: 798 });
        await tab.wear(themes[theme]);
        // What is behind the bar with the button has no colours that axe-core can tell.
        await page.evaluate("document.querySelector('.actions').style.position = 'static'");
        const faults = [...(await tooWide(page)), ...(await faultsIn(page))];
        found.push(...faults.map(fault => `${theme}, ${width}: ${fault}`));
        const cut = await page
          .locator('.day input')
          .evaluate('input => input.scrollWidth > input.clientWidth');
        if (cut) found.push(`${theme}, ${width}: the day is cut off`);
      }
    expect(found).toEqual([]);
  });
}

/** The faults in how the tables are laid out at the width of the page. */
const OUT_OF_SIGHT = `[...document.querySelectorAll('.scroller')].flatMap(({ scrollWidth, clientWidth }) =>
  scrollWidth > clientWidth ? ['a table scrolls from ' + clientWidth + ' to ' + scrollWidth] : [],
).concat([...document.querySelectorAll('.day input')].flatMap(input => {
  const { left, right } = input.getBoundingClientRect();
  const cell = input.closest('td').getBoundingClientRect();
  return left < cell.left || right > Math.min(cell.right, innerWidth) ? ['a day ends at ' + right] : [];
}), [...document.querySelectorAll('.was')].flatMap(was =>
  was.getBoundingClientRect().top >= was.parentElement.getBoundingClientRect().top + 10 ? [] : ['an old value is in the line of the new one'],
))`;

for (const language of ['en', 'fr']) {
  test(`the day of the next reset is in sight beside long IDs: ${language}`, async ({ start }) => {
    const texts =
      language === 'en'
        ? {}
        : { texts: JSON.parse(await readFile(join(root, `l10n/bundle.l10n.${language}.json`), 'utf8')) };
    const extension = await start({ list: list(AU, OTHER), frame: FRAME, language, ...texts });
    const page = await open(extension);
    const unbroken = { ...TRIAL, tenantId: tenantIdOf(6), name: 'Acme & '.repeat(3) + 'Company_'.repeat(9) };
    await pasteText(page, organisationAnswer(DEMO_AU, KIWI, TRIAL, unbroken));
    await expect(page.locator('.day input')).toHaveCount(1);
    await expect(page.locator('.was')).toHaveCount(3);
    await page.locator('summary').click();
    const found: string[] = [];
    for (const width of [1342, 1094, 874, 760, 720, 706, 700, 390]) {
      await page.setViewportSize({ width, height: 798 });
      found.push(...(await page.evaluate<string[]>(OUT_OF_SIGHT)).map(fault => `${width}: ${fault}`));
    }
    expect(found).toEqual([]);
  });
}
