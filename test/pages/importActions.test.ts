import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { root } from '../../scripts/folders.mjs';
import { dropFile } from '../shared/browserInput';
import { AU, LIST, list, NZ } from '../shared/lists';
import { EXAMPLE_KEY, OTHER_KEY } from '../shared/oracle';
import { collage, LOOKS, noiseImage, qrImage, randomNumbers } from '../shared/qrPictures';
import type { Extension } from './extension';
import { FILES, openFiles, TEAM } from './importScene';
import { test } from './test';

const PICTURES = join(root, 'test/unit/vectors/importPictures');
const THIRD_KEY = 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK';
const FRAME = { width: 1342, height: 798 };

const link = (login: string, key: string): string => `otpauth://totp/Xero:${login}?secret=${key}&issuer=Xero`;

const rowsIn = (page: Page): Locator => page.locator('.keys tbody tr');

async function openPage(extension: Extension): Promise<Page> {
  const { page } = await extension.open('importQr');
  return page;
}

/** Pastes what file managers copy: a name or a path as text, and the file. */
async function pasteFile(
  page: Page,
  text: string,
  file: { name: string; type: string; bytes: Buffer },
): Promise<void> {
  await page.evaluate(`{
    const data = new DataTransfer();
    data.setData('text/plain', ${JSON.stringify(text)});
    const bytes = Uint8Array.fromBase64('${file.bytes.toString('base64')}');
    data.items.add(new File([bytes], ${JSON.stringify(file.name)}, { type: ${JSON.stringify(file.type)} }));
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }`);
}

test('different keys for a login stand together with their files, and equal ones are one', async ({
  start,
}) => {
  const extension = await start({ list: TEAM, frame: FRAME });
  const page = await openPage(extension);
  await openFiles(extension, page);
  await expect(rowsIn(page)).toHaveCount(14);
  const first = rowsIn(page).first();
  await expect(page.locator('.rival')).toHaveCount(4);
  await expect(page.locator('.rival').nth(0)).toContainText(
    /qa-au-[\s\S]*old phone\.txt[\s\S]*Several keys match/,
  );
  await expect(page.locator('.rival').nth(1)).toContainText(
    /qa-au-[\s\S]*Xero test logins\.csv[\s\S]*Several keys match/,
  );
  await expect(rowsIn(page).filter({ hasText: 'qa-uk' })).toContainText(
    'old phone.txt and bitwarden-export.csv',
  );
  await expect(first.getByRole('checkbox')).toHaveAccessibleName(
    /^Save the setup key for Xero qa-au-\S+ from old phone\.txt$/,
  );
  // Of two, one is chosen.
  await page.locator('.rival').nth(0).getByRole('checkbox').click();
  await page.locator('.rival').nth(1).getByRole('checkbox').click();
  await expect(page.locator('.rival').nth(0).getByRole('checkbox')).not.toBeChecked();
  await expect(page.locator('[data-action="save"]')).toHaveText('Save 9 Keys, Add 7 Accounts');
  await expect(page.getByText('These columns weren’t read: Password')).toBeVisible();
  await expect(page.locator('body')).not.toContainText('hunter2');
});

test('passwords of a file are offered once it is turned on, and saved where ticked', async ({ start }) => {
  const extension = await start({ list: TEAM, frame: FRAME });
  const page = await openPage(extension);
  await openFiles(extension, page);
  await expect(rowsIn(page)).toHaveCount(14);
  const part = page.locator('.passwords');
  const turn = part.getByRole('checkbox', { name: 'Passwords, too: bitwarden-export.csv' });
  await expect(part.getByRole('checkbox')).toHaveCount(2);
  await expect(turn).not.toBeChecked();
  await expect(part.getByRole('table')).toHaveCount(0);
  await turn.press('Space');
  await expect(part.getByRole('heading', { name: '4 passwords found' })).toBeVisible();
  await expect(turn).toBeFocused();
  const boxes = part.locator('tbody').getByRole('checkbox');
  // One has no account yet.
  await expect(boxes).toHaveCount(3);
  await expect(part.locator('tbody').getByRole('checkbox', { checked: true })).toHaveCount(0);
  await expect(part).toContainText('Choose the account of its setup key.');
  await boxes.first().press('Space');
  await expect(boxes.first()).toBeChecked();
  const save = page.locator('[data-action="save"]');
  await expect(save).toHaveText('Save 8 Keys, Add 7 Accounts, 1 Password');
  const asked: string[] = [];
  extension.vscode.window.onDidAsk(question => {
    asked.push(question.message);
    question.answer('Keep Passwords');
  });
  await save.press('Enter');
  await expect(page.locator('.note').first()).toHaveText(
    '8 setup keys saved. 1 password saved. 7 accounts added.',
  );
  expect(asked).toEqual(['Keep passwords on this computer?']);
  await expect(page.locator('.note').nth(1)).toContainText('contain unencrypted passwords');
  await expect(part.locator('tbody tr').first()).toContainText('This password is saved.');
  const stored = [...extension.vscode.secrets.values].filter(([key]) => key.startsWith('password:'));
  expect(stored).toEqual([[expect.stringMatching(/^password:qa-nz-/), 'hunter2']]);
  await turn.press('Space');
  await expect(part.getByRole('table')).toHaveCount(0);
  await expect(page.locator('body')).not.toContainText('hunter2');
  expect(JSON.stringify(extension.vscode.window.panels.map(({ posted }) => posted))).not.toContain('hunter2');
});

test('a slow save says how far it is, and files can go to the trash', async ({ start }) => {
  const extension = await start({ list: TEAM, frame: FRAME });
  const page = await openPage(extension);
  await openFiles(extension, page);
  await expect(rowsIn(page)).toHaveCount(14);
  const { vscode } = extension;
  const { secrets } = vscode.context;
  const store = secrets.store.bind(secrets);
  let goOn = (): void => {};
  let count = 0;
  secrets.store = async (key, value) => {
    if (key.startsWith('totp:') && ++count === 4)
      await new Promise<void>(resolve => {
        goOn = resolve;
      });
    return store(key, value);
  };
  const save = page.locator('[data-action="save"]');
  await save.press('Enter');
  await expect(save).toHaveText('Saving 4 of 8…');
  await expect(save).toBeDisabled();
  await expect(page.locator('.actions [role="status"]')).toHaveText('Saving 4 of 8…');
  await expect(save).toBeFocused();
  // A second press does nothing.
  await save.press('Enter');
  goOn();
  await expect(page.locator('.note').first()).toHaveText('8 setup keys saved. 7 accounts added.');
  await expect(page.locator('#notes')).toBeFocused();
  expect(count).toBe(8);

  const trash = page.getByRole('button', { name: 'Move 2 Files to Trash' });
  await trash.click();
  const question = await vscode.window.question();
  expect(question.message).toBe('Move 2 files to the trash?');
  expect(JSON.stringify(question)).toMatch(/old phone\.txt.*Some of the setup keys in them aren’t saved/);
  question.answer(undefined);
  await expect(trash).toBeVisible();
  const deleted: unknown[] = [];
  const { fs } = vscode.files;
  const remove = fs.delete.bind(fs);
  Object.assign(fs, {
    delete: async (uri: { path: string }, options: unknown) => {
      deleted.push(options);
      if (uri.path.endsWith('.csv')) throw new Error('no trash');
      return remove(uri as never, options as never);
    },
  });
  await trash.click();
  (await vscode.window.question()).answer('Move to Trash');
  await expect(page.locator('.note')).toHaveText([
    '1 file moved to the trash.',
    'There is no trash for these files, so they weren’t deleted. Delete them yourself: bitwarden-export.csv',
  ]);
  expect(deleted).toEqual([{ useTrash: true }, { useTrash: true }]);
  await expect(trash).toHaveCount(0);
});

test('in an untrusted folder it says where accounts go, and why not into its list', async ({ start }) => {
  const extension = await start({ list: list(AU), frame: FRAME, isTrusted: false });
  const page = await openPage(extension);
  await openFiles(extension, page, { 'new.csv': 'login,name\nnew@acme.test,New' });
  await expect(page.locator('.limit')).toHaveText(
    'New accounts go to: Personal list, on this computer only. You haven’t trusted this folder, so its own list isn’t changed.',
  );
});

test('every QR code of a picture is read, or the page says that there are more', async ({ start }) => {
  const extension = await start({ list: list(AU, NZ), frame: FRAME });
  const page = await openPage(extension);
  for (const [name, logins, problem] of [
    ['two-codes.png', [AU.login, NZ.login], ''],
    ['screen-photo.jpg', [AU.login], ''],
    ['app-store-code-first.png', [AU.login], ''],
  ] as const) {
    await dropFile(page, join(PICTURES, name), page.locator('.drop'));
    for (const login of logins) await expect(rowsIn(page).filter({ hasText: login })).toBeVisible();
    await expect(page.locator('.problems')).toHaveCount(problem ? 1 : 0);
  }
});

test('codes of one picture are read in any look and number', async ({ start }, testInfo) => {
  const extension = await start({ list: list(AU, NZ), frame: FRAME });
  const page = await openPage(extension);
  const random = randomNumbers(9);
  let count = 0;
  const codeOf = (look: string): ReturnType<typeof qrImage> => {
    const lookOf = LOOKS[look]?.(random) ?? { scale: 2 };
    // A key of its own for each login.
    const key = `${THIRD_KEY.slice(0, 30)}${'ABCDEFGHIJKLMNOP'[count % 16]}${'ABCDEFGH'[count >> 4]}`;
    return qrImage(
      link(`qa-${count++}@acme.test`, key),
      { ...lookOf, scale: Math.min(4, lookOf.scale) },
      random,
    );
  };
  for (const [name, looks, size, step] of [
    ['nine', Array.from({ length: 9 }, () => 'clean'), 900, 290],
    ['light and dark', ['clean', 'inverted', 'clean', 'dark page'], 1100, 500],
    ['turned', ['rotated', 'rotated', 'clean', 'clean'], 900, 440],
    ['small ones on a large screen', ['small', 'small', 'small', 'small'], 3000, 1400],
  ] as const) {
    const first = count;
    const columns = Math.ceil(Math.sqrt(looks.length));
    const bytes = collage(
      size,
      size,
      looks.map((look, index) => ({
        image: codeOf(look),
        x: 20 + (index % columns) * step,
        y: 20 + Math.floor(index / columns) * step,
      })),
    );
    const file = testInfo.outputPath(`${name}.png`);
    await writeFile(file, bytes);
    await dropFile(page, file, page.locator('.drop'));
    for (let index = first; index < count; index++)
      await expect(rowsIn(page).filter({ hasText: `qa-${index}@acme.test` }), name).toBeVisible();
  }
  await expect(page.locator('.problems')).toHaveCount(0);

  const second = codeOf('small');
  const damaged = collage(700, 300, [
    { image: codeOf('small'), x: 10, y: 10 },
    { image: second, x: 350, y: 10 },
    { image: noiseImage(60, 60, random), x: 350 + 50, y: 50 },
  ]);
  const file = testInfo.outputPath('damaged.png');
  await writeFile(file, damaged);
  await dropFile(page, file, page.locator('.drop'));
  await expect(page.locator('.problems li')).toHaveText(
    'damaged.png This picture may contain more QR codes than were read. Crop it to each of the others and import that, too.',
  );
  await expect(rowsIn(page).filter({ hasText: `qa-${count - 1}@acme.test` })).toBeVisible();
});

test('a picture that was copied in a file manager is read, not its name', async ({ start }) => {
  const bytes = await readFile(join(PICTURES, 'two-codes.png'));
  for (const [text, name] of [
    ['Screenshot 2026-11-30 at 09.41.00.png', 'Screenshot 2026-11-30 at 09.41.00.png'],
    ['Screenshot 2026-11-30.png', 'image.png'],
    ['C:\\Users\\priya\\Pictures\\codes.png', 'codes.png'],
    ['file:///home/priya/my%20codes.png', 'my codes.png'],
  ] as const) {
    const extension = await start({ list: list(AU, NZ), frame: FRAME });
    const page = await openPage(extension);
    await pasteFile(page, text, { name, type: 'image/png', bytes });
    await expect(rowsIn(page)).toHaveCount(2);
    await expect(page.locator('.problems')).toHaveCount(0);
  }
});

test('a text that was copied with a picture of it is read as a text', async ({ start }) => {
  const extension = await start({ list: list(AU, NZ), frame: FRAME });
  const page = await openPage(extension);
  const bytes = await readFile(join(PICTURES, 'two-codes.png'));
  await pasteFile(page, 'login\tname\nnew@acme.test\tNew', { name: 'image.png', type: 'image/png', bytes });
  await expect(page.locator('.accounts tbody tr')).toHaveCount(1);
  await expect(rowsIn(page)).toHaveCount(0);
});

test('files that can’t be read are named, with what to do', async ({ start }, testInfo) => {
  const extension = await start({ list: list(AU, NZ), frame: FRAME });
  const page = await openPage(extension);
  const svg = Buffer.from(
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
  );
  await pasteFile(page, 'code.svg', { name: 'code.svg', type: 'image/svg+xml', bytes: svg });
  await pasteFile(page, 'code.pdf', {
    name: 'code.pdf',
    type: 'application/pdf',
    bytes: Buffer.from('%PDF-1.7\n'),
  });
  const workbook = Buffer.from(
    'PK\x03\x04\x14\0\0\0……[Content_Types].xml……xl/workbook.xmlPK\x01\x02',
    'latin1',
  );
  await pasteFile(page, 'logins.xlsx', { name: 'logins.xlsx', type: '', bytes: workbook });
  await expect(page.locator('.problems li')).toHaveText([
    'code.svg SVG files can’t be read. Take a screenshot of the QR code and import that.',
    'code.pdf PDF files can’t be read. Take a screenshot of the QR code and import that.',
    'logins.xlsx This is a workbook. Save its sheet as CSV, or copy its cells and paste them here.',
  ]);
  await page.evaluate(`navigator.clipboard.writeText('/home/priya/codes.png')`);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+V');
  await expect(page.locator('.problems li').last()).toContainText('This is only the name of a file.');
  expect(testInfo.errors).toEqual([]);
});

test('the keyboard reaches everything in order', async ({ start }) => {
  const extension = await start({ list: list(AU, NZ), frame: FRAME });
  const page = await openPage(extension);
  await openFiles(extension, page, {
    'keys.txt': `${link(AU.login, EXAMPLE_KEY.base32)}\n${link('new@acme.test', OTHER_KEY)}`,
    'accounts.csv': 'login,name\nother@acme.test,Other',
  });
  await expect(page.locator('.accounts tbody tr')).toHaveCount(1);
  await page.locator('.drop button').focus();
  const order: string[] = [];
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate<string>(
      `(({ tagName, type, dataset, role }) => [tagName, dataset.action ?? type ?? role].filter(Boolean).join(' '))(document.activeElement)`,
    );
    order.push(name);
    if (name.endsWith('save')) break;
  }
  expect(order.filter(name => !name.startsWith('DIV'))).toEqual([
    ...['INPUT checkbox', 'SELECT select-one', 'INPUT checkbox', 'SELECT select-one', 'INPUT checkbox'],
    ...['SELECT select-one', 'BUTTON save'],
  ]);
  await page.keyboard.press('Enter');
  await expect(page.locator('.note').first()).toHaveText('2 setup keys saved. 2 accounts added.');
  const { files, at } = extension.vscode;
  expect(JSON.parse(files.text(at(LIST))).accounts.slice(-2)).toEqual([
    { login: 'other@acme.test', name: 'Other' },
    { login: 'new@acme.test' },
  ]);
  expect(files.text(at(LIST))).not.toMatch(new RegExp(`${OTHER_KEY}|otpauth`));
  expect(Object.keys(FILES)).toHaveLength(3);
});
